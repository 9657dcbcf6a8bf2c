import { useEffect, useState } from 'react'
import { call } from './api.ts'
import words from './i18n/en.json' with { type: 'json' }
import { Front } from './screens/front.tsx'
import { TrainingSignIn } from './screens/training-sign-in.tsx'

export type Status = { readonly version: string; readonly mode: 'training' | 'live'; readonly checks: readonly { readonly check: string; readonly ok: boolean }[] }

/** The shell: which page an address opens, and the notice of the training region above all of them. */
export function App() {
  const [status, setStatus] = useState<Status | null | 'unreachable'>(null)
  useEffect(() => {
    call<Status>('GET', '/api/status').then(setStatus, () => setStatus('unreachable'))
  }, [])
  const training = status !== null && status !== 'unreachable' && status.mode === 'training'
  return (
    <>
      <a className="skip" href="#main">{words.skip}</a>
      <aside className="training" hidden={!training}><span><strong>{words.training}</strong> {words.training_words}</span></aside>
      <div className="front">
        <header><a className="brand" href="/"><span className="brand-mark" aria-hidden="true" />OpenVRS</a></header>
        <main id="main"><Page path={location.pathname} status={status} /></main>
      </div>
    </>
  )
}

function Page({ path, status }: { readonly path: string; readonly status: Status | null | 'unreachable' }) {
  switch (path) {
    case '/':
      return <Front status={status} />
    case '/training':
      return <TrainingSignIn />
    default:
      return <section className="stack"><h1>{words.not_found}</h1><p><a href="/">{words.home}</a></p></section>
  }
}
