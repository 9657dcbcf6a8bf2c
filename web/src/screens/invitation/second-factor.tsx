import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnswerOf } from '../../api/call.ts'
import { me, queryClient, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Door } from '../../shell/door.tsx'
import { AuthenticatorKey } from './authenticator-key.tsx'
import { Button } from '../../ui/button.tsx'
import { factorSentence } from '../../ui/factor-sentence.ts'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type SecondFactorProps = {
  readonly offer: AnswerOf<'people', 'accept'>
  readonly email: string
  readonly lede: string
  readonly confirm: (code: string) => Promise<Me>
  readonly onDone: (person: Me) => void
}

/** The step at which an authenticator is set up: its key, the codes to keep, and the first code, which makes it count. */
export function SecondFactor({ offer, email, lede, confirm, onDone }: SecondFactorProps) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const finish = useMutation({
    mutationFn: () => confirm(code.replaceAll(/\s/g, '')),
    onSuccess: (person) => {
      // What somebody else saw on this device is forgotten; what this page itself asked for stays until it is left.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[1] !== 'findInvitation' && queryKey[1] !== 'find' })
      if (!person.awaits_confirmation) queryClient.setQueryData(me.queryKey, person)
      onDone(person)
    },
  })
  return (
    <Door wide next title={t('invitation.factor_title')} lede={lede}>
      <div className="door-split"><AuthenticatorKey secret={offer.totp_secret} url={offer.totp_url} /><RecoveryCodes codes={offer.recovery_codes} email={email} /></div>
      <section className="card no-print" aria-labelledby="first-code">
        <h2 id="first-code">{t('invitation.first_code_title')}</h2>
        <Form onSubmit={() => finish.mutate()}>
          <Field label={t('factor.code')} hint={t('invitation.first_code_hint')} error={finish.error ? factorSentence(finish.error, t) : undefined} inputMode="numeric" autoComplete="one-time-code" maxLength={9} value={code} onChange={setCode} required />
          <p><Button kind="primary" submit busy={finish.isPending}>{t('invitation.finish')}</Button></p>
        </Form>
      </section>
    </Door>
  )
}
