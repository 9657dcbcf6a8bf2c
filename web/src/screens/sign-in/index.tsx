import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { call } from '../../api/call.ts'
import { me, queryClient } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/page.tsx'

const route = getRouteApi('/sign-in')

/** Two steps: the password, then the second factor. Nothing opens in between. */
export default function SignIn() {
  const { t } = useWords()
  const [ticket, setTicket] = useState<string>()
  return (
    <div className="front">
      <header><Link className="brand" to="/"><span className="brand-mark" aria-hidden="true" />OpenVRS</Link></header>
      <main id="main" className="stack">
        <h1>{t(ticket ? 'sign_in.factor_title' : 'sign_in.title')}</h1>
        {ticket ? <Factor ticket={ticket} /> : <Password onTicket={setTicket} />}
      </main>
    </div>
  )
}

function Password({ onTicket }: { readonly onTicket: (ticket: string) => void }) {
  const { t } = useWords()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const step = useMutation({ mutationFn: () => call('session', 'signIn', { body: { email: email.trim(), password } }), onSuccess: (next) => onTicket(next.ticket) })
  return (
    <Step onSubmit={() => step.mutate()} error={step.error}>
      <Field label={t('sign_in.email')} type="email" autoComplete="username" value={email} onChange={setEmail} required />
      <Field label={t('sign_in.password')} type="password" autoComplete="current-password" value={password} onChange={setPassword} required />
      <p><Button kind="primary" submit busy={step.isPending}>{t('sign_in.continue')}</Button></p>
    </Step>
  )
}

function Factor({ ticket }: { readonly ticket: string }) {
  const { t } = useWords()
  const router = useRouter()
  const { to } = route.useSearch()
  const [recovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const step = useMutation({
    mutationFn: () => call('session', 'factor', { body: recovery ? { ticket, recovery_code: code.trim() } : { ticket, code: code.replaceAll(/\s/g, '') } }),
    onSuccess: (person) => {
      queryClient.clear()
      queryClient.setQueryData(me.queryKey, person)
      router.history.push(to ?? '/home')
    },
  })
  return (
    <Step onSubmit={() => step.mutate()} error={step.error}>
      <Field key={String(recovery)} label={t(recovery ? 'sign_in.recovery' : 'sign_in.code')} hint={t(recovery ? 'sign_in.recovery_hint' : 'sign_in.code_hint')} inputMode={recovery ? 'text' : 'numeric'} autoComplete="one-time-code" value={code} onChange={setCode} required />
      <p className="row"><Button kind="primary" submit busy={step.isPending}>{t('sign_in.sign_in')}</Button><Button kind="quiet" onPress={() => { setRecovery(!recovery); setCode('') }}>{t(recovery ? 'sign_in.use_code' : 'sign_in.use_recovery')}</Button></p>
    </Step>
  )
}

function Step({ onSubmit, error, children }: { readonly onSubmit: () => void; readonly error: unknown; readonly children: React.ReactNode }) {
  const { t } = useWords()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit()
  }
  return <form className="stack narrow" onSubmit={submit}>{error ? <Notice kind="error">{sentenceOf(error, t)}</Notice> : null}{children}</form>
}
