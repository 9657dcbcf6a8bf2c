import type { ChartWords } from '../frame-words.ts'
import type { Names } from '../names.ts'
import { largest, type Grid } from '../shape.ts'
import { agesOf } from './ages-shape.ts'
import { chordOf } from './chord-shape.ts'
import type { ChartShow } from './drawn.ts'
import { flowsOf, sumOf, type Flow } from './flows.ts'
import { heatOf, MOST_ROWS } from './heat-shape.ts'
import { isByLeg } from './layout.ts'
import { MOST_SERIES } from './look.ts'
import { mapOf } from './map-shape.ts'
import { panelsOf } from './panels-shape.ts'
import { pricesOf } from './prices-shape.ts'
import { stagesOf } from './stages.ts'

export type Told = {
  /** What the drawing shows, in one sentence that claims no more than its figures do. */
  readonly finding: string | undefined
  /** The largest, for who listens. */
  readonly said: readonly string[]
  readonly count: number
  /** What has to be said beside the drawing: what is not in it, and how it is read. */
  readonly notes: readonly string[]
}
type Asked = { readonly show: ChartShow; readonly grid: Grid; readonly words: ChartWords; readonly names: Names; readonly isPlaced: (code: string) => boolean }

/** The words of a drawing beyond its title. */
export function tellOf(asked: Asked): Told {
  switch (asked.show) {
    case 'trend':
      return { finding: undefined, said: [], count: asked.grid.rows.length, notes: broken(asked) }
    case 'bar':
      return { finding: undefined, said: [], count: asked.grid.rows.length, notes: asked.grid.columns.length > MOST_SERIES ? [asked.words.t('chart.bars.columns', { shown: MOST_SERIES, count: asked.grid.columns.length - MOST_SERIES })] : [] }
    case 'panels':
      return panelsTold(asked)
    case 'heat':
      return heatTold(asked)
    case 'map':
    case 'corridors':
      return flowsTold(asked)
    case 'routes':
      return routesTold(asked)
    case 'ages':
      return agesTold(asked)
    case 'prices':
      return pricesTold(asked)
  }
}

const without = (count: number, { t }: ChartWords): readonly string[] => (count > 0 ? [t('chart.without', { count })] : [])
const MOST_LISTED = 8

/** How many lines break, and why: nothing was reported, or there is no value of what was. */
function broken({ grid: { rows }, words }: Pick<Asked, 'grid' | 'words'>): readonly string[] {
  const [missing, unavailable] = [undefined, null].map((cell) => rows.filter(({ cells }) => cells.includes(cell)).length) as [number, number]
  return [...(missing > 0 ? [words.t('chart.gaps', { count: missing })] : []), ...(unavailable > 0 ? [words.t(words.isMade ? 'chart.gaps_made' : 'chart.gaps_unavailable', { count: unavailable })] : [])]
}

function flowsTold({ show, grid, words, isPlaced }: Asked): Told {
  const all = flowsOf(grid)
  const [first] = all.flows
  const name = ({ from, to }: Flow): string => words.t('chart.from_to', { from: words.mark(grid.dimensions[0]!, from), to: words.mark(grid.dimensions[1]!, to) })
  const listed = (flows: readonly Flow[]): string => words.listed([...flows.slice(0, MOST_LISTED).map((flow) => `${name(flow)} ${words.number(flow.value)}`), ...(flows.length > MOST_LISTED ? [words.others(flows.length - MOST_LISTED)] : [])])
  const shape = mapOf(all, isPlaced)
  const beside = (id: string, flows: readonly Flow[]): readonly string[] => (flows.length > 0 ? [words.t(id, { count: flows.length, sum: words.number(sumOf(flows)), flows: listed(flows) })] : [])
  const { others } = chordOf(all.flows)
  return {
    finding: first && all.unavailable === 0 && all.flows.length > 1 ? words.t('chart.finding.flow', { flow: name(first), value: words.number(first.value), all: words.number(sumOf(all.flows)) }) : undefined,
    said: all.flows.slice(0, 3).map((flow) => `${name(flow)}: ${words.number(flow.value)}`), count: all.flows.length,
    notes: [
      ...(show === 'map' ? [words.t('chart.map.read'), ...beside('chart.map.unplaced', shape.unplaced), ...beside('chart.map.within', shape.within), ...beside('chart.map.smaller', shape.smaller)] : [words.t('chart.corridors.read'), ...(others > 0 ? [words.t('chart.corridors.others', { count: others })] : [])]),
      ...without(all.unavailable, words), ...(show === 'map' ? [words.t('chart.map.disclaimer')] : []),
    ],
  }
}

function routesTold({ grid, words }: Asked): Told {
  const { unavailable, nodes } = stagesOf(grid)
  const byLeg = isByLeg(grid.dimensions)
  const { first } = largest(grid.rows.filter(({ cells: [cell] }) => typeof cell === 'number' && cell > 0), 3)
  const ends = byLeg ? ['FROM_PLACE', 'TO_PLACE'] : grid.dimensions
  const way = (codes: readonly string[]): string => words.way(ends.map((id) => words.mark(id, codes[grid.dimensions.indexOf(id)]!)))
  const value = (cells: Grid['rows'][number]['cells']): string => words.number(cells[0] as number)
  const all = grid.rows.reduce((sum, { cells: [cell] }) => sum + (cell ?? 0), 0)
  const grouped = nodes.some((node) => node.id.endsWith('|'))
  return {
    finding: first[0] && unavailable === 0 && grid.rows.length > 1 ? words.t(byLeg ? 'chart.finding.leg' : 'chart.finding.way', { way: way(first[0].codes), value: value(first[0].cells), all: words.number(all) }) : undefined,
    said: first.map(({ codes, cells }) => `${way(codes)}: ${value(cells)}`), count: grid.rows.length,
    notes: [words.t(byLeg ? 'chart.routes.legs' : 'chart.routes.read'), ...(grouped ? [words.t('chart.routes.others')] : []), ...without(unavailable, words)],
  }
}

