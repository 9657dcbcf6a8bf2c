import { useQueries } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { keyOf, readCell, type Line, type PivotCell } from './pivot.ts'
import { column, ofSeries, type Answer, type Series } from './shape.ts'
import { askOf, layoutOf, makingOf, type View } from './view.ts'

/** What rows and columns are together, as the server answers when it is asked for that itself: nothing is added up here. */
export type Totals = { readonly of: (row: Line, column: Line) => PivotCell | undefined }

/** Only sums have them. Each depth of rows is asked for beside each column, and beside none; undefined until all are there. */
export function useTotals(dataflow: string, view: View, series: Series): Totals | undefined {
  const { rows, columns } = layoutOf(view)
  const isOn = view.totals && makingOf(view).measure === 'sum'
  const depths = rows.map((_, depth) => rows.slice(0, depth))
  const asked = isOn ? [...depths.flatMap((down) => [{ down, across: columns }, { down, across: [] }]), { down: rows, across: [] }].filter(({ across, down }) => !(across.length === columns.length && down.length === rows.length)) : []
  const distinct = [...new Map(asked.map((one) => [`${one.down.join()}:${one.across.join()}`, one])).values()]
  const answers = useQueries({ queries: distinct.map((layout) => read('explore', 'query', { params: { dataflow }, query: askOf({ ...view, show: 'table', ...layout }, series.id) })) })
  if (!isOn || answers.some(({ data }) => data === undefined)) return undefined
  const cells = new Map(answers.flatMap(({ data }, at) => cellsOf(data!, series, distinct[at]!)))
  return { of: (row, across) => cells.get(`${keyOf(row)}:${keyOf(across)}`) }
}

/** Where one place has several figures, of indicators or units that are rows, they are no total of each other. */
function cellsOf(answer: Answer, series: Series, layout: { readonly down: readonly string[]; readonly across: readonly string[] }): readonly (readonly [string, PivotCell])[] {
  const codesOf = (row: Answer['rows'][number], dimensions: readonly string[]): Line => dimensions.map((d) => String(row[column(answer, d)]))
  const places = Map.groupBy(ofSeries(answer, series), (row) => `${keyOf(codesOf(row, layout.down))}:${keyOf(codesOf(row, layout.across))}`)
  return [...places].flatMap(([key, rows]) => (rows.length === 1 ? [[key, readCell(answer, rows[0]!)] as const] : []))
}
