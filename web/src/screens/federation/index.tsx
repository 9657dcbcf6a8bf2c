import { useQuery } from '@tanstack/react-query'
import { useMemberName } from '../../api/members.ts'
import { me, read } from '../../api/queries.ts'
import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Loaded, Notice, PageHead } from '../../ui/page.tsx'
import { SecretText } from '../../ui/secret-text.tsx'
import { Connected } from './connected.tsx'
import { ProviderForm } from './provider-form.tsx'

export type Shown = AnswerOf<'federation', 'show'>

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
      <Loaded of={shown}>{({ provider, redirect_uri: redirect }) => (
        <div className="split">
          <div className="stack is-loose">
            <section className="card stack" aria-labelledby="there">
              <h2 id="there">{t('federation.there')}</h2>
              <p>{t('federation.there_words')}</p>
              <SecretText label={t('federation.redirect')} text={redirect} />
            </section>
            <ProviderForm key={provider?.changed ?? ''} provider={provider} />
          </div>
          <aside className="stack">
            {provider ? <Connected provider={provider} /> : null}
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
