import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, Refusal, type AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { isLongEnough } from '../../ui/password.ts'
import type { ResetLink } from './index.tsx'

type BeforeFactorProps = { readonly link: ResetLink; readonly secret: string; readonly onEnrol: (enrolment: AnswerOf<'resets', 'enrol'>) => void }

/** Before another authenticator is set up: the password as proof, or, where that was lost too, another one. */
export function BeforeFactor({ link, secret, onEnrol }: BeforeFactorProps) {
  const { t, moment } = useWords()
  const [password, setPassword] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const step = useMutation({ mutationFn: () => call('resets', 'enrol', { body: link.password ? { secret, new_password: password } : { secret, password } }), onSuccess: onEnrol })
  const fits = !link.password || isLongEnough(password)
  const submit = () => {
    setTooShort(!fits)
    if (fits) step.mutate()
  }
  const refused = step.error instanceof Refusal && step.error.code === 'auth.denied' ? t('reset.wrong_password') : step.error ? sentenceOf(step.error, t) : undefined
  return (
    <Door title={t('reset.title')} lede={t(link.password ? 'reset.lede_both' : 'reset.lede_factor', { name: link.name })}>
      <Form onSubmit={submit} error={refused}>
        <input className="visually-hidden" type="text" autoComplete="username" value={link.email} readOnly tabIndex={-1} aria-hidden="true" />
        {link.password
          ? <PasswordField label={t('reset.new_password')} hint={t('password.advice')} error={tooShort && !fits ? t('password.short', { count: password.length }) : undefined} autoComplete="new-password" value={password} onChange={setPassword} />
          : <PasswordField label={t('reset.password')} autoComplete="current-password" value={password} onChange={setPassword} />}
        <p><Button kind="primary" submit busy={step.isPending}>{t('reset.go_on')}</Button></p>
      </Form>
      <p className="small muted">{t('reset.until', { until: moment(link.expires) })}</p>
    </Door>
  )
}
