import { useQuery } from '@tanstack/react-query'
import { Link } from '../../router/link.tsx'
import { me, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { ResetNotice } from '../members/reset-notice.tsx'
import { Devices } from './devices.tsx'
import { Factor } from './factor.tsx'
import { Passkeys } from './passkeys.tsx'
import { Password } from './password.tsx'
import { Provider } from './provider.tsx'
import { RecoveryCodesCard } from './recovery-codes.tsx'
import { Self } from './self.tsx'
import { Sessions } from './sessions.tsx'
import { Settings } from './settings.tsx'
import { Tokens } from './tokens.tsx'
import { Ways } from './ways.tsx'

/** Who I am here, where I am signed in, and what programs may do for me. */
export default function Account() {
  const { t } = useWords()
  const person = useQuery(me).data
  const ways = useQuery(read('session', 'ways'))
  if (!person) return null
  return (
    <>
      <PageHead title={t('account.title')} lede={t('account.lede')} actions={<Link className="btn" to="/security">{t('account.security')}</Link>} />
      <ResetNotice person={person} />
      <Loaded of={ways}>
        {(own) => (
          <div className="split">
            <div className="stack is-loose"><Sessions ways={own} />{own.factor ? <>{person.of_cast ? null : <><Devices /><Passkeys /></>}<Tokens /></> : null}</div>
            <aside className="stack">
              <Self person={person} />
              {person.of_cast ? null : <Ways ways={own} />}
              <Settings />
              {own.factor ? <Factor at={person.factor_at} /> : null}
              {own.authenticator ? <RecoveryCodesCard email={person.email} /> : null}
              {own.password ? <Password email={person.email} /> : null}
              {person.of_cast ? <p className="small muted">{t('account.cast')}</p> : null}
              <Provider changes={own.factor} />
            </aside>
          </div>
        )}
      </Loaded>
    </>
  )
}
