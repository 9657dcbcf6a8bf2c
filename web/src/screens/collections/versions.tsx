import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/use.ts'
import type { Collection } from '../explore/names.ts'

/** The versions that are installed. A report stays with the version that it began with. */
export function Versions({ collection }: { readonly collection: Collection }) {
  const { t, moment } = useWords()
  const [newest] = collection.versions
  return (
    <section className="stack">
      <p className="read muted">{t('collections.versions_words')}</p>
      <ul className="rows card is-flush">
        {collection.versions.map(({ version, installed }) => (
          <li key={version}>
            <div className="body"><strong>{t('collections.version', { version })}</strong><p>{t('collections.installed', { moment: moment(installed) })}</p></div>
            {version === collection.version ? <span className="badge is-accent">{t('collections.shown')}</span>
              : <Link to="/collections/$collection" params={{ collection: collection.collection }} search={version === newest?.version ? {} : { version }}>{t('collections.show_version')}</Link>}
          </li>
        ))}
      </ul>
    </section>
  )
}
