import { useState } from 'react'
import { call } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { Awaiting } from './awaiting.tsx'
import { SecondFactor } from './second-factor.tsx'
import type { Enrolment } from './index.tsx'

/** The second step: the authenticator, the codes to keep, and the first code, which makes the account. */
export default function Enrol({ email, enrolment }: { readonly email: string; readonly enrolment: Enrolment }) {
  const { t, moment } = useWords()
  const [awaits, setAwaits] = useState(false)
  if (awaits) return <Awaiting />
  return (
    <SecondFactor
      offer={enrolment} email={email} lede={t('invitation.factor_lede', { until: moment(enrolment.expires) })} confirm={(code) => call('people', 'confirm', { body: { ticket: enrolment.ticket, code } })}
      onDone={(person) => (person.awaits_confirmation ? setAwaits(true) : void go({ to: '/home', replace: true }))}
    />
  )
}
