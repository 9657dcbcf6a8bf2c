import { lazy, Suspense, useId, useMemo, useRef } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { Notice } from '../../ui/page.tsx'
import { heightOf } from './chart-height.ts'
import { DefinitionWarning } from './def-warning.tsx'
import type { Drawn } from './draw.ts'
import { frameWords } from './frame-words.ts'
import { groundOf, type Facts } from './ground.ts'
import { madeOf } from './made.ts'
import { Kinds } from './kinds.tsx'
import type { Collection, Flow, Names } from './names.ts'
import { gridOf, seriesOf, type Answer } from './shape.ts'
import { SourceLine } from './source.tsx'
import { Table } from './table.tsx'
import { TakeAway } from './take-away.tsx'
import { layoutOf, searchOf, type Show, type View } from './view.ts'
import { Waiting } from './waiting.tsx'

const Chart = lazy(() => import('./chart.tsx'))

type Props = {
  readonly collection: Collection; readonly flow: Flow; readonly view: View; readonly names: Names; readonly answer: Answer | undefined
  /** What the reader asks for now; `view` is what the answer is of. */
  readonly asked: View
  /** The answer is that of the question before; the next one is on its way. */
  readonly waits: boolean
  readonly turn: (change: Partial<View>) => void
  /** Gives the question up that is on its way. */
  readonly onCancel: () => void
}

const SHOWS: readonly { readonly show: Show; readonly icon: string }[] = [{ show: 'trend', icon: 'chart' }, { show: 'bar', icon: 'bars' }, { show: 'table', icon: 'table' }]

/** The answer: as lines, as bars or as a table, always with its table, its source line and what can be taken away. */
export function Figures(props: Props) {
  const { flow, asked, answer, waits, onCancel } = props
  return (
    <>
      <Views flow={flow} view={asked} />
      <div className="asked">
        {waits ? <Waiting onCancel={onCancel} /> : null}
        {answer ? <Frame {...props} answer={answer} /> : <div className="frame is-waiting" aria-hidden="true" />}
      </div>
    </>
  )
}

/** The same question, drawn otherwise. */
export function Views({ flow, view }: { readonly flow: Flow; readonly view: View }) {
  const { t } = useWords()
  return (
    <nav className="tabs" aria-label={t('explore.views')}>
      {SHOWS.map(({ show, icon }) => (
        <Link key={show} to="/explore/$dataflow" params={{ dataflow: flow.id }} search={searchOf({ ...view, show, asTable: false })} keepScroll exact aria-current={show === view.show ? 'page' : undefined}><span className={`icon i-${icon}`} aria-hidden="true" />{t(`explore.show.${show}`)}</Link>
      ))}
    </nav>
  )
}

function Frame({ collection, flow, view, names, answer, waits, turn }: Props & { readonly answer: Answer }) {
  const words = useWords()
  const { t } = words
  const details = useRef<HTMLDetailsElement>(null)
  const layout = useMemo(() => layoutOf(view), [view])
  const all = useMemo(() => seriesOf(answer, layout), [answer, layout])
  const series = all.find((one) => one.id === view.figures) ?? all[0]!
  const grid = useMemo(() => gridOf(answer, layout, series), [answer, layout, series])
  const ground = useMemo(() => groundOf(answer, series), [answer, series])
  const made = useMemo(() => madeOf(answer, names, words), [answer, names, words])
  const said = useMemo(() => frameWords({ grid, series, flow, collection, ground, made, rolled: answer.derivation?.roll_up ?? undefined, names, words }), [grid, series, flow, collection, ground, made, answer, names, words])
  const facts = useMemo((): Facts => ({ ground, answer, series, view, flow, collection, names, words }), [ground, answer, series, view, flow, collection, names, words])
  const hasFigure = grid.rows.some((row) => row.cells.some((cell) => typeof cell === 'number'))
  const isTable = view.show === 'table' || view.asTable || !hasFigure
  const kind = view.show === 'bar' ? 'bar' : 'trend'
  const drawn = useMemo((): Drawn => ({ kind, grid, names, words: said.chart }), [kind, grid, names, said])
  const openDetails = () => {
    details.current!.open = true
    details.current!.querySelector('summary')!.focus()
  }
  return (
    <figure className="frame" aria-busy={waits || undefined}>
      <header>
        <div><h2>{said.title}</h2><p>{said.lede}</p></div>
        <div className="frame-tools">
          {view.show === 'table' ? null : <AsTable isTable={view.asTable} onChange={(asTable) => turn({ asTable })} />}
          <TakeAway facts={facts} title={said.title} lede={said.lede} drawn={view.show === 'table' || !hasFigure ? undefined : drawn} />
        </div>
      </header>
      {all.length > 1 ? <Kinds all={all} chosen={series} flow={flow} names={names} onChoose={(figures) => turn({ figures })} /> : null}
      <DefinitionWarning definitions={ground.definitions} names={names} onOpen={openDetails} />
      <div className="frame-body">
        {hasFigure ? null : <Notice><p>{t('explore.none_at_breakdown')}</p></Notice>}
        {isTable ? <Table seen={facts} dataflow={flow.id} made={made} label={said.title} differ={ground.definitions.differ} isPartial={ground.source.incomplete.length > 0} onTotals={(totals) => turn({ totals })} />
          : <Suspense fallback={<div className="chart-place is-waiting" style={{ blockSize: heightOf(drawn) }}><output className="quiet">{t('shell.loading')}</output></div>}><Chart drawn={drawn} /></Suspense>}
      </div>
      <SourceLine facts={facts} details={details} />
    </figure>
  )
}

function AsTable({ isTable, onChange }: { readonly isTable: boolean; readonly onChange: (asTable: boolean) => void }) {
  const { t } = useWords()
  const name = useId()
  return (
    <fieldset className="seg is-small" aria-label={t('explore.show_as')}>
      {[false, true].map((table) => <label key={String(table)}><input className="visually-hidden" type="radio" name={name} checked={isTable === table} onChange={() => onChange(table)} /><span className={`icon i-${table ? 'table' : 'chart'}`} aria-hidden="true" />{t(table ? 'explore.as_table' : 'explore.as_chart')}</label>)}
    </fieldset>
  )
}
