import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/page.tsx'

export type SavedView = AnswerOf<'views', 'list'>['views'][number]
type Props = { /** What is kept, or the view whose name and note are changed. */ readonly of: { readonly dataflow: string; readonly question: string } | SavedView; readonly name: string; readonly onClose: () => void; readonly onSaved?: () => void }

/** A name and a note for a view, and whether the own state sees it, too. */
export function ViewDialog({ of, name: proposed, onClose, onSaved }: Props) {
  const { t } = useWords()
  const before = 'view' in of ? of : undefined
  const [name, setName] = useState(proposed)
  const [note, setNote] = useState(before?.note ?? '')
  const [shared, setShared] = useState(before?.shared ?? false)
  const keep = useMutation({
    mutationFn: () => {
      const said = { name: name.trim(), shared }
      return before ? call('views', 'change', { params: { view: before.view }, body: { ...said, note: note.trim() || null } })
        : call('views', 'save', { body: { ...said, ...(note.trim() ? { note: note.trim() } : {}), dataflow: of.dataflow, question: of.question } }, { key: crypto.randomUUID() })
    },
    onSuccess: async () => {
      await renew('views')
      onSaved?.()
      onClose()
    },
  })
  return (
    <Dialog
      title={t(before ? 'views.change' : 'views.save')} onClose={onClose} onSubmit={() => keep.mutate()}
      actions={<><Button kind="primary" submit busy={keep.isPending} disabled={name.trim() === ''}>{t('views.keep')}</Button><Button onPress={onClose}>{t('explore.cancel')}</Button></>}
    >
      {keep.error ? <Notice kind="error">{sentenceOf(keep.error, t)}</Notice> : null}
      <p>{t('views.words')}</p>
      <Field label={t('views.name')} value={name} onChange={setName} maxLength={100} required focused />
      <Field label={t('views.note')} hint={t('views.note_hint')} value={note} onChange={setNote} maxLength={500} />
      <label className="choice"><input type="checkbox" checked={shared} onChange={() => setShared(!shared)} /><span>{t('views.shared')}</span><span className="hint">{t('views.shared_hint')}</span></label>
    </Dialog>
  )
}
