import { useWords } from '../../i18n/use.ts'
import { SecretText } from '../../ui/secret-text.tsx'
import type { Kind, Shown } from './index.tsx'

/** What whoever runs the provider has to be told of OpenVRS. */
export function There({ kind, shown }: { readonly kind: Kind; readonly shown: Shown }) {
  const { t } = useWords()
  return (
    <section className="card stack" aria-labelledby="there">
      <h2 id="there">{t('federation.there')}</h2>
      {kind === 'saml' ? <>
        <p>{t('federation.saml_there')}</p>
        <SecretText label={t('federation.saml_address')} text={shown.saml_address} />
        <p><a className="btn is-small" href={new URL(shown.saml_address).pathname} download="openvrs-saml.xml"><span className="icon i-download" aria-hidden="true" />{t('federation.saml_metadata')}</a></p>
      </> : <>
        <p>{t('federation.there_words')}</p>
        <SecretText label={t('federation.redirect')} text={shown.redirect_uri} />
      </>}
    </section>
  )
}
