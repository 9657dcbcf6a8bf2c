import { call } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { SecondFactor } from './second-factor.tsx'
import type { Enrolment, Offer } from './index.tsx'

/** The second step: the authenticator, the codes to keep, and the first code, which makes the account. */
export function Enrol({ offer, enrolment, onAwaiting }: { readonly offer: Offer; readonly enrolment: Enrolment; readonly onAwaiting: () => void }) {
  const { t, moment } = useWords()
  return (
    <SecondFactor
      offer={enrolment} email={offer.email} lede={t('invitation.factor_lede', { until: moment(enrolment.expires) })} confirm={(code) => call('people', 'confirm', { body: { ticket: enrolment.ticket, code } })}
      onDone={(person) => (person.awaits_confirmation ? onAwaiting() : void go({ to: '/home', replace: true }))}
    />
  )
}
