import './front-page.css'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { PublicHead } from '../../shell/public-frame.tsx'
import { useTraining } from '../../shell/training.ts'
import { usePageTitle } from '../../ui/use-page-title.ts'
import { Collected } from './collected.tsx'
import { Joining } from './joining.tsx'
import { Participants } from './participants.tsx'
import { Server } from './server.tsx'

/** The public front page: what this is, what is collected, who takes part and how to, and what anybody can check. */
export default function Front() {
  const { t } = useWords()
  const training = useTraining()
  usePageTitle(t('front.title'))
  return (
    <div className="front">
      <PublicHead />
      <main id="main">
        <section className="stack front-lead">
          <h1>{t('front.title')}</h1><p className="lede">{t('front.lead')}</p>
          <p className="row"><Link className="btn is-primary" to="/sign-in">{t('front.sign_in')}</Link>{training ? <Link className="btn" to="/training">{t('shell.cast')}</Link> : null}<Link className="btn" to="/collections">{t('front.definitions')}</Link></p>
        </section>
        <section className="stack">
          <h2>{t('front.how')}</h2>
          <ol className="ways">{['how_1', 'how_2', 'how_3'].map((step) => <li className="card" key={step}><h3>{t(`front.${step}_title`)}</h3><p className="muted">{t(`front.${step}`)}</p></li>)}</ol>
        </section>
        <Collected />
        <Participants />
        <Joining />
        <div className="columns">
          <section className="stack is-tight">
            <h2>{t('front.check')}</h2>
            <p className="front-words">{t('front.check_words')}</p>
            <ul className="plain-links">{CHECKS.map(([name, href]) => <li key={name}><a href={href}>{t(`front.${name}`)}</a></li>)}</ul>
          </section>
          <section className="stack is-tight"><h2>{t('front.server')}</h2><Server /></section>
        </div>
      </main>
    </div>
  )
}

const CHECKS = [['keys', '/.well-known/openvrs-keys.json'], ['signed_head', '/.well-known/vrs-audit.json'], ['docs', '/api/docs'], ['openapi', '/api/openapi.json']] as const
