import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
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

/** The provider's answer goes to the server once, with what this browser kept. */
export function ComeBack({ returned, trip, onAgain }: Arrival & { readonly onAgain: () => void }) {
  const { t } = useWords()
  const comeIn = comeInTo(trip?.to)
  const isSent = useRef(false)
  const sent = useMutation({
    mutationFn: async ({ ticket, links }: Trip) => {
      const body = { ticket, ...returned }
      if (!links) return call('federation', 'finishSignIn', { body })
      await call('federation', 'finishLink', { body })
      return { next: 'linked' as const }
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
  if (sent.data?.next === 'totp') return <Factor ticket={sent.data.ticket} lede={t('sign_in.provider_factor_lede')} onIn={comeIn} onBack={onAgain} />
  const why = trip ? sent.error && sentenceOf(sent.error, t) : t('sign_in.provider_elsewhere')
  if (!why) return <Door title={t('sign_in.provider_title')}><output className="quiet">{t('sign_in.provider_wait')}</output></Door>
  const back = trip?.links ? () => void go({ to: '/account', replace: true }) : onAgain
  return (
    <Door next title={t('sign_in.provider_failed')}>
      <div className="stack"><Notice kind="error">{why}</Notice><p><Button kind="primary" onPress={back}>{t(trip?.links ? 'sign_in.provider_account' : 'sign_in.back')}</Button></p></div>
    </Door>
  )
}
