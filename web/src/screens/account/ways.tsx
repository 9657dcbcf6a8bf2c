import type { AnswerOf } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'

export type OwnWays = AnswerOf<'session', 'ways'>

/** By what I sign in, and who gives me what I lack. */
export function Ways({ ways }: { readonly ways: OwnWays }) {
  const { t } = useWords()
  const lacking = lackOf(ways)
  return (
    <section className="card stack is-tight" aria-labelledby="ways">
      <h2 id="ways">{t('account.ways')}</h2>
      <ul className="small advice">{(['password', 'provider', 'passkey'] as const).filter((way) => ways[way]).map((way) => <li key={way}>{t(`account.way_${way}`)}</li>)}</ul>
      {lacking ? <><p className="small muted">{t(`account.no_${lacking}`)}</p><p className="small muted">{t(`account.no_${lacking}_ask`)}</p></> : null}
    </section>
  )
}

/** What no button of this page can give: a second factor first, since a password is chosen under one. */
export const lackOf = ({ factor, password }: Pick<OwnWays, 'factor' | 'password'>): 'factor' | 'password' | undefined => (!factor ? 'factor' : password ? undefined : 'password')

/** What changes so that whoever signed in in one's place cannot do so again. */
export const remedyOf = ({ password, provider, passkey }: Pick<OwnWays, 'password' | 'provider' | 'passkey'>): 'password' | 'provider' | 'passkey' | 'ends' => (password ? 'password' : provider ? 'provider' : passkey ? 'passkey' : 'ends')
