import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { leaveFor } from '../sign-in-provider/trip.ts'

/** The link to the own account at the state's identity provider, where it has connected one. */
export function Provider() {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const shown = useQuery(read('federation', 'show')).data
  const link = useMutation({ mutationFn: () => withFactor(() => call('federation', 'link')), onSuccess: (away) => { if (away) leaveFor(away.url, { ticket: away.ticket, links: true }) } })
  const unlink = useMutation({ mutationFn: () => withFactor(async () => { await call('federation', 'unlink'); return true }), onSuccess: () => renew('federation', 'session') })
  if (!shown?.provider) return null
  const error = link.error ?? unlink.error
  return (
    <section className="card" aria-labelledby="provider">
      <h2 id="provider">{t('account.provider')}</h2>
      <div className="stack is-tight">
        {error ? <Notice kind="error">{sentenceOf(error, t)}</Notice> : null}
        <p className="small muted">{t(shown.linked ? 'account.provider_linked' : 'account.provider_words', { host: new URL(shown.provider.issuer).host })}</p>
        <p>{shown.linked ? <Button small busy={unlink.isPending} onPress={() => unlink.mutate()}>{t('account.provider_unlink')}</Button> : <Button small busy={link.isPending} onPress={() => link.mutate()}>{t('account.provider_link')}</Button>}</p>
      </div>
    </section>
  )
}
