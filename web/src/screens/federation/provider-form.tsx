import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import type { Shown } from './index.tsx'

const wordsOf = (text: string): string[] => text.split(/[\s,]+/).filter((word) => word !== '')

/** What the provider's own page shows, and whether its second factor counts. */
export function ProviderForm({ provider }: { readonly provider: Shown['provider'] }) {
  const { t } = useWords()
  const { withFactor } = useFreshFactor()
  const [typed, setTyped] = useState({ issuer: provider?.issuer ?? '', client: provider?.client_id ?? '', secret: '', trusts: provider?.trust_factor ?? false, acr: provider?.acr.join(' ') ?? '', amr: provider?.amr.join(' ') ?? '' })
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change })
  const connect = useMutation({
    mutationFn: () => withFactor(() => call('federation', 'connect', { body: {
      issuer: typed.issuer.trim(), client_id: typed.client.trim(), ...(typed.secret === '' ? {} : { client_secret: typed.secret }), trust_factor: typed.trusts, acr: wordsOf(typed.acr), amr: wordsOf(typed.amr),
    } })),
    onSuccess: (done) => { if (done) void renew('federation') },
  })
  const same = provider?.issuer === typed.issuer.trim() && provider.client_id === typed.client.trim()
  return (
    <section className="card stack" aria-labelledby="here">
      <h2 id="here">{t('federation.here')}</h2>
      <Form onSubmit={() => connect.mutate()} error={connect.error ? sentenceOf(connect.error, t) : undefined}>
        <Field label={t('federation.issuer')} hint={t('federation.issuer_hint')} type="url" value={typed.issuer} onChange={(issuer) => set({ issuer })} required maxLength={300} />
        <Field label={t('federation.client')} value={typed.client} onChange={(client) => set({ client })} required maxLength={300} />
        <Field label={t('federation.secret')} hint={t(same ? 'federation.secret_keeps' : 'federation.secret_hint')} type="password" autoComplete="off" value={typed.secret} onChange={(secret) => set({ secret })} required={!same} maxLength={1000} />
        <label className="choice"><input type="checkbox" checked={typed.trusts} onChange={(event) => set({ trusts: event.target.checked })} /><span>{t('federation.trust')}</span><span className="hint">{t('federation.trust_words')}</span></label>
        {typed.trusts ? <>
          <Field label={t('federation.acr')} hint={t('federation.acr_hint')} value={typed.acr} onChange={(acr) => set({ acr })} />
          <Field label={t('federation.amr')} hint={t('federation.amr_hint')} value={typed.amr} onChange={(amr) => set({ amr })} />
        </> : null}
        <p><Button kind="primary" submit busy={connect.isPending}>{t(provider ? 'federation.change' : 'federation.connect')}</Button></p>
      </Form>
    </section>
  )
}
