import { useId, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** A place to paste into for those who do not paste into the grid itself, such as on a phone. */
export function PasteDialog({ onPaste, onClose }: { readonly onPaste: (text: string) => void; readonly onClose: () => void }) {
  const { t } = useWords()
  const id = useId()
  const [text, setText] = useState('')
  return (
    <Dialog title={t('report.paste')} onClose={onClose} onSubmit={() => onPaste(text)} actions={<><Button kind="primary" submit disabled={text.trim() === ''}>{t('report.paste_take')}</Button><Button onPress={onClose}>{t('report.cancel')}</Button></>}>
      <div className="field">
        <label htmlFor={id}>{t('report.paste_label')}</label>
        <textarea className="input" id={id} rows={6} value={text} onChange={(event) => setText(event.target.value)} aria-describedby={`${id}-hint`} />
        <p className="hint" id={`${id}-hint`}>{t('report.paste_hint')}</p>
      </div>
    </Dialog>
  )
}
