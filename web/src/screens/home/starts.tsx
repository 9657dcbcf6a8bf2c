import { Link } from '@tanstack/react-router'
import type { Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { entriesOf } from '../../shell/entries.ts'

/** Where those who do not report begin: the pages that their role has, each with what it is for. */
export function Starts({ person }: { readonly person: Me }) {
  const { t } = useWords()
  const entries = entriesOf(person).filter((entry) => 'to' in entry).filter(({ name }) => name !== 'home')
  return (
    <section>
      <div className="section-head"><h2>{t('home.starts')}</h2></div>
      <ul className="rows card is-flush">
        {entries.map(({ name, to, icon }) => <li key={to}><span className="mark is-accent"><span className={`icon i-${icon}`} aria-hidden="true" /></span><div className="body"><strong><Link to={to}>{t(`nav.${name}`)}</Link></strong></div></li>)}
      </ul>
    </section>
  )
}
