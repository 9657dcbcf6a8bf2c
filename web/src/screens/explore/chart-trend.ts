import type { ECharts, EChartsCoreOption } from 'echarts/core'
import { category, font, INK, MOST_SERIES, short, text, tip, tipBox } from './chart-look.ts'
import type { ChartWords } from './frame-words.ts'
import { legendLines, namedPeriods } from './chart-room.ts'
import type { Names } from './names.ts'
import { largest, type Cell, type Grid, type Row } from './shape.ts'

/** Below this width lines are told apart by a list under the chart; above it by names at their ends. */
const NARROW = 520
/** About what the figures beside the upright axis take. */
const AXIS = 44

/** A line for each row: the eight with most to show in colour, the rest thin and grey. Where nothing was reported a line breaks. */
export function trendOption(grid: Grid, names: Names, words: ChartWords, width: number): EChartsCoreOption {
  const { first, rest } = largest(grid.rows, MOST_SERIES)
  const isNarrow = width < NARROW
  const hasLegend = isNarrow && grid.rows.length > 1
  const room = isNarrow ? 20 : 40 + Math.min(190, 7.2 * Math.max(...first.map((row) => short(words.name(row), 26).length), rest.length > 0 ? words.others(rest.length).length : 0))
  const periods = grid.columns.map(words.period)
  const interval = namedPeriods(grid.columns, periods, width - room - AXIS)
  const legend = first.map((row) => short(words.name(row), 22))
  const drawn = [...rest.map((row) => line(grid, row, words, INK.other, 1)), ...first.map((row, at) => ({ ...line(grid, row, words, category(at), 2.25), z: 10 - at, ...(isNarrow || grid.rows.length === 1 ? {} : endLabel(short(words.name(row), 26), category(at))) }))]
  return {
    animation: false, ...font(),
    grid: { left: 4, right: room, top: 12, bottom: hasLegend ? 20 + 16 * legendLines(legend, width) : 4, containLabel: true },
    legend: { show: hasLegend, bottom: 0, left: 0, icon: 'rect', itemHeight: 3, itemWidth: 16, textStyle: text(), selectedMode: false, data: first.map((row) => words.name(row)), formatter: (name: string) => short(name, 22) },
    xAxis: { type: 'category', boundaryGap: false, data: periods, axisLine: { lineStyle: { color: INK.axis } }, axisTick: { interval, lineStyle: { color: INK.axis } }, axisLabel: { ...text(INK.quiet), interval, alignMinLabel: 'left', ...(isNarrow ? { alignMaxLabel: 'right' } : {}) } },
    yAxis: { type: 'value', splitLine: { lineStyle: { color: INK.grid } }, axisLabel: { ...text(INK.quiet), formatter: words.number }, splitNumber: 4 },
    tooltip: { ...tipBox, trigger: 'axis', axisPointer: { lineStyle: { color: INK.quiet } }, formatter: (points: readonly { readonly dataIndex: number }[]) => tipAt(grid, first, names, words, points[0]?.dataIndex ?? 0) },
    series: rest.length > 0 && !isNarrow ? drawn.map((one, at) => (at === 0 ? { ...one, ...endLabel(words.others(rest.length), INK.other) } : one)) : drawn,
  }
}

/** A point between two gaps has no line to either side: it is drawn as a dot. So is every point of a short series. */
function line(grid: Grid, row: Row, words: ChartWords, color: string, width: number) {
  const isAlone = (at: number) => row.cells[at] != null && row.cells[at - 1] == null && row.cells[at + 1] == null
  return {
    type: 'line', name: words.name(row), silent: true, emphasis: { disabled: true }, lineStyle: { color, width, cap: 'round', join: 'round' }, itemStyle: { color },
    symbol: 'circle', showSymbol: true, symbolSize: (_: unknown, at: { readonly dataIndex: number }) => (isAlone(at.dataIndex) || at.dataIndex === grid.columns.length - 1 ? 6 : 0), connectNulls: false,
    data: row.cells.map((cell) => cell ?? null),
  }
}

/** The mark before the name says whose it is where names had to move apart; drawn, since not every font has one. */
const endLabel = (name: string, color: string) => ({ endLabel: { show: true, formatter: `{mark|} ${name}`, rich: { mark: { width: 9, height: 9, borderRadius: 5, backgroundColor: color } }, ...text(INK.label) } })

const LINE_HEIGHT = 16
type Labelled = { readonly data: readonly (number | null)[]; readonly endLabel?: unknown }

/** Names at the ends of lines, each at the height of its last figure, moved apart where they would cover each other. */
export function placeLabels(chart: ECharts, option: EChartsCoreOption, width: number, height: number): void {
  const series = option['series'] as readonly Labelled[]
  const room = (option['grid'] as { readonly right: number }).right
  const wanted = series.flatMap(({ data, endLabel }, at) => (endLabel ? [{ at, y: Number(chart.convertToPixel({ yAxisIndex: 0 }, data.findLast((value) => value !== null) ?? 0)) }] : [])).toSorted((a, b) => a.y - b.y)
  const heights = spread(wanted.map(({ y }) => y), LINE_HEIGHT, Math.min(height - LINE_HEIGHT, Number(chart.convertToPixel({ yAxisIndex: 0 }, 0))))
  const places = new Map(wanted.map(({ at }, i) => [at, heights[i]!]))
  chart.setOption({ series: series.map((_, at) => (places.has(at) ? { labelLayout: { x: width - room + 10, y: places.get(at) } } : {})) })
}

/** Sorted heights, moved as little as it takes to lie `gap` apart and above `lowest`. */
export function spread(sorted: readonly number[], gap: number, lowest: number): readonly number[] {
  const placed = [...sorted]
  for (let i = 1; i < placed.length; i++) placed[i] = Math.max(placed[i]!, placed[i - 1]! + gap)
  for (let i = placed.length - 1, floor = lowest; i >= 0; i--, floor = placed[i + 1]! - gap) placed[i] = Math.min(placed[i]!, floor)
  return placed
}

function tipAt(grid: Grid, rows: readonly Row[], names: Names, words: ChartWords, at: number): HTMLElement {
  const said = (cell: Cell) => (cell === undefined ? words.missing : cell === null ? words.unavailable : words.number(cell))
  return tip(names.code('TIME_PERIOD', grid.columns[at]!), rows.map((row, i) => ({ name: short(words.name(row), 40), value: said(row.cells[at]), color: category(i) })))
}
