import { useQuery } from '@tanstack/react-query'
import { collectionsIn, nameIn } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Loaded } from '../../ui/page.tsx'

/** What is collected: each collection with its kinds of figures, and the way to their definitions. */
export function Collected() {
  const { t, language } = useWords()
  const collections = useQuery(collectionsIn(language))
  return (
    <section className="stack front-collected">
      <h2>{t('front.collected')}</h2>
      <p className="front-words">{t('front.collected_words')}</p>
      <Loaded of={collections}>
        {({ collections: all }) => all.map((one) => (
          <section key={one.collection} className="stack is-tight">
            <h3><Link to="/collections/$collection" params={{ collection: one.collection }}>{nameIn(one.name, language)}</Link></h3>
            <ul className="rows is-columns card is-flush">
              {one.dataflows.map((flow) => <li key={flow.id}><div className="body"><strong>{nameIn(flow.name, language)}</strong><p>{nameIn(flow.description, language)}</p></div></li>)}
            </ul>
          </section>
        ))}
      </Loaded>
    </section>
  )
}
