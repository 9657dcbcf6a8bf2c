import type { Status } from '../app.tsx'
import words from '../i18n/en.json' with { type: 'json' }

const steps = [
  { title: words.how_1_title, text: words.how_1 },
  { title: words.how_2_title, text: words.how_2 },
  { title: words.how_3_title, text: words.how_3 },
]

/** The public front page: what this is, and what can be used today. */
export function Front({ status }: { readonly status: Status | null | 'unreachable' }) {
  return (
    <>
      <section className="stack">
        <h1>{words.title}</h1>
        <p className="read muted">{words.lead}</p>
      </section>
      <section className="stack">
        <h2>{words.how}</h2>
        <ol className="ways">{steps.map((step) => <li className="card" key={step.title}><h3>{step.title}</h3><p className="muted">{step.text}</p></li>)}</ol>
      </section>
      <div className="columns">
        <section className="card stack">
          <h2>{words.now}</h2>
          <p className="muted">{words.now_words}</p>
          <p className="row"><a className="btn is-primary" href="/api/docs">{words.docs}</a><a href="/api/openapi.json">{words.openapi}</a><a href="/.well-known/openvrs-keys.json">{words.keys}</a></p>
        </section>
        <section className="card stack">
          <h2>{words.server}</h2>
          <ServerFacts status={status} />
        </section>
      </div>
    </>
  )
}

function ServerFacts({ status }: { readonly status: Status | null | 'unreachable' }) {
  const known = status === null || status === 'unreachable' ? undefined : status
  const state = known ? (known.checks.every((check) => check.ok) ? words.server_ok : words.server_bad) : status === null ? words.server_asking : words.server_none
  return (
    <dl className="facts" aria-live="polite">
      <dt>{words.state}</dt><dd>{state}</dd>
      <dt>{words.kind}</dt><dd>{known ? (known.mode === 'training' ? words.mode_training : words.mode_live) : '–'}</dd>
      <dt>{words.version}</dt><dd>{known?.version ?? '–'}</dd>
    </dl>
  )
}
