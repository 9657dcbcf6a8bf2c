import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { codeFrom } from './code-from.ts'

/** A unit has a name for people and a short code for files; the code is proposed from the name. */
export function UnitDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const [name, setName] = useState('')
  const [typed, setTyped] = useState<string>()
  const [key] = useState(() => crypto.randomUUID())
  const code = typed ?? codeFrom(name)
  const add = useMutation({
    mutationFn: () => withFactor(() => call('people', 'addUnit', { body: { code, name: name.trim() } }, { key: `${key}-${code}` })),
    onSuccess: (done) => {
      if (!done) return
      void renew('people')
      onClose()
    },
  })
  return (
    <Dialog
      title={t('members.unit_add')} onClose={onClose} onSubmit={() => add.mutate()}
      actions={<><Button kind="primary" submit busy={add.isPending}>{t('members.unit_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {add.error ? <Notice kind="error">{sentenceOf(add.error, t)}</Notice> : null}
      <Field label={t('members.unit_name')} hint={t('members.unit_name_hint')} maxLength={120} value={name} onChange={setName} required focused />
      <Field label={t('members.code')} hint={t('members.unit_code_hint')} maxLength={30} value={code} onChange={(text) => setTyped(codeFrom(text))} required />
    </Dialog>
  )
}