function agesTold({ grid, words, names }: Asked): Told {
  const shape = agesOf(grid, names.codes('AGE'))
  const bars = [...shape.bands, ...shape.apart].flatMap(({ age, left, right, beside }) => [left, right, ...beside].map(({ cell, codes }) => ({ cell, name: words.t('chart.age_sex', { age: names.code('AGE', age), sex: names.code('SEX', codes['SEX']!) }) })))
  const told = bars.filter((bar): bar is { readonly cell: number; readonly name: string } => typeof bar.cell === 'number').toSorted((a, b) => b.cell - a.cell)
  const unavailable = bars.filter(({ cell }) => cell === null).length
  return {
    finding: told.length > 1 && unavailable === 0 && told[0]!.cell > 0 ? words.t('chart.finding.group', { group: told[0]!.name, value: words.number(told[0]!.cell), all: words.number(told.reduce((sum, { cell }) => sum + cell, 0)) }) : undefined,
    said: told.slice(0, 3).map(({ cell, name }) => `${name}: ${words.number(cell)}`), count: shape.bands.length + shape.apart.length,
    notes: [...(shape.apart.length > 0 ? [words.t('chart.ages.apart')] : []), ...(shape.overlaps ? [words.t('chart.ages.overlap')] : []), ...without(unavailable, words)],
  }
}

function heatTold({ grid, words, names }: Asked): Told {
  const cells = grid.rows.flatMap((row) => row.cells.flatMap((cell, at) => (typeof cell === 'number' ? [{ cell, row, period: grid.columns[at]! }] : []))).toSorted((a, b) => b.cell - a.cell)
  const name = ({ row, period }: (typeof cells)[number]): string => (row.codes.length > 0 ? words.t('chart.at_time', { name: words.name(row), period: names.code('TIME_PERIOD', period) }) : names.code('TIME_PERIOD', period))
  const missing = grid.rows.reduce((sum, row) => sum + row.cells.filter((cell) => cell === undefined).length, 0)
  const unavailable = grid.rows.reduce((sum, row) => sum + row.cells.filter((cell) => cell === null).length, 0)
  const shape = heatOf(grid, Infinity)
  return {
    finding: cells.length > 1 && unavailable === 0 && cells[0]!.cell > 0 ? words.t('chart.finding.highest', { name: name(cells[0]!), value: words.number(cells[0]!.cell) }) : undefined,
    said: cells.slice(0, 3).map((one) => `${name(one)}: ${words.number(one.cell)}`), count: grid.rows.length,
    notes: [words.t('chart.heat.read'), ...(missing > 0 ? [words.t('chart.missing', { count: missing })] : []), ...(unavailable > 0 ? [words.t(words.isMade ? 'chart.heat.without_made' : 'chart.heat.without', { count: unavailable })] : []), ...(shape.otherRows > 0 ? [words.t('chart.heat.others', { count: shape.otherRows, shown: MOST_ROWS })] : [])],
  }
}

function panelsTold({ grid, words }: Asked): Told {
  const shape = panelsOf(grid)
  return {
    finding: undefined, said: [], count: shape.panels.length,
    notes: [words.t('chart.panels.scale', { highest: words.number(Math.max(0, ...shape.figures)) }), ...broken({ grid, words }), ...(shape.others > 0 ? [words.t('chart.panels.others', { count: shape.others })] : [])],
  }
}

function pricesTold({ grid, words }: Asked): Told {
  const { currencies, earlier, dimensions } = pricesOf(grid)
  const all = currencies.flatMap(({ unit, prices }) => prices.map((price) => ({ unit, price })))
  const name = ({ codes: [from, to, ...rest] }: { readonly codes: readonly string[] }): string => [words.t('chart.from_to', { from: words.mark(dimensions[0]!, from!), to: words.mark(dimensions[1]!, to!) }), ...rest.map((code, at) => words.mark(dimensions[at + 2]!, code))].join(' · ')
  const medians = all.filter(({ price }) => price.median !== undefined)
  const dearest = medians.length > 1 ? medians.find(({ unit, price }) => unit === currencies[0]!.unit && !price.isAlone) : undefined
  const alone = all.filter(({ price }) => price.isAlone).length
  const others = currencies.reduce((sum, currency) => sum + currency.others, 0)
  return {
    finding: dearest ? words.t('chart.finding.dearest', { name: name(dearest.price), value: words.number(dearest.price.median!), unit: words.unit(dearest.unit) }) : undefined,
    said: medians.slice(0, 3).map(({ unit, price }) => `${name(price)}: ${words.number(price.median!)} ${words.unit(unit)}`), count: all.length,
    notes: [words.t('chart.prices.read'), ...(currencies.length > 1 ? [words.t('chart.prices.currencies')] : []), ...(alone > 0 ? [words.t('chart.prices.few', { count: alone })] : []), ...(earlier > 0 ? [words.t('chart.prices.newest')] : []), ...(others > 0 ? [words.t('chart.prices.others', { count: others })] : [])],
  }
}
