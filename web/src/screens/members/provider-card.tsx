import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'

/** The way to the page of the state's identity provider. */
export function ProviderCard() {
  const { t } = useWords()
  return (
    <section className="card stack is-tight" aria-labelledby="provider-card">
      <h2 id="provider-card">{t('members.provider')}</h2>
      <p className="small muted">{t('members.provider_words')}</p>
      <p><Link className="btn is-small" to="/members/provider">{t('members.provider_open')}</Link></p>
    </section>
  )
}
