import { useQuery } from '@tanstack/react-query'
import { Link } from '../../router/link.tsx'
import { me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { PageHead } from '../../ui/page.tsx'
import { ResetNotice } from '../members/reset-notice.tsx'
import { Factor } from './factor.tsx'
import { Passkeys } from './passkeys.tsx'
import { Password } from './password.tsx'
import { Provider } from './provider.tsx'
import { RecoveryCodesCard } from './recovery-codes.tsx'
import { Self } from './self.tsx'
import { Sessions } from './sessions.tsx'
import { Settings } from './settings.tsx'
import { Tokens } from './tokens.tsx'

/** Who I am here, where I am signed in, and what programs may do for me. */
export default function Account() {
  const { t } = useWords()
  const person = useQuery(me).data
  if (!person) return null
  return (
    <>
      <PageHead title={t('account.title')} lede={t('account.lede')} actions={<Link className="btn" to="/security">{t('account.security')}</Link>} />
      <ResetNotice person={person} />
      <div className="split">
        <div className="stack is-loose"><Sessions />{person.of_cast ? null : <Passkeys />}<Tokens /></div>
        <aside className="stack"><Self person={person} /><Settings /><Factor at={person.factor_at} />{person.of_cast ? <p className="small muted">{t('account.cast')}</p> : <><RecoveryCodesCard email={person.email} /><Password email={person.email} /></>}<Provider /></aside>
      </div>
    </>
  )
}
