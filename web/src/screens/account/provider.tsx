import { useMutation, useQuery } from '@tanstack/react-query'
import { call, type AnswerOf } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { leaveFor } from '../sign-in-provider/trip.ts'

/** Where people go to: of SAML the provider's own name need be no address. */
const hostOf = (provider: NonNullable<AnswerOf<'federation', 'show'>['provider']>): string => new URL(provider.kind === 'saml' ? provider.sign_on : provider.issuer).host

/** The link to the own account at the state's identity provider, where it has connected one. `changes`: whether they have the second factor that a change asks for. */
export function Provider({ changes }: { readonly changes: boolean }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const shown = useQuery(read('federation', 'show')).data
  const link = useMutation({ mutationFn: () => withFactor(() => call('federation', 'link')), onSuccess: (away) => { if (away) leaveFor(away.url, { ticket: away.ticket, does: 'link' }) } })
  const unlink = useMutation({ mutationFn: () => withFactor(async () => { await call('federation', 'unlink'); return true }), onSuccess: () => renew('federation', 'session') })
  if (!shown?.provider) return null
  const error = link.error ?? unlink.error
  return (
    <section className="card" aria-labelledby="provider">
      <h2 id="provider">{t('account.provider')}</h2>
      <div className="stack is-tight">
        {error ? <Notice kind="error">{sentenceOf(error, t)}</Notice> : null}
        <p className="small muted">{t(shown.linked ? 'account.provider_linked' : 'account.provider_words', { host: hostOf(shown.provider) })}</p>
        {changes ? <p>{shown.linked ? <Button small busy={unlink.isPending} onPress={() => unlink.mutate()}>{t('account.provider_unlink')}</Button> : <Button small busy={link.isPending} onPress={() => link.mutate()}>{t('account.provider_link')}</Button>}</p> : null}
      </div>
    </section>
  )
}
