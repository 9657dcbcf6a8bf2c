import type { Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { account, entriesOf } from '../../shell/entries.ts'

/** Where those go on who have no figures to look at: the entries of their menu, each with what it is for. */
export function WaysOn({ person }: { readonly person: Me }) {
  const { t } = useWords()
  const entries = entriesOf(person).flatMap((entry) => ('to' in entry && entry.name !== 'home' ? [entry] : []))
  return (
    <section>
      <div className="section-head"><h2>{t('home.ways_on')}</h2></div>
      <ul className="rows card is-flush">
        {[...entries, account].map(({ name, to, icon }) => <li key={to}><span className="mark is-accent"><span className={`icon i-${icon}`} aria-hidden="true" /></span><div className="body"><strong><Link to={to}>{t(`nav.${name}`)}</Link></strong><p>{t(`home.way_${name}`)}</p></div></li>)}
      </ul>
    </section>
  )
}
