import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { inWords, type Collection, type Flow } from '../explore/names.ts'
import { Kinds } from './kinds.tsx'

/** Each dataflow: what a row of it is, how it is broken down, and what is counted, with the definitions. */
export function Dataflows({ collection }: { readonly collection: Collection }) {
  const { t, language } = useWords()
  return (
    <div className="stack">
      {collection.dataflows.map((flow) => (
        <details className="card flow" key={flow.id}>
          <summary><strong>{inWords(flow.name, language)}</strong> <span className="code">{flow.id}</span><span className="small muted">{inWords(flow.description, language)}</span></summary>
          <p><Link to="/explore/$dataflow" params={{ dataflow: flow.id }}>{t('collections.to_explore')}</Link></p>
          <h3>{t('collections.indicators')}</h3>
          <dl className="definitions">
            {flow.indicators.map((indicator) => (
              <div key={indicator.id}>
                <dt>{inWords(indicator.name, language)} <span className="code">{indicator.id}</span></dt>
                <dd>{inWords(indicator.description ?? {}, language)} <span className="muted">{t('collections.counted_in', { units: unitsOf(collection, indicator.units, language) })}</span></dd>
              </div>
            ))}
          </dl>
          <h3>{t('collections.dimensions')}</h3>
          <Dimensions collection={collection} flow={flow} />
          <p className="small muted">{t('collections.frequencies', { list: new Intl.ListFormat(language).format(flow.frequencies.map((freq) => t(`explore.freq.${freq}`))) })}</p>
        </details>
      ))}
      <Kinds collection={collection} />
    </div>
  )
}

function Dimensions({ collection, flow }: { readonly collection: Collection; readonly flow: Flow }) {
  const { t, language } = useWords()
  return (
    <dl className="definitions">
      {flow.dimensions.map((dimension) => (
        <div key={dimension.id}>
          <dt>{inWords(dimension.name, language)} <span className="code">{dimension.id}</span></dt>
          <dd>
            {inWords(dimension.description ?? {}, language)} <span className="muted">{t(dimension.role === 'key' ? 'collections.always' : 'collections.optional')}</span>{' '}
            {dimension.representation.kind === 'codelist' ? <Link to="/collections/$collection" params={{ collection: collection.collection }} search={{ part: 'lists', item: dimension.representation.list }}>{dimension.representation.list}</Link> : null}
            {dimension.representation.kind === 'register' ? <Link to="/collections/$collection" params={{ collection: collection.collection }} search={{ part: 'register' }}>{t('collections.part.register')}</Link> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function unitsOf(collection: Collection, units: readonly string[], language: string): string {
  const list = collection.codelists.find(({ id }) => id === 'CL_UNIT_MEASURE')?.codes ?? []
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(units.map((unit) => inWords(list.find((code) => code.id === unit)?.name ?? { en: unit }, language)))
}
