import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { useTraining } from '../../shell/training.ts'

/** The public front page: what this is, how it works, what can be used today. */
export default function Front() {
  const { t } = useWords()
  const training = useTraining()
  return (
    <div className="front">
      <header className="row">
        <Link className="brand" to="/"><span className="brand-mark" aria-hidden="true" />OpenVRS</Link>
        <Link className="btn push" to="/sign-in">{t('front.sign_in')}</Link>
      </header>
      <main id="main">
        <section className="stack">
          <h1>{t('front.title')}</h1><p className="read muted">{t('front.lead')}</p>
          {training ? <p className="row"><Link className="btn is-primary" to="/training">{t('sign_in.training')}</Link><span className="muted">{t('sign_in.training_words')}</span></p> : null}
        </section>
        <section className="stack">
          <h2>{t('front.how')}</h2>
          <ol className="ways">{['how_1', 'how_2', 'how_3'].map((step) => <li className="card" key={step}><h3>{t(`front.${step}_title`)}</h3><p className="muted">{t(`front.${step}`)}</p></li>)}</ol>
        </section>
        <div className="columns">
          <section className="card stack">
            <h2>{t('front.now')}</h2>
            <p className="muted">{t('front.now_words')}</p>
            <p className="row"><a className="btn is-primary" href="/api/docs">{t('front.docs')}</a><a href="/api/openapi.json">{t('front.openapi')}</a><a href="/.well-known/openvrs-keys.json">{t('front.keys')}</a></p>
          </section>
          <section className="card stack"><h2>{t('front.server')}</h2><Server /></section>
        </div>
      </main>
    </div>
  )
}

function Server() {
  const { t } = useWords()
  const { data, isPending } = useQuery({ ...read('system', 'status'), staleTime: Infinity })
  const state = data ? (data.checks.every((check) => check.ok) ? 'server_ok' : 'server_bad') : isPending ? 'server_asking' : 'server_none'
  return (
    <dl className="facts" aria-live="polite">
      <dt>{t('front.state')}</dt><dd>{t(`front.${state}`)}</dd>
      <dt>{t('front.kind')}</dt><dd>{data ? t(`front.mode_${data.mode}`) : '–'}</dd>
      <dt>{t('front.version')}</dt><dd>{data?.version ?? '–'}</dd>
    </dl>
  )
}
