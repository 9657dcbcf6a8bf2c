import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, Refusal } from '../../api/call.ts'
import { me, queryClient, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { isLongEnough } from '../../ui/password.ts'

/** The old password, the new one and a code: who sits at an unlocked screen has none of them. */
export function PasswordDialog({ email, onDone }: { readonly email: string; readonly onDone: (changed: boolean) => void }) {
  const { t } = useWords()
  const [old, setOld] = useState('')
  const [fresh, setFresh] = useState('')
  const [code, setCode] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const change = useMutation({
    mutationFn: () => call('session', 'changePassword', { body: { password: old, new_password: fresh, code: code.replaceAll(/\s/g, '') } }),
    onSuccess: (person) => {
      queryClient.setQueryData(me.queryKey, person)
      void renew('session')
      onDone(true)
    },
  })
  const submit = () => {
    setTooShort(!isLongEnough(fresh))
    if (isLongEnough(fresh)) change.mutate()
  }
  const wrong = change.error instanceof Refusal && (change.error.code === 'auth.denied' || change.error.status === 400)
  return (
    <Dialog
      title={t('account.password_change')} onClose={() => onDone(false)} onSubmit={submit}
      actions={<><Button kind="primary" submit busy={change.isPending}>{t('account.password_do')}</Button><Button kind="quiet" onPress={() => onDone(false)}>{t('factor.cancel')}</Button></>}
    >
      <p>{t('account.password_ends')}</p>
      {change.error ? <Notice kind="error">{wrong ? t('account.password_wrong') : sentenceOf(change.error, t)}</Notice> : null}
      <input className="visually-hidden" type="text" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden="true" />
      <PasswordField label={t('account.password_old')} autoComplete="current-password" value={old} onChange={setOld} />
      <PasswordField label={t('account.password_new')} hint={t('password.advice')} error={tooShort && !isLongEnough(fresh) ? t('password.short', { count: fresh.length }) : undefined} autoComplete="new-password" value={fresh} onChange={setFresh} />
      <Field label={t('factor.code')} hint={t('factor.code_hint')} inputMode="numeric" autoComplete="one-time-code" maxLength={9} value={code} onChange={setCode} required />
    </Dialog>
  )
}
