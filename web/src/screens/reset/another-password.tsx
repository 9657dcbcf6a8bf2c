import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { me, queryClient } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Door } from '../../shell/door.tsx'
import { Button } from '../../ui/button.tsx'
import { FactorFields, givenOf, noFactor } from '../../ui/factor-fields.tsx'
import { factorSentence } from '../../ui/factor-sentence.ts'
import { Form } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { isLongEnough } from '../../ui/password.ts'
import type { ResetLink } from './index.tsx'

/** The password alone was lost: another one, and the second factor as proof. */
export function AnotherPassword({ link, secret, onDone }: { readonly link: ResetLink; readonly secret: string; readonly onDone: () => void }) {
  const { t, moment } = useWords()
  const [password, setPassword] = useState('')
  const [typed, setTyped] = useState(noFactor)
  const [tooShort, setTooShort] = useState(false)
  const choose = useMutation({
    mutationFn: () => call('resets', 'choosePassword', { body: { secret, new_password: password, factor: givenOf(typed) } }),
    onSuccess: (person) => {
      queryClient.clear()
      queryClient.setQueryData(me.queryKey, person)
      onDone()
    },
  })
  const submit = () => {
    setTooShort(!isLongEnough(password))
    if (isLongEnough(password)) choose.mutate()
  }
  return (
    <Door title={t('reset.title')} lede={t('reset.lede_password', { name: link.name })}>
      <Form onSubmit={submit}>
        <input className="visually-hidden" type="text" autoComplete="username" value={link.email} readOnly tabIndex={-1} aria-hidden="true" />
        <PasswordField label={t('reset.new_password')} hint={t('password.advice')} error={tooShort && !isLongEnough(password) ? t('password.short', { count: password.length }) : undefined} autoComplete="new-password" value={password} onChange={setPassword} />
        <FactorFields value={typed} onChange={setTyped} error={choose.error ? factorSentence(choose.error, t) : undefined} />
        <p><Button kind="primary" submit busy={choose.isPending}>{t('reset.finish')}</Button></p>
      </Form>
      <p className="small muted">{t('reset.until', { until: moment(link.expires) })}</p>
    </Door>
  )
}
