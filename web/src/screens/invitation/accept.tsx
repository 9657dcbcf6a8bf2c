import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { isLongEnough } from '../../ui/password.ts'
import { leaveFor } from '../sign-in-provider/trip.ts'
import type { Enrolment, Offer } from './index.tsx'
import { Offered } from './offered.tsx'
import { Terms } from './terms.tsx'
import { Way, type WayIn } from './way.tsx'

type AcceptProps = { readonly offer: Offer; readonly secret: string; readonly onAccepted: (enrolment: Enrolment) => void }

/** The first step: what is offered, and how to sign in from now on. Where the state has a provider, that is offered first. */
export function Accept(props: AcceptProps) {
  const { t } = useWords()
  const offered = useQuery({ ...read('federation', 'list'), staleTime: 60_000 })
  const [way, setWay] = useState<WayIn>('provider')
  if (offered.isPending) return <Door title={t('invitation.title')}><output className="quiet">{t('shell.loading')}</output></Door>
  const hasProvider = !props.offer.terms && (offered.data?.members ?? []).some(({ code }) => code === props.offer.member)
  return (
    <Door title={t('invitation.title')} lede={t('invitation.lede')}>
      <Offered offer={props.offer} />
      {hasProvider ? <Way member={props.offer.member_name} value={way} onChange={setWay} /> : null}
      {hasProvider && way === 'provider' ? <ByProvider {...props} /> : <ByPassword {...props} />}
    </Door>
  )
}

function ByProvider({ secret }: AcceptProps) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const leave = useMutation({
    mutationFn: () => call('federation', 'accept', { body: { secret, name: name.trim() } }),
    onSuccess: ({ url, ticket }) => leaveFor(url, { ticket, does: 'join', to: `/invitation#${secret}` }),
  })
  return (
    <Form onSubmit={() => leave.mutate()} error={leave.error ? sentenceOf(leave.error, t) : undefined}>
      <Name value={name} onChange={setName} />
      <p><Button kind="primary" submit busy={leave.isPending || leave.isSuccess}>{t('sign_in.provider_go')}</Button></p>
    </Form>
  )
}

function Name({ value, onChange }: { readonly value: string; readonly onChange: (name: string) => void }) {
  const { t } = useWords()
  return <Field label={t('invitation.name')} hint={t('invitation.name_hint')} autoComplete="name" maxLength={120} value={value} onChange={onChange} required />
}

function ByPassword({ offer, secret, onAccepted }: AcceptProps) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const [accepted, setAccepted] = useState(false)
  const accept = useMutation({
    mutationFn: () => call('people', 'accept', { body: { secret, name: name.trim(), password, ...(offer.terms ? { accept_terms: accepted } : {}) } }),
    onSuccess: onAccepted,
  })
  const submit = () => {
    setTooShort(!isLongEnough(password))
    if (isLongEnough(password)) accept.mutate()
  }
  return (
    <Form onSubmit={submit} error={accept.error ? sentenceOf(accept.error, t) : undefined}>
      <Name value={name} onChange={setName} />
      <input className="visually-hidden" type="text" autoComplete="username" value={offer.email} readOnly tabIndex={-1} aria-hidden="true" />
      <PasswordField label={t('invitation.password')} hint={t('password.advice')} error={tooShort && !isLongEnough(password) ? t('password.short', { count: password.length }) : undefined} autoComplete="new-password" value={password} onChange={setPassword} />
      {offer.terms ? <Terms member={offer.member_name} accepted={accepted} onAccept={setAccepted} /> : null}
      <p><Button kind="primary" submit busy={accept.isPending}>{t('invitation.continue')}</Button></p>
    </Form>
  )
}
