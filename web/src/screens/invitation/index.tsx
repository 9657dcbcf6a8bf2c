import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../../api/queries.ts'
import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Notice } from '../../ui/page.tsx'
import { Accept } from './accept.tsx'
import Enrol from './enrol.tsx'

export type Offer = AnswerOf<'people', 'findInvitation'>
export type Enrolment = AnswerOf<'people', 'accept'>

/** What an invitation offers, and the two steps to an account. Its secret stands behind the # and reaches no log. */
export default function Invitation() {
  const { t } = useWords()
  const [secret] = useState(() => location.hash.slice(1))
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const offer = useQuery({ ...read('people', 'findInvitation', { body: { secret } }), staleTime: Infinity, retry: false })
  if (offer.error) return <Door title={t('invitation.gone_title')}><Notice kind="warn">{offer.error.status === 0 ? sentenceOf(offer.error, t) : t('invitation.gone')}</Notice><p><Link className="btn" to="/sign-in">{t('sign_in.title')}</Link></p></Door>
  if (!offer.data) return <Door title={t('invitation.title')}><output className="quiet">{t('shell.loading')}</output></Door>
  return enrolment ? <Enrol email={offer.data.email} enrolment={enrolment} /> : <Accept offer={offer.data} secret={secret} onAccepted={setEnrolment} />
}
