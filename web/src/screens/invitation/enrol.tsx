import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { me, queryClient } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Door } from '../../shell/door.tsx'
import { Button } from '../../ui/button.tsx'
import { factorSentence } from '../../ui/factor-sentence.ts'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { AuthenticatorKey } from './authenticator-key.tsx'
import type { Enrolment, Offer } from './index.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

/** The second step: the authenticator, the codes to keep, and the first code, which makes the account. */
export function Enrol({ offer, enrolment, onAwaiting }: { readonly offer: Offer; readonly enrolment: Enrolment; readonly onAwaiting: () => void }) {
  const { t, moment } = useWords()
  const router = useRouter()
  const [code, setCode] = useState('')
  const confirm = useMutation({
    mutationFn: () => call('people', 'confirm', { body: { ticket: enrolment.ticket, code: code.replaceAll(/\s/g, '') } }),
    onSuccess: (person) => {
      // What somebody else saw on this device is forgotten; this page stays until it is left.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'findInvitation' })
      if (person.awaits_confirmation) return onAwaiting()
      queryClient.setQueryData(me.queryKey, person)
      return router.navigate({ to: '/home', replace: true })
    },
  })
  return (
    <Door wide next title={t('invitation.factor_title')} lede={t('invitation.factor_lede', { until: moment(enrolment.expires) })}>
      <div className="door-split">
        <AuthenticatorKey secret={enrolment.totp_secret} url={enrolment.totp_url} />
        <RecoveryCodes codes={enrolment.recovery_codes} email={offer.email} />
      </div>
      <section className="card no-print" aria-labelledby="first-code">
        <h2 id="first-code">{t('invitation.first_code_title')}</h2>
        <Form onSubmit={() => confirm.mutate()}>
          <Field label={t('factor.code')} hint={t('invitation.first_code_hint')} error={confirm.error ? factorSentence(confirm.error, t) : undefined} inputMode="numeric" autoComplete="one-time-code" maxLength={9} value={code} onChange={setCode} required />
          <p><Button kind="primary" submit busy={confirm.isPending}>{t('invitation.finish')}</Button></p>
        </Form>
      </section>
    </Door>
  )
}
