import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useId, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { sourceOf } from './coverage.ts'
import { frameWords } from './frame-words.ts'
import { Notice } from '../../ui/page.tsx'
import type { Collection, Flow, Names } from './names.ts'
import { gridOf, seriesOf, type Answer, type Series } from './shape.ts'
import { SourceLine } from './source.tsx'
import { Table } from './table.tsx'
import { TakeAway } from './take-away.tsx'
import { layoutOf, searchOf, type Show, type View } from './view.ts'

const Chart = lazy(() => import('./chart.tsx'))

type Props = {
  readonly collection: Collection; readonly flow: Flow; readonly view: View; readonly names: Names; readonly answer: Answer | undefined
  /** The answer is that of the question before; the next one is on its way. */
  readonly waits: boolean
  readonly turn: (change: Partial<View>) => void
}

const SHOWS: readonly { readonly show: Show; readonly icon: string }[] = [{ show: 'trend', icon: 'chart' }, { show: 'bar', icon: 'bars' }, { show: 'table', icon: 'table' }]

/** The answer: as lines, as bars or as a table, always with its table, its source line and what can be taken away. */
export function Figures(props: Props) {
  const { t } = useWords()
  const { flow, view, answer } = props
  return (
    <>
      <nav className="tabs" aria-label={t('explore.views')}>
        {SHOWS.map(({ show, icon }) => (
          <Link key={show} to="/explore/$dataflow" params={{ dataflow: flow.id }} search={searchOf({ ...view, show })} resetScroll={false} activeOptions={{ exact: true, includeSearch: true }}><span className={`icon i-${icon}`} aria-hidden="true" />{t(`explore.show.${show}`)}</Link>
        ))}
      </nav>
      {answer ? <Frame {...props} answer={answer} /> : <div className="frame is-waiting"><output className="quiet">{t('explore.asking')}</output></div>}
    </>
  )
}

function Frame({ collection, flow, view, names, answer, waits, turn }: Props & { readonly answer: Answer }) {
  const words = useWords()
  const { t } = words
  const name = useId()
  const [asTable, setAsTable] = useState(false)
  const layout = layoutOf(view)
  const all = seriesOf(answer, layout)
  const series = all.find((one) => one.id === view.figures) ?? all[0]!
  const grid = gridOf(answer, layout, series)
  const { title, lede, chart } = frameWords({ grid, series, flow, source: sourceOf(answer, series), names, words })
  const hasFigure = grid.rows.some((row) => row.cells.some((cell) => typeof cell === 'number'))
  const isTable = view.show === 'table' || asTable
  return (
    <figure className="frame" aria-busy={waits || undefined}>
      <header>
        <div><h2>{title}</h2><p>{lede}</p></div>
        <div className="frame-tools">
          {view.show === 'table' ? null : (
            <fieldset className="seg is-small" aria-label={t('explore.show_as')}>
              {[false, true].map((table) => <label key={String(table)}><input className="visually-hidden" type="radio" name={name} checked={asTable === table} onChange={() => setAsTable(table)} /><span className={`icon i-${table ? 'table' : 'chart'}`} aria-hidden="true" />{t(table ? 'explore.as_table' : 'explore.as_chart')}</label>)}
            </fieldset>
          )}
          <TakeAway flow={flow} view={view} series={series} names={names} title={title} answer={answer} />
        </div>
      </header>
      {all.length > 1 ? <Kinds all={all} chosen={series} flow={flow} names={names} onChoose={(figures) => turn({ figures })} /> : null}
      <div className="frame-body">
        {hasFigure ? null : <Notice><p>{t('explore.none_at_breakdown')}</p></Notice>}
        {isTable || !hasFigure ? <Table grid={grid} names={names} label={title} />
          : <Suspense fallback={<div className="chart-place"><output className="quiet">{t('shell.loading')}</output></div>}><Chart kind={view.show === 'bar' ? 'bar' : 'trend'} grid={grid} names={names} words={chart} /></Suspense>}
      </div>
      <SourceLine answer={answer} series={series} view={view} flow={flow} collection={collection} names={names} />
    </figure>
  )
}

/** Where the answer holds several kinds of figures, which of them is drawn. They are never added to each other. */
function Kinds({ all, chosen, flow, names, onChoose }: { readonly all: readonly Series[]; readonly chosen: Series; readonly flow: Flow; readonly names: Names; readonly onChoose: (id: string) => void }) {
  const { t } = useWords()
  const id = useId()
  const parts = (one: Series) => [
    one.indicator === '*' ? '' : (names.codes('INDICATOR').find((code) => code.id === one.indicator)?.name ?? one.indicator), one.unit === '*' ? '' : names.code('UNIT_MEASURE', one.unit), one.freq === '*' || flow.frequencies.length < 2 ? '' : t(`explore.freq.${one.freq}`),
  ]
  return (
    <p className="kinds">
      <label htmlFor={id}>{t('explore.kind')}</label>
      <select className="input" id={id} value={chosen.id} onChange={(event) => onChoose(event.target.value)}>
        {all.map((one) => <option key={one.id} value={one.id}>{parts(one).filter(Boolean).join(' · ')}</option>)}
      </select>
    </p>
  )
}

