import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { signInByPasskey } from '../../api/passkeys.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { useTraining } from '../../shell/training.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { PasskeyButton } from '../../ui/passkey-button.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { comeInTo, useOnTheWay } from './come-in.ts'
import { Factor } from './factor.tsx'
import { Lost } from './lost.tsx'

/** Two steps: the password, then the second factor. Nothing opens in between. */
export default function SignIn() {
  const { t } = useWords()
  const to = useOnTheWay()
  const comeIn = comeInTo(to)
  const [ticket, setTicket] = useState<string>()
  return ticket ? <Factor ticket={ticket} lede={t('sign_in.factor_lede')} onIn={comeIn} onBack={() => setTicket(undefined)} /> : <Password to={to} onIn={comeIn} onTicket={setTicket} />
}

function Password({ to, onIn, onTicket }: { readonly to: string | undefined; readonly onIn: (self: AnswerOf<'session', 'factor'>) => void; readonly onTicket: (ticket: string) => void }) {
  const { t } = useWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const step = useMutation({ mutationFn: () => call('session', 'signIn', { body: { email: email.trim(), password } }), onSuccess: (next) => onTicket(next.ticket) })
  const training = useTraining()
  return (
    <Door title={t('sign_in.title')}>
      {training ? <p className="card stack is-tight"><span>{t('shell.cast_words')}</span><Link className="btn" to="/training">{t('shell.cast')}</Link></p> : null}
      <Form onSubmit={() => step.mutate()} error={step.error ? sentenceOf(step.error, t) : undefined}>
        <Field label={t('sign_in.email')} type="email" autoComplete="username" value={email} onChange={setEmail} required focused />
        <PasswordField label={t('sign_in.password')} autoComplete="current-password" value={password} onChange={setPassword} />
        <p><Button kind="primary" wide submit busy={step.isPending}>{t('sign_in.continue')}</Button></p>
      </Form>
      <PasskeyButton label={t('passkey.sign_in')} ceremony={signInByPasskey} onDone={onIn} />
      <p><Link className="btn is-wide" to="/sign-in/provider" search={to === undefined ? {} : { to }}>{t('sign_in.provider')}</Link></p>
      <Lost />
    </Door>
  )
}
