import { useDeferredValue, useId, useLayoutEffect, useMemo, useRef } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Link } from '../../router/link.tsx'
import { addressOf } from '../../router/place.ts'
import { isRightToLeft } from '@openvrs/core/i18n/languages.ts'
import { beneath, type Mark } from './beneath.ts'
import { Chart } from './charts/chart.tsx'
import type { ChartShow, Drawn } from './charts/drawn.ts'
import { Ends } from './charts/ends.tsx'
import { areasOf, numbersOf, showsOf } from './charts/fit.ts'
import { isByLeg } from './charts/layout.ts'
import { NothingDrawn, type Reason } from './charts/none.tsx'
import { OUTLINED } from './charts/outlined.ts'
import { DefinitionWarning } from './def-warning.tsx'
import { frameWords, mayAdd, type ChartWords } from './frame-words.ts'
import { groundOf, type Facts } from './ground.ts'
import { madeOf } from './made.ts'
import { Kinds } from './kinds.tsx'
import type { Collection, Flow, Names } from './names.ts'
import { gridOf, seriesOf, type Answer, type Grid } from './shape.ts'
import { SaveView } from './save-view.tsx'
import { SourceLine } from './source.tsx'
import { Table } from './table.tsx'
import { TakeAway } from './take-away.tsx'
import { layoutOf, searchOf, TIME, type Show, type View } from './view.ts'
import { Waiting } from './waiting.tsx'

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

const ICONS: { readonly [S in Show]: string } = { trend: 'chart', bar: 'bars', table: 'table', panels: 'panels', heat: 'heat', map: 'globe', corridors: 'corridors', routes: 'routes', ages: 'ages', prices: 'prices' }

/** The answer: as lines, as bars or as a table, always with its table, its source line and what can be taken away. */
export function Figures(props: Props) {
  const { collection, flow, asked, view, answer, waits, onCancel } = props
  const newest = useMemo(() => answer && { view, answer }, [view, answer])
  // Of a large answer much is made before it is seen: meanwhile the page goes on hearing its reader. Another view of the same answer is seen at once.
  const later = useDeferredValue(newest)
  const shown = later?.answer === answer ? newest : later
  return (
    <>
      <Views collection={collection} flow={flow} view={asked} />
      <div className="asked">
        {waits ? <Waiting onCancel={onCancel} /> : null}
        {shown ? <Frame {...props} {...shown} waits={waits || shown !== newest} /> : <div className="frame is-waiting" aria-hidden="true" />}
      </div>
    </>
  )
}

/** The same question, drawn otherwise. */
export function Views({ collection, flow, view }: { readonly collection: Collection; readonly flow: Flow; readonly view: View }) {
  const { t } = useWords()
  const tabs = useRef<HTMLElement>(null)
  const shows = showsOf(collection, flow)
  const current = shows.indexOf(view.show)
  useLayoutEffect(() => showTab(tabs.current!, current), [tabs, current])
  return (
    <nav className="tabs" aria-label={t('explore.views')} ref={tabs}>
      {shows.map((show) => (
        <Link key={show} to="/explore/$dataflow" params={{ dataflow: flow.id }} search={searchOf({ ...view, show, asTable: false })} keepScroll exact aria-current={show === view.show ? 'page' : undefined}><span className={`icon i-${ICONS[show]}`} aria-hidden="true" />{t(`explore.show.${show}`)}</Link>
      ))}
    </nav>
  )
}

/** Where there is no room for all tabs, one of them is in the middle of those that are seen. */
function showTab(tabs: HTMLElement, at: number): void {
  const [all, tab] = [tabs, tabs.children[at]].map((one) => one?.getBoundingClientRect())
  if (all && tab) tabs.scrollLeft += tab.left + tab.width / 2 - all.left - all.width / 2
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
  const show = view.show === 'table' ? 'bar' : view.show
  const numeric = useMemo(() => numbersOf(collection), [collection])
  const said = useMemo(() => frameWords({ show: view.show === 'table' && grid.across === TIME ? 'trend' : show, grid, series, flow, collection, ground, made, rolled: answer.derivation?.roll_up ?? undefined, on: view.on, names, words, isPlaced: (code) => OUTLINED.has(numeric.get(code) ?? '') }), [view, show, grid, series, flow, collection, ground, made, answer, names, words, numeric])
  const facts = useMemo((): Facts => ({ ground, answer, series, view, flow, collection, names, words }), [ground, answer, series, view, flow, collection, names, words])
  const address = useMemo(() => {
    const search = beneath(facts)
    return (mark: Mark): string => addressOf({ to: '/explore/$dataflow', params: { dataflow: flow.id }, search: search(mark) })
  }, [facts, flow])
  const addsOverTime = grid.across === TIME || grid.dimensions.includes(TIME) || mayAdd(collection, flow, series, [TIME])
  const reason = noDrawing(show, grid, said.chart, addsOverTime)
  const isTable = view.show === 'table' || view.asTable || reason !== undefined
  const drawn = useMemo((): Drawn => ({ show, grid, names, words: said.chart, label: said.label, notes: said.notes, numeric, isRightToLeft: isRightToLeft(words.language) }), [show, grid, names, said, numeric, words])
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
          <SaveView dataflow={flow.id} view={view} title={said.shown} />
          <TakeAway facts={facts} title={said.title} lede={said.lede} drawn={view.show === 'table' || reason ? undefined : drawn} />
        </div>
      </header>
      {all.length > 1 ? <Kinds all={all} chosen={series} flow={flow} names={names} onChoose={(figures) => turn({ figures })} /> : null}
      {show === 'map' || show === 'corridors' ? <Ends view={view} areas={areasOf(collection, flow)} names={names} turn={turn} /> : null}
      <DefinitionWarning definitions={ground.definitions} names={names} onOpen={openDetails} />
      <div className="frame-body">
        {reason ? <NothingDrawn reason={reason} newest={ground.source.to} turn={turn} /> : null}
        {isTable ? <Table seen={facts} dataflow={flow.id} addressOf={address} made={made} label={said.title} differ={ground.definitions.differ} isPartial={ground.source.incomplete.length > 0} onTotals={(totals) => turn({ totals })} />
          : <Chart drawn={drawn} waiting={t('shell.loading')} addressOf={address} />}
        {isTable ? null : <ChartNotes notes={said.notes} />}
      </div>
      <SourceLine facts={facts} details={details} />
    </figure>
  )
}

/** Why there is nothing to draw; undefined where there is something. */
function noDrawing(show: ChartShow, grid: Grid, { adds, isMade }: ChartWords, addsOverTime: boolean): Reason | undefined {
  const isAdded = show === 'corridors' || (show === 'routes' && !isByLeg(grid.dimensions))
  if (grid.rows.some(({ cells }) => cells.some((cell) => typeof cell === 'number'))) return isAdded && !adds ? 'not_added' : undefined
  if (!addsOverTime) return 'over_time'
  return isMade ? 'made' : 'breakdown'
}

/** How the drawing is read, and what is not in it. */
function ChartNotes({ notes }: { readonly notes: readonly string[] }) {
  return notes.length > 0 ? <ul className="chart-notes">{notes.map((note) => <li key={note}>{note}</li>)}</ul> : null
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
