import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import type { Provider } from './index.tsx'
import { Send } from './send.tsx'
import { Trust } from './trust.tsx'
import { useConnect, wordsOf } from './use-connect.ts'

/** OpenID Connect: what the provider's own page shows, and whether its second factor counts. */
export function OpenIdForm({ provider }: { readonly provider: Provider | null }) {
  const { t } = useWords()
  const before = provider?.kind === 'oidc' ? provider : undefined
  const [typed, setTyped] = useState({ issuer: before?.issuer ?? '', client: before?.client_id ?? '', secret: '', trusts: before?.trust_factor ?? false, acr: before?.acr.join(' ') ?? '', amr: before?.amr.join(' ') ?? '' })
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change })
  const connect = useConnect()
  const submit = () => connect.mutate({
    kind: 'oidc', issuer: typed.issuer.trim(), client_id: typed.client.trim(), ...(typed.secret === '' ? {} : { client_secret: typed.secret }), trust_factor: typed.trusts, acr: wordsOf(typed.acr), amr: wordsOf(typed.amr),
  })
  const same = before?.issuer === typed.issuer.trim() && before.client_id === typed.client.trim()
  return (
    <section className="card stack" aria-labelledby="here">
      <h2 id="here">{t('federation.here')}</h2>
      <Form onSubmit={submit} error={connect.error ? sentenceOf(connect.error, t) : undefined}>
        <Field label={t('federation.issuer')} hint={t('federation.issuer_hint')} type="url" value={typed.issuer} onChange={(issuer) => set({ issuer })} required maxLength={300} />
        <Field label={t('federation.client')} value={typed.client} onChange={(client) => set({ client })} required maxLength={300} />
        <Field label={t('federation.secret')} hint={t(same ? 'federation.secret_keeps' : 'federation.secret_hint')} type="password" autoComplete="off" value={typed.secret} onChange={(secret) => set({ secret })} required={!same} maxLength={1000} />
        <Trust trusts={typed.trusts} onTrust={(trusts) => set({ trusts })}>
          <Field label={t('federation.acr')} hint={t('federation.acr_hint')} value={typed.acr} onChange={(acr) => set({ acr })} />
          <Field label={t('federation.amr')} hint={t('federation.amr_hint')} value={typed.amr} onChange={(amr) => set({ amr })} />
        </Trust>
        <Send provider={provider} kind="oidc" issuer={typed.issuer} busy={connect.isPending} />
      </Form>
    </section>
  )
}
