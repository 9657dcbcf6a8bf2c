import type { CSSProperties } from 'react'
import { nameIn, type CollectionAnswer } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { ScrollBox } from '../../ui/scroll-box.tsx'

type Flow = CollectionAnswer['dataflows'][number]

const ASIDE: readonly string[] = ['REF_AREA', 'FREQ', 'TIME_PERIOD', 'INDICATOR', 'UNIT_MEASURE']
const ROWS = 5
const COLUMNS = 2

/** The columns of a dataflow with examples from its code lists; where figures would stand there is a bar of no meaning. */
export function Shape({ collection, flow }: { readonly collection: CollectionAnswer; readonly flow: Flow }) {
  const { t, language } = useWords()
  const described = flow.dimensions.filter(({ id, representation }) => !ASIDE.includes(id) && representation.kind === 'codelist').slice(0, COLUMNS)
  const examples = described.map(({ representation }) => (representation.kind === 'codelist' ? examplesOf(collection, representation.list) : []).map(({ name, id }) => nameIn(name, language, id)))
  const figures = flow.indicators.slice(0, 3)
  return (
    <section>
      <div className="section-head"><h2>{t('locked.shape')}</h2><p>{t('locked.shape_words')}</p></div>
      <div className="ghost"><ScrollBox label={t('locked.shape_table')}>
        <table className="grid">
          <thead><tr>{described.map(({ id, name }, at) => <th key={id} scope="col" className={at === 0 ? 'pin pin-edge' : undefined}>{nameIn(name, language, id)}</th>)}{figures.map(({ id, name }) => <th key={id} scope="col" className="num">{nameIn(name, language, id)}</th>)}</tr></thead>
          <tbody>{Array.from({ length: ROWS }, (_, row) => (
            <tr key={row}>
              {examples.map((names, at) => (at === 0 ? <th key={at} scope="row" className="pin pin-edge">{names[row % Math.max(1, names.length)]}</th> : <td key={at} className="sub">{names[row % Math.max(1, names.length)]}</td>))}
              {figures.map(({ id }, at) => <td key={id} className="num" style={{ '--w': `${1.4 + ((row * 3 + at * 2) % 5) * 0.4}rem` } as CSSProperties}><span className="visually-hidden">{t('locked.not_shown')}</span></td>)}
            </tr>
          ))}</tbody>
        </table>
      </ScrollBox></div>
      <p className="small quiet">{t('locked.examples')}</p>
    </section>
  )
}

/** Codes that stand for themselves: no group of others, none that has parts. */
function examplesOf(collection: CollectionAnswer, list: string) {
  const codes = collection.codelists.find(({ id }) => id === list)?.codes ?? []
  const parents = new Set(codes.map(({ parent }) => parent))
  const leaves = codes.filter(({ id }) => !parents.has(id))
  const step = Math.max(1, Math.floor(leaves.length / ROWS))
  return leaves.filter((_, at) => at % step === 0).slice(0, ROWS)
}
