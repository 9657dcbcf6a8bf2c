import '../../look/frame.css'
import './explore.css'
import { useQueries, useQuery } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Loaded, PageHead } from '../../ui/page.tsx'
import { Together } from '../../ui/together.tsx'
import { contributors } from './contributors.ts'
import { inWords, type Collection, type Flow } from './names.ts'
import { SavedViews } from './saved-views.tsx'
import { YourFiles } from './your-files.tsx'

/** Which figures there are: what each kind counts, how many states contribute, and whether it is open to the reader. */
export default function Explore() {
  const { t, language } = useWords()
  const collections = useQuery(read('collections', 'list'))
  return (
    <>
      <PageHead title={t('explore.title')} lede={t('explore.lede')} actions={<Link className="btn" to="/narratives">{t('explore.in_words')}</Link>} />
      <Together>
        <SavedViews />
        <Loaded of={collections}>{({ collections: all }) => <>
          {all.map((one) => <Flows key={one.collection} collection={one.collection} />)}
          <YourFiles nameOf={(dataflow) => inWords(all.flatMap(({ dataflows }) => dataflows).find(({ id }) => id === dataflow)?.name ?? { en: dataflow }, language)} />
        </>}</Loaded>
      </Together>
    </>
  )
}

function Flows({ collection }: { readonly collection: string }) {
  const { t, language } = useWords()
  const whole = useQuery({ ...read('collections', 'show', { params: { collection }, query: { language } }), staleTime: Infinity })
  return (
    <Loaded of={whole}>
      {(data: Collection) => (
        <section>
          <div className="section-head"><h2>{inWords(data.name, language)}</h2><p><Link to="/collections/$collection" params={{ collection }}>{t('explore.about_collection')}</Link></p></div>
          <List flows={data.dataflows} />
        </section>
      )}
    </Loaded>
  )
}

function List({ flows }: { readonly flows: readonly Flow[] }) {
  const { t, period, language } = useWords()
  const access = useQueries({ queries: flows.map((flow) => read('sharing', 'access', { params: { dataflow: flow.id } })) })
  return (
    <ul className="rows card is-flush is-wrapping">
      {flows.map((flow, at) => {
        const own = access[at]?.data
        return (
          <li key={flow.id}>
            <span className={`mark${own?.unlocked ? ' is-ok' : ''}`} aria-hidden="true"><span className={`icon i-${own?.unlocked ? 'explore' : 'lock'}`} /></span>
            <div className="body">
              <strong><Link to="/explore/$dataflow" params={{ dataflow: flow.id }}>{inWords(flow.name, language)}</Link></strong>
              <p>{inWords(flow.description, language)}</p>
            </div>
            <div className="flow-access small">
              {own ? <><span className={`badge${own.unlocked ? ' is-ok' : ''}`}>{t(own.unlocked ? 'explore.open' : 'explore.locked')}</span><span className="muted">{contributors(own.contributors, own.years.split('-').map(period).join('–'), t)}</span></> : <span className="quiet">{access[at]?.isError ? '–' : t('shell.loading')}</span>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
