import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { entriesOf } from '../../shell/entries.ts'
import { Readable } from './access.tsx'

/** Where those who do not report begin: the figures that they may read, or for an administrator whether everything runs. */
export function Starts({ person }: { readonly person: Me }) {
  return person.role === 'administrator' ? <System person={person} /> : <Readable />
}

function System({ person }: { readonly person: Me }) {
  const { t } = useWords()
  const status = useQuery({ ...read('system', 'status'), refetchInterval: 30_000 }).data
  const bad = status?.checks.filter(({ ok }) => !ok) ?? []
  const entries = entriesOf(person).filter((entry) => 'to' in entry).filter(({ name }) => name !== 'home')
  return (
    <section>
      <div className="section-head"><h2>{t('home.system')}</h2></div>
      <ul className="rows card is-flush">
        <li><span className={bad.length > 0 ? 'mark is-error' : 'mark is-ok'}><span className={`icon i-${bad.length > 0 ? 'error' : 'check'}`} aria-hidden="true" /></span><div className="body"><strong>{t(status === undefined ? 'shell.loading' : bad.length > 0 ? 'home.system_bad' : 'home.system_ok')}</strong><p>{bad.length > 0 ? bad.map(({ check, detail }) => `${check}: ${detail}`).join('; ') : t('home.system_version', { version: status?.version ?? '' })}</p></div></li>
        {entries.map(({ name, to, icon }) => <li key={to}><span className="mark is-accent"><span className={`icon i-${icon}`} aria-hidden="true" /></span><div className="body"><strong><Link to={to}>{t(`nav.${name}`)}</Link></strong></div></li>)}
      </ul>
    </section>
  )
}
