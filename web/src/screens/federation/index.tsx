import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMemberName } from '../../api/members.ts'
import { me, read } from '../../api/queries.ts'
import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Loaded, Notice, PageHead } from '../../ui/page.tsx'
import { Connected } from './connected.tsx'
import { OpenIdForm } from './open-id-form.tsx'
import { SamlForm } from './saml-form.tsx'
import { There } from './there.tsx'

export type Shown = AnswerOf<'federation', 'show'>
export type Provider = NonNullable<Shown['provider']>
export type Kind = Provider['kind']

/** The own state's identity provider: what to tell it, what to take over from it, and how far it is believed. */
export default function Federation() {
  const { t } = useWords()
  const name = useMemberName()
  const person = useQuery(me).data
  const shown = useQuery(read('federation', 'show'))
  if (!person) return null
  const head = <PageHead eyebrow={<Link to="/members">{t('federation.members')}</Link>} title={t('federation.title', { member: name(person.member) })} lede={t('federation.lede')} />
  if (!person.abilities.includes('connect_provider')) return <>{head}<Notice>{t('federation.not_yours')}</Notice></>
  return (
    <>
      {head}
      <Loaded of={shown}>{(given) => (
        <div className="split">
          <Steps key={given.provider?.changed ?? ''} shown={given} />
          <aside className="stack">
            {given.provider ? <Connected provider={given.provider} /> : null}
            <section className="card stack is-tight" aria-labelledby="how">
              <h2 id="how">{t('federation.how')}</h2>
              <ul className="bullets">{['invited', 'link', 'rights', 'factor', 'password'].map((point) => <li key={point}>{t(`federation.how_${point}`)}</li>)}</ul>
            </section>
          </aside>
        </div>
      )}</Loaded>
    </>
  )
}

const KINDS: readonly Kind[] = ['oidc', 'saml']

function Steps({ shown }: { readonly shown: Shown }) {
  const { t } = useWords()
  const { provider } = shown
  const [kind, setKind] = useState<Kind>(provider?.kind ?? 'oidc')
  return (
    <div className="stack is-loose">
      <fieldset className="card stack is-tight">
        <legend className="visually-hidden">{t('federation.kind')}</legend>
        <h2>{t('federation.kind')}</h2>
        {KINDS.map((one) => <label className="choice" key={one}><input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} /><span>{t(`federation.kind_${one}`)}</span><span className="hint">{t(`federation.kind_${one}_words`)}</span></label>)}
      </fieldset>
      <There kind={kind} shown={shown} />
      {kind === 'saml' ? <SamlForm provider={provider} /> : <OpenIdForm provider={provider} />}
    </div>
  )
}
