import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { isLongEnough } from '../../ui/password.ts'
import type { Enrolment, Offer } from './index.tsx'
import { Offered } from './offered.tsx'
import { Terms } from './terms.tsx'

/** The first step: what is offered, the terms where they are asked, a name and a password. */
export function Accept({ offer, secret, onAccepted }: { readonly offer: Offer; readonly secret: string; readonly onAccepted: (enrolment: Enrolment) => void }) {
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
    <Door title={t('invitation.title')} lede={t('invitation.lede')}>
      <Offered offer={offer} />
      <Form onSubmit={submit} error={accept.error ? sentenceOf(accept.error, t) : undefined}>
        <Field label={t('invitation.name')} hint={t('invitation.name_hint')} autoComplete="name" maxLength={120} value={name} onChange={setName} required />
        <input className="visually-hidden" type="text" autoComplete="username" value={offer.email} readOnly tabIndex={-1} aria-hidden="true" />
        <PasswordField label={t('invitation.password')} hint={t('password.advice')} error={tooShort && !isLongEnough(password) ? t('password.short', { count: password.length }) : undefined} autoComplete="new-password" value={password} onChange={setPassword} />
        {offer.terms ? <Terms member={offer.member_name} accepted={accepted} onAccept={setAccepted} /> : null}
        <p><Button kind="primary" submit busy={accept.isPending}>{t('invitation.continue')}</Button></p>
      </Form>
    </Door>
  )
}
