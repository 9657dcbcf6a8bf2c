import type { EChartsCoreOption } from 'echarts/core'
import { MOST_BARS } from './chart-height.ts'
import { category, font, INK, MOST_SERIES, short, text, tip, tipBox } from './chart-look.ts'
import type { ChartWords } from './frame-words.ts'
import type { Names } from './names.ts'
import { largest, type Grid, type Row } from './shape.ts'

type Bar = { readonly name: string; readonly cells: Row['cells']; readonly isRest: boolean }

/** The largest rows, then the others as one bar; without a figure where they may not be added up. */
export function barsFrom(grid: Grid, words: ChartWords): readonly Bar[] {
  const { first, rest } = largest(grid.rows, grid.rows.length <= MOST_BARS + 1 ? MOST_BARS + 1 : MOST_BARS)
  const bars = first.map((row) => ({ name: words.name(row), cells: row.cells, isRest: false }))
  if (rest.length === 0) return bars
  const sum = (column: number): Row['cells'][number] => {
    const cells = rest.map((row) => row.cells[column])
    return words.adds && !cells.includes(null) ? cells.reduce<number>((all, cell) => all + (cell ?? 0), 0) : null
  }
  return [...bars, { name: words.others(rest.length), cells: grid.columns.map((_, column) => sum(column)), isRest: true }]
}

/** A bar for each row, the longest first; beside each other for the codes that stand across. Where there is no figure, words say so. */
export function barOption(grid: Grid, names: Names, words: ChartWords, width: number): EChartsCoreOption {
  const rows = barsFrom(grid, words).toReversed() // drawn from below
  const columns = columnsBySize(grid).slice(0, MOST_SERIES)
  const isMany = columns.length > 1
  const nameAcross = (column: number) => (grid.across === undefined ? words.all : names.code(grid.across, grid.columns[column]!))
  const most = width < 520 ? 16 : 34
  return {
    animation: false, ...font(),
    grid: { left: 4, right: 64, top: isMany ? 44 : 8, bottom: 4, containLabel: true },
    legend: { show: isMany, top: 0, left: 0, icon: 'rect', itemHeight: 10, itemWidth: 10, textStyle: text(), selectedMode: false, type: 'plain' },
    xAxis: { type: 'value', splitLine: { showMaxLine: false, lineStyle: { color: INK.grid } }, axisLabel: { ...text(INK.quiet), formatter: words.number, hideOverlap: true, showMaxLabel: false }, splitNumber: width < 520 ? 2 : 4, max: 'dataMax' },
    yAxis: { type: 'category', data: rows.map((row) => short(row.name, most)), axisLine: { lineStyle: { color: INK.axis } }, axisTick: { show: false }, axisLabel: text(INK.label) },
    tooltip: { ...tipBox, trigger: 'axis', axisPointer: { type: 'none' }, formatter: (points: readonly { readonly dataIndex: number }[]) => tipOf(rows[points[0]?.dataIndex ?? 0]!, columns, nameAcross, words) },
    series: columns.map((column, at) => ({
      type: 'bar', name: nameAcross(column), silent: true, emphasis: { disabled: true }, barMaxWidth: 18, barGap: '15%', itemStyle: { color: category(at), borderRadius: [0, 2, 2, 0] },
      label: { show: true, position: 'right', formatter: ({ dataIndex }: { readonly dataIndex: number }) => said(rows[dataIndex]!, column, words), ...text(INK.text) },
      data: rows.map((row) => ({ value: row.cells[column] ?? 0, ...(row.isRest ? { itemStyle: { color: INK.other } } : {}) })), // no bar where there is no figure: its label says which kind of none
    })),
  }
}

const said = (row: Bar, column: number, words: ChartWords): string => {
  const cell = row.cells[column]
  return cell === undefined ? '–' : cell === null ? words.unavailable : words.number(cell)
}

function tipOf(row: Bar, columns: readonly number[], nameAcross: (column: number) => string, words: ChartWords): HTMLElement {
  return tip(row.name, columns.map((column, at) => ({ name: nameAcross(column), value: said(row, column, words), color: category(at) })))
}

/** The codes across with most to show first. */
function columnsBySize(grid: Grid): readonly number[] {
  const size = (column: number) => grid.rows.reduce((sum, row) => sum + Math.abs(row.cells[column] ?? 0), 0)
  return grid.columns.map((_, at) => at).toSorted((a, b) => size(b) - size(a))
}
