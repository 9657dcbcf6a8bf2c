import { useState } from 'react'
import { call } from '../api.ts'
import words from '../i18n/en.json' with { type: 'json' }

type Person = { readonly email: string; readonly name: string; readonly member: string; readonly role: string }

/** Opens from `./vrs training cast`: the address names the person, its fragment carries the key and reaches no log. */
export function TrainingSignIn() {
  const [signIn] = useState(() => new URLSearchParams(location.hash.slice(1)))
  const [state, setState] = useState<Person | 'asking' | 'refused' | null>(null)
  const email = signIn.get('email') ?? ''
  const become = () => {
    setState('asking')
    call<Person>('POST', '/api/training/session', { email, key: signIn.get('key') ?? '' }).then(setState, () => setState('refused'))
  }
  if (state !== null && typeof state === 'object') return <section className="stack"><h1>{words.sign_in_done} {state.name}</h1><p className="read muted">{words.sign_in_done_words}</p></section>
  return (
    <section className="stack">
      <h1>{words.sign_in_title}</h1>
      <p className="read">{words.sign_in_words} <strong>{email}</strong>.</p>
      {state === 'refused' ? <p className="notice is-error" role="alert">{words.sign_in_failed}</p> : null}
      <p><button className="btn is-primary" type="button" disabled={state === 'asking'} onClick={become}>{words.sign_in_button}</button></p>
    </section>
  )
}
