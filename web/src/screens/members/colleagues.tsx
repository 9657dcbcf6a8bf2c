import { useQuery } from '@tanstack/react-query'
import { read, type Me } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Loaded } from '../../ui/page.tsx'
import { People } from './people.tsx'

/** The people of the secretariat, for its analysts: each lets those of the same role back in. */
export function Colleagues({ person, may }: { readonly person: Me; readonly may: ReadonlySet<string> }) {
  const { t } = useWords()
  const people = useQuery(read('people', 'list', { query: { member: person.member } }))
  return (
    <section aria-labelledby="colleagues">
      <div className="section-head"><h2 id="colleagues">{t('members.colleagues')}</h2></div>
      <Loaded of={people}>{({ people: rows }) => <People people={rows} units={[]} self={person.person} may={may} />}</Loaded>
    </section>
  )
}
