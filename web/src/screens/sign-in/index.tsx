import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { me, queryClient } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { useTraining } from '../../shell/training.ts'
import { Button } from '../../ui/button.tsx'
import { FactorFields, givenOf, noFactor } from '../../ui/factor-fields.tsx'
import { factorSentence } from '../../ui/factor-sentence.ts'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { Lost } from './lost.tsx'

const route = getRouteApi('/sign-in')

/** Two steps: the password, then the second factor. Nothing opens in between. */
export default function SignIn() {
  const [ticket, setTicket] = useState<string>()
  return ticket ? <Factor ticket={ticket} onBack={() => setTicket(undefined)} /> : <Password onTicket={setTicket} />
}

function Password({ onTicket }: { readonly onTicket: (ticket: string) => void }) {
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
      <Lost />
    </Door>
  )
}

function Factor({ ticket, onBack }: { readonly ticket: string; readonly onBack: () => void }) {
  const { t } = useWords()
  const router = useRouter()
  const { to } = route.useSearch()
  const [typed, setTyped] = useState(noFactor)
  const step = useMutation({
    mutationFn: () => call('session', 'factor', { body: { ticket, ...givenOf(typed) } }),
    onSuccess: (person) => {
      queryClient.clear()
      queryClient.setQueryData(me.queryKey, person)
      router.history.push(to ?? '/home')
    },
  })
  return (
    <Door title={t('sign_in.factor_title')} lede={t('sign_in.factor_lede')}>
      <Form onSubmit={() => step.mutate()}>
        <FactorFields value={typed} onChange={setTyped} error={step.error ? factorSentence(step.error, t) : undefined} />
        <p className="row"><Button kind="primary" submit busy={step.isPending}>{t('sign_in.sign_in')}</Button><Button kind="quiet" onPress={onBack}>{t('sign_in.back')}</Button></p>
      </Form>
    </Door>
  )
}
