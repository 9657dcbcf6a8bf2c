import './collections.css'
import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { inWords } from '../explore/names.ts'

/** The fields of reporting that are installed here. */
export default function Collections() {
  const { t, language } = useWords()
  const collections = useQuery(read('collections', 'list'))
  return (
    <>
      <PageHead title={t('collections.title')} lede={t('collections.lede')} />
      <Loaded of={collections}>
        {({ collections: all }) => (
          <ul className="rows card is-flush">
            {all.map((one) => (
              <li key={one.collection}>
                <div className="body"><strong><Link to="/collections/$collection" params={{ collection: one.collection }}>{inWords(one.name, language)}</Link></strong><p>{inWords(one.description, language)}</p><p>{t('collections.version', { version: one.version })}</p></div>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </>
  )
}
