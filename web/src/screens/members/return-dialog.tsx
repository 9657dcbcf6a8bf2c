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
import type { Member } from './member-list.tsx'

/** For the administrator: asks that a member which left may come back, and with whom. */
export function ReturnDialog({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const [email, setEmail] = useState('')
  const ask = useMutation({
    mutationFn: () => withFactor(() => call('returning', 'ask', { body: { member: member.code, email: email.trim() } })),
    onSuccess: (done) => {
      if (!done) return
      void renew('returning')
      onClose()
    },
  })
  return (
    <Dialog
      title={t('members.return_title', { member: member.name })} onClose={onClose} onSubmit={() => ask.mutate()}
      actions={<><Button kind="primary" submit busy={ask.isPending}>{t('members.return_do')}</Button><Button kind="quiet" onPress={onClose}>{t('factor.cancel')}</Button></>}
    >
      {ask.error ? <Notice kind="error">{sentenceOf(ask.error, t)}</Notice> : null}
      <p>{t('members.return_sure')}</p>
      <Field label={t('members.return_email')} type="email" autoComplete="off" maxLength={254} value={email} onChange={setEmail} required focused />
      <ul className="bullets"><li>{t('members.return_second_words')}</li><li>{t('members.return_comes', { member: member.name })}</li></ul>
    </Dialog>
  )
}
