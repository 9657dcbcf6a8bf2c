import '../../look/grid.css'
import { useMemo, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import type { Mark, Seen } from './beneath.ts'
import type { Made } from './made.ts'
import { byColumn, cellAt, columnCount, pivotOf, underHeads, type Drawn, type Line, type Pivot } from './pivot.ts'
import { PivotGrid, type Head } from './pivot-grid.tsx'
import { useTotals, type Totals } from './totals.ts'
import { layoutOf, makingOf, TIME } from './view.ts'

type Sort = { readonly by: number; readonly descending: boolean }
type Props = {
  readonly seen: Seen; readonly dataflow: string; /** The rows beneath a figure. */ readonly addressOf: (mark: Mark) => string; readonly made: Made; readonly label: string
  /** States that count differently. */
  readonly differ: ReadonlySet<string>
  /** Not every state reported all of it. */
  readonly isPartial: boolean
  readonly onTotals: (on: boolean) => void
}

/** By name where it is no column. */
const BY_NAME = -1

/** Figures as rows and columns, both of several dimensions if need be. A dash: nothing was reported. Never a 0 that nobody reported. */
export function Table({ seen, dataflow, addressOf, made, label, differ, isPartial, onTotals }: Props) {
  const { view, answer, series, names } = seen
  const { t, language } = useWords()
  const layout = useMemo(() => layoutOf(view), [view])
  const pivot = useMemo(() => pivotOf(answer, layout, series, names, language), [answer, layout, series, names, language])
  const totals = useTotals(dataflow, view, series)
  const [sort, setSort] = useState<Sort>({ by: BY_NAME, descending: false })
  const by = sort.by < columnCount(pivot, totals) ? sort.by : BY_NAME
  const drawn = useMemo(() => arranged(pivot, { ...sort, by }, totals), [pivot, sort, by, totals])
  const mayTotal = makingOf(view).measure === 'sum' && (layout.columns.length > 0 || layout.rows.length > 0)
  const isTimed = layout.rows.includes(TIME) || layout.columns.includes(TIME)
  const address = useMemo(() => (row: Line, column: Line): string => addressOf({ ...marked(layout.rows, row), ...marked(layout.columns, column) }), [addressOf, layout])
  const head = useMemo((): Head => ({
    corner: layout.rows.length > 0 ? layout.rows.map((id) => names.dimension(id)).join(' · ') : t('explore.rows'),
    row: (line) => (line.length === 0 ? t('explore.all') : line.map((code, at) => names.code(layout.rows[at]!, code)).join(' · ')),
    last: (line) => (line.length === 0 ? t('explore.all') : names.code(layout.rows[line.length - 1]!, line.at(-1)!)),
    column: (line, depth) => (line.length === 0 ? (made.name ?? t('explore.figure')) : names.code(layout.columns[depth]!, line[depth]!)),
    differs: (line, of, from = 0) => line.some((code, at) => at >= from && layout[of][at] === 'REF_AREA' && differ.has(code)),
  }), [layout, names, made, differ, t])
  return (
    <>
      <PivotGrid
        key={`${layout.rows.join()}:${layout.columns.join()}`} pivot={pivot} drawn={drawn} totals={totals} head={head} figure={made.figure} label={label} addressOf={address} opensAtEnd={layout.columns.at(-1) === TIME}
        sort={{ ...sort, by }} onSort={(column) => setSort({ by: column, descending: by === column ? !sort.descending : column !== BY_NAME })}
      />
      <div className="key">
        <span><i>–</i>{t('explore.key_missing')}</span>
        {answer.columns.includes('periods') ? <span>{t('explore.key_periods')}</span> : null}
        {differ.size > 0 ? <span><span className="neq" aria-hidden="true" />{t('explore.key_differs')}</span> : null}
        {isPartial && !isTimed ? <span>{t('explore.key_not_full')}</span> : null}
        <span>{t('explore.row_count', { count: pivot.rows.length })}</span>
        {mayTotal ? <label className="totals-box"><input type="checkbox" checked={view.totals} onChange={(event) => onTotals(event.target.checked)} />{t('explore.with_totals')}</label> : null}
        {totals ? <span>{t('explore.key_totals')}</span> : null}
      </div>
    </>
  )
}

const marked = (dimensions: readonly string[], line: Line) => Object.fromEntries(line.map((code, at) => [dimensions[at]!, code]))

/** By name under the heads of outer codes; by a column as one list, so that the largest is first whatever it is part of. */
function arranged(pivot: Pivot, sort: Sort, totals: Totals | undefined): readonly Drawn[] {
  if (sort.by === BY_NAME) {
    const rows = underHeads(sort.descending ? pivot.rows.toReversed() : pivot.rows)
    return sort.descending ? rows.map((one) => (one.kind === 'row' ? { ...one, row: pivot.rows.length - 1 - one.row } : one)) : rows
  }
  return byColumn(pivot, (row) => cellAt(pivot, totals, row, sort.by)?.value, sort.descending).map((row) => ({ kind: 'row', row }))
}
