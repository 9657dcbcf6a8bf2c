import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { Link } from '../../router/link.tsx'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Notice } from '../../ui/page.tsx'
import { SecondFactor } from '../invitation/second-factor.tsx'
import { AnotherPassword } from './another-password.tsx'
import { BeforeFactor } from './before-factor.tsx'

export type ResetLink = AnswerOf<'resets', 'find'>
type Enrolment = AnswerOf<'resets', 'enrol'>

/** Opened by the link of a peer: what was lost is chosen anew, and what was not lost proves who asks. Its secret stands behind the # and reaches no log. */
export default function Reset() {
  const { t, moment } = useWords()
  const [secret] = useState(() => location.hash.slice(1))
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const link = useQuery({ ...read('resets', 'find', { body: { secret } }), staleTime: Infinity, retry: false })
  if (link.error) return <Door title={t('reset.gone_title')}><Notice kind="warn">{link.error.status === 0 ? sentenceOf(link.error, t) : t('reset.gone')}</Notice><p><Link className="btn" to="/sign-in">{t('sign_in.title')}</Link></p></Door>
  if (!link.data) return <Door title={t('reset.title')}><output className="quiet">{t('shell.loading')}</output></Door>
  const home = () => void go({ to: '/home', replace: true })
  if (enrolment) return <SecondFactor offer={enrolment} email={link.data.email} lede={t('reset.factor_lede', { until: moment(enrolment.expires) })} confirm={(code) => call('resets', 'confirm', { body: { ticket: enrolment.ticket, code } })} onDone={home} />
  return link.data.factor ? <BeforeFactor link={link.data} secret={secret} onEnrol={setEnrolment} /> : <AnotherPassword link={link.data} secret={secret} onDone={home} />
}
