import { useMutation } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { Door } from '../../shell/door.tsx'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/page.tsx'
import { comeInTo } from '../sign-in/come-in.ts'
import { Factor } from '../sign-in/factor.tsx'
import type { Arrival, Trip } from './trip.ts'

const Enrol = lazy(() => import('../invitation/enrol.tsx'))

/** The provider's answer goes to the server once, with what this browser kept. */
export function ComeBack({ returned, trip, onAgain }: Arrival & { readonly onAgain: () => void }) {
  const { t } = useWords()
  const comeIn = comeInTo(trip?.does === 'sign_in' ? trip.to : undefined)
  const isSent = useRef(false)
  const sent = useMutation({
    mutationFn: async ({ ticket, does }: Trip) => {
      const body = { ticket, ...returned }
      switch (does) {
        case 'sign_in': return call('federation', 'finishSignIn', { body })
        case 'join': return call('federation', 'finishAccept', { body })
        case 'link': return call('federation', 'finishLink', { body }).then(() => ({ next: 'linked' as const }))
      }
    },
    onSuccess: (answer) => {
      if (answer.next === 'in') comeIn(answer.me)
      if (answer.next === 'linked') void renew('federation').then(() => go({ to: '/account', replace: true }))
    },
  })
  useEffect(() => {
    if (!trip || isSent.current) return
    isSent.current = true
    sent.mutate(trip)
  }, [trip, sent])
  const answer = sent.data
  const waiting = <Door title={t('sign_in.provider_title')}><output className="quiet">{t('sign_in.provider_wait')}</output></Door>
  if (answer?.next === 'totp') return <Factor ticket={answer.ticket} lede={t('sign_in.provider_factor_lede')} onIn={comeIn} onBack={onAgain} />
  if (answer?.next === 'enrol') return <Suspense fallback={waiting}><Enrol email={answer.email} enrolment={answer} /></Suspense>
  const why = trip ? sent.error && sentenceOf(sent.error, t) : t('sign_in.provider_elsewhere')
  return why ? <Failed why={why} trip={trip} onAgain={onAgain} /> : waiting
}

const BACK = { sign_in: 'sign_in.back', link: 'sign_in.provider_account', join: 'sign_in.provider_invitation' } as const

function Failed({ why, trip, onAgain }: { readonly why: string; readonly trip: Trip | undefined; readonly onAgain: () => void }) {
  const { t } = useWords()
  const does = trip?.does ?? 'sign_in'
  const back = does === 'sign_in' ? onAgain : () => (does === 'join' && trip?.to ? location.assign(trip.to) : void go({ to: '/account', replace: true }))
  return (
    <Door next title={t('sign_in.provider_failed')}>
      <div className="stack"><Notice kind="error">{why}</Notice><p><Button kind="primary" onPress={back}>{t(BACK[does])}</Button></p></div>
    </Door>
  )
}
