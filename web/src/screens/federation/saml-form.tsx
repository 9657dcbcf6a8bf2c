import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { CodeArea } from './code-area.tsx'
import type { Provider } from './index.tsx'
import { Metadata } from './metadata.tsx'
import { Send } from './send.tsx'
import { Trust } from './trust.tsx'
import { useConnect, wordsOf } from './use-connect.ts'

/** What stands between BEGIN and END, one after the other; text without them is one. */
const certificatesOf = (text: string): string[] => text.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----/g) ?? [text]

/** SAML 2.0: what the provider's metadata says, which of what it says names an account, and whether its second factor counts. */
export function SamlForm({ provider }: { readonly provider: Provider | null }) {
  const { t } = useWords()
  const before = provider?.kind === 'saml' ? provider : undefined
  const [typed, setTyped] = useState({
    issuer: before?.issuer ?? '', signOn: before?.sign_on ?? '', certificates: before?.certificates.map(({ pem }) => pem).join('') ?? '',
    byName: !before?.subject, attribute: before?.subject ?? '', trusts: before?.trust_factor ?? false, acr: before?.acr.join(' ') ?? '',
  })
  const set = (change: Partial<typeof typed>) => setTyped((now) => ({ ...now, ...change }))
  const connect = useConnect()
  const submit = () => connect.mutate({
    kind: 'saml', issuer: typed.issuer.trim(), sign_on: typed.signOn.trim(), certificates: certificatesOf(typed.certificates), subject: typed.byName ? null : typed.attribute.trim(), trust_factor: typed.trusts, acr: wordsOf(typed.acr),
  })
  return (
    <section className="card stack" aria-labelledby="here">
      <h2 id="here">{t('federation.here')}</h2>
      <Metadata onRead={({ issuer, sign_on: signOn, certificates }) => set({ issuer, signOn, certificates: certificates.map(({ pem }) => pem).join('') })} />
      <Form onSubmit={submit} error={connect.error ? sentenceOf(connect.error, t) : undefined}>
        <Field label={t('federation.entity_id')} hint={t('federation.entity_id_hint')} value={typed.issuer} onChange={(issuer) => set({ issuer })} required maxLength={1024} />
        <Field label={t('federation.sign_on')} type="url" value={typed.signOn} onChange={(signOn) => set({ signOn })} required maxLength={1000} />
        <CodeArea label={t('federation.certificates')} hint={t('federation.certificates_hint')} rows={5} value={typed.certificates} onChange={(certificates) => set({ certificates })} />
        <fieldset className="field">
          <legend className="label">{t('federation.account')}</legend>
          {([true, false] as const).map((byName) => <label className="choice" key={String(byName)}><input type="radio" name="account" checked={typed.byName === byName} onChange={() => set({ byName })} /><span>{t(byName ? 'federation.account_name' : 'federation.account_attribute')}</span><span className="hint">{t(byName ? 'federation.account_name_words' : 'federation.account_attribute_words')}</span></label>)}
        </fieldset>
        {typed.byName ? null : <Field label={t('federation.attribute')} hint={t('federation.attribute_hint')} value={typed.attribute} onChange={(attribute) => set({ attribute })} required maxLength={300} />}
        <Trust trusts={typed.trusts} onTrust={(trusts) => set({ trusts })}>
          <Field label={t('federation.class')} hint={t('federation.class_hint')} value={typed.acr} onChange={(acr) => set({ acr })} required />
        </Trust>
        <Send provider={provider} kind="saml" issuer={typed.issuer} busy={connect.isPending} />
      </Form>
    </section>
  )
}
