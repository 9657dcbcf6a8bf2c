import './collections.css'
import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { useParams, useSearch } from '../../router/use.ts'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { inWords, type Collection } from '../explore/names.ts'
import { CodeLists } from './code-lists.tsx'
import { Dataflows } from './dataflows.tsx'
import { Register } from './register.tsx'
import { Rules } from './rules.tsx'
import { Versions } from './versions.tsx'

const PARTS = ['dataflows', 'lists', 'rules', 'register', 'versions'] as const
type Part = (typeof PARTS)[number]

/** What may be reported and how: every word of it, in one place for each kind. */
export default function CollectionPage() {
  const { t, language } = useWords()
  const { collection = '' } = useParams()
  const search = useSearch()
  const part = PARTS.find((one) => one === search.part) ?? 'dataflows'
  const version = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/.test(search.version ?? '') ? search.version : undefined
  const whole = useQuery(read('collections', 'show', { params: { collection }, query: { language, version } }))
  return (
    <Loaded of={whole}>
      {(data: Collection) => (
        <>
          <PageHead
            eyebrow={<><Link to="/collections">{t('collections.title')}</Link> <span className="code">{data.collection}</span></>} title={inWords(data.name, language)} lede={inWords(data.description, language)}
            meta={<><span>{t('collections.version', { version: data.version })}</span><span>{t('collections.agency', { agency: data.agency })}</span></>}
          />
          <nav className="tabs" aria-label={t('collections.parts')} ref={bringIntoSight}>
            {PARTS.map((one) => (
              <Link key={one} to="/collections/$collection" params={{ collection }} search={{ ...(one === PARTS[0] ? {} : { part: one }), ...(version ? { version } : {}) }} exact={one === PARTS[0]} aria-current={one === part ? 'page' : undefined}>{t(`collections.part.${one}`)} <span className="n">{countOf(data, one)}</span></Link>
            ))}
          </nav>
          <Shown part={part} data={data} item={search.item} />
        </>
      )}
    </Loaded>
  )
}

function Shown({ part, data, item }: { readonly part: Part; readonly data: Collection; readonly item: string | undefined }) {
  switch (part) {
    case 'dataflows':
      return <Dataflows collection={data} />
    case 'lists':
      return <CodeLists key={item} collection={data} item={item} />
    case 'rules':
      return <Rules collection={data} />
    case 'register':
      return <Register collection={data} />
    case 'versions':
      return <Versions collection={data} item={item} />
  }
}

function countOf(data: Collection, part: Part): number {
  switch (part) {
    case 'dataflows':
      return data.dataflows.length
    case 'lists':
      return data.codelists.length
    case 'rules':
      return data.rules.length
    case 'register':
      return data.register.length
    case 'versions':
      return data.versions.length
  }
}

/** On a phone the parts are wider than the window: the one that is open is brought into it. */
const bringIntoSight = (parts: HTMLElement | null): void => parts?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
