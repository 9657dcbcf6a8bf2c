import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import type { Collection } from '../explore/names.ts'
import { Changes } from './changes.tsx'

/** The versions that are installed, and what each says otherwise than the one before it. A report stays with the version that it began with. */
export function Versions({ collection, item }: { readonly collection: Collection; readonly item: string | undefined }) {
  const { t, moment } = useWords()
  const { versions } = collection
  const [newest] = versions
  const before = (version: string) => versions[versions.findIndex((one) => one.version === version) + 1]?.version
  const shown = versions.some(({ version }) => version === item) ? item : newest?.version
  const from = shown ? before(shown) : undefined
  return (
    <div className="stack">
      <section className="stack">
        <p className="read muted">{t('collections.versions_words')}</p>
        <ul className="rows is-wrapping card is-flush">
          {versions.map(({ version, installed }) => (
            <li key={version}>
              <div className="body"><strong>{t('collections.version', { version })}</strong><p>{t('collections.installed', { moment: moment(installed) })}</p></div>
              {before(version) ? <Link to="/collections/$collection" params={{ collection: collection.collection }} search={{ part: 'versions', item: version }} keepScroll>{t('collections.what_changed')}<span className="visually-hidden"> {version}</span></Link> : null}
              {version === collection.version ? <span className="badge is-accent">{t('collections.shown')}</span>
                : <Link to="/collections/$collection" params={{ collection: collection.collection }} search={version === newest?.version ? {} : { version }}>{t('collections.show_version')}<span className="visually-hidden"> {version}</span></Link>}
            </li>
          ))}
        </ul>
      </section>
      {shown && from ? <Changes key={shown} collection={collection.collection} from={from} to={shown} /> : <p className="muted">{t('collections.first_version')}</p>}
    </div>
  )
}
