import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell, Grid } from '../shape.ts'
import { agesOf } from './ages-shape.ts'
import { barsOf } from './bars-shape.ts'
import { chordOf } from './chord-shape.ts'
import { flowsOf, sumOf } from './flows.ts'
import { heatOf, stepsOf } from './heat-shape.ts'
import { mapOf } from './map-shape.ts'
import { panelsOf } from './panels-shape.ts'
import { pricesOf } from './prices-shape.ts'
import { place } from './routes-place.ts'
import { stagesOf } from './stages.ts'

/** Drawings of any figures: what is drawn is what the table has, and what is not there is not drawn as 0. */
const RUNS = { seed: 20261122, numRuns: 200 }
const AREAS = ['THA', 'KHM', 'LAO', 'MMR', 'VNM', '_U', 'SGP', 'MYS', 'IDN', 'LKA', 'PAK', 'AUS', 'FJI', 'BGD', 'IND', 'NPL', 'CHN', 'PHL', 'TLS', 'BRN'] as const
const cell: fc.Arbitrary<Cell> = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 5000 }) }, { weight: 1, arbitrary: fc.constant(null) })
const gap: fc.Arbitrary<Cell> = fc.oneof({ weight: 5, arbitrary: cell }, { weight: 1, arbitrary: fc.constant(undefined) })
const sum = (cells: readonly Cell[]): number => cells.reduce<number>((all, one) => all + (one ?? 0), 0)
const whole = ({ rows }: Grid): number => rows.reduce((all, { cells }) => all + sum(cells), 0)
const keyed = (dimensions: readonly string[], codes: readonly (readonly string[])[]): fc.Arbitrary<Grid> =>
  fc.uniqueArray(fc.tuple(...codes.map((list) => fc.constantFrom(...list))), { selector: (key) => key.join('|'), maxLength: 60 })
    .chain((keys) => fc.array(cell, { minLength: keys.length, maxLength: keys.length }).map((cells): Grid => ({ dimensions, across: undefined, columns: [''], rows: keys.map((own, at) => ({ codes: own as readonly string[], cells: [cells[at]] })) })))
const pairs = keyed(['CITIZENSHIP', 'REF_AREA'], [AREAS, AREAS])
const ways = keyed(['CITIZENSHIP', 'ROUTE_ID', 'REF_AREA'], [AREAS, ['SEA', 'LAND', 'AIR'], AREAS])
const months = Array.from({ length: 30 }, (_, at) => `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`)
const overTime = fc.uniqueArray(fc.tuple(fc.constantFrom(...AREAS), fc.constantFrom('F', 'M', '_U')), { selector: (key) => key.join('|'), maxLength: 30 })
  .chain((keys) => fc.array(fc.array(gap, { minLength: 30, maxLength: 30 }), { minLength: keys.length, maxLength: keys.length }).map((cells): Grid => ({ dimensions: ['REF_AREA', 'SEX'], across: 'TIME_PERIOD', columns: months, rows: keys.map((codes, at) => ({ codes, cells: cells[at]! })) })))

describe('the sums of a drawing are those of its table', () => {
  test('for a map, with what has no place and what is too small', () => fc.assert(fc.property(pairs, (grid) => {
    const shape = mapOf(flowsOf(grid), (code) => code !== '_U' && code !== 'SGP')
    expect(sumOf(Object.values(shape).flat())).toBe(whole(grid))
    expect([...shape.lines, ...shape.smaller].every(({ from, to }) => from !== to && ![from, to].some((code) => code === '_U' || code === 'SGP'))).toBe(true)
  }), RUNS))

  test('for corridors, with the smallest areas as one', () => fc.assert(fc.property(pairs, (grid) => {
    const { arcs, ribbons } = chordOf(flowsOf(grid).flows)
    expect(sumOf(ribbons.map(({ flow }) => flow))).toBe(whole(grid))
    expect(arcs.reduce((all, { total }) => all + total, 0)).toBe(2 * whole(grid))
    for (const { source: [from, to] } of ribbons) expect(to).toBeGreaterThanOrEqual(from)
    if (arcs.length > 0) expect(arcs.at(-1)!.to).toBeLessThanOrEqual(2 * Math.PI + 1e-9)
  }), RUNS))

  test('for routes, at each step of the way, and no node lies over another', () => fc.assert(fc.property(ways, (grid) => {
    const shape = stagesOf(grid)
    for (const stage of [0, 1]) expect(sumOf(shape.links.filter(({ from }) => from.startsWith(`${stage}|`)))).toBe(whole(grid))
    const { nodes, bands } = place(shape, 800, 400)
    for (const one of nodes) for (const other of nodes) if (one !== other && one.stage === other.stage) expect(one.y + one.height <= other.y + 1e-6 || other.y + other.height <= one.y + 1e-6).toBe(true)
    for (const { y0, thick, source } of bands) expect(y0 + thick).toBeLessThanOrEqual(source.y + source.height + 1e-6)
  }), RUNS))

  test('for bars, where they may be added', () => fc.assert(fc.property(pairs, (grid) => {
    const bars = barsOf(grid, true)
    const hasNull = grid.rows.some(({ cells: [one] }) => one === null)
    if (!hasNull) expect(bars.reduce((all, { cells }) => all + sum(cells), 0)).toBe(whole(grid))
    expect(bars.reduce((all, { count }) => all + count, 0)).toBe(grid.rows.length)
  }), RUNS))

  test('for panels and for a heat map as far as they show them, and they say how many they do not', () => fc.assert(fc.property(overTime, (grid) => {
    const { panels, others } = panelsOf(grid)
    expect(panels.length + others).toBe(new Set(grid.rows.map(({ codes }) => codes[0])).size)
    if (others === 0) expect(panels.reduce((all, { rows, rest }) => all + [...rows, ...rest].reduce((own, { cells }) => own + sum(cells), 0), 0)).toBe(whole(grid))
    const heat = heatOf(grid, 30)
    expect(heat.otherColumns).toBe(0)
    if (heat.otherRows === 0) expect(sum(heat.rows.flatMap(({ cells }) => cells.map((one) => one?.cell)))).toBe(whole(grid))
  }), RUNS))
})

describe('what is not there', () => {
  test('is no flow of 0, and what cannot be told is counted', () => {
    const grid: Grid = { dimensions: ['CITIZENSHIP', 'REF_AREA'], across: undefined, columns: [''], rows: [{ codes: ['MMR', 'THA'], cells: [5] }, { codes: ['KHM', 'THA'], cells: [null] }, { codes: ['LAO', 'THA'], cells: [0] }] }
    expect(flowsOf(grid)).toEqual({ flows: [{ from: 'MMR', to: 'THA', value: 5, codes: { CITIZENSHIP: 'MMR', REF_AREA: 'THA' } }], unavailable: 1 })
    expect(stagesOf(grid)).toMatchObject({ unavailable: 1, links: [{ from: '0|MMR', to: '1|THA', value: 5 }] })
  })

  test('stays apart from 0 in each cell over time', () => fc.assert(fc.property(overTime, (grid) => {
    const cells = new Map(grid.rows.flatMap((row) => row.cells.map((one, at) => [`${row.codes.join()}${grid.columns[at]}`, one])))
    for (const { row, cells: own } of heatOf(grid, 30).rows) for (const one of own) if (row && one) expect(one.cell).toBe(cells.get(`${row.codes.join()}${one.codes['TIME_PERIOD']}`))
    for (const { rows } of panelsOf(grid).panels) for (const row of rows) expect(grid.rows).toContain(row)
  }), RUNS))

  test('gives the others of bars no figure where one of them has none', () => {
    const rows = Array.from({ length: 20 }, (_, at) => ({ codes: [`C${at}`], cells: [at === 19 ? null : 100 - at] as const }))
    expect(barsOf({ dimensions: ['REF_AREA'], across: undefined, columns: [''], rows }, true).at(-1)).toMatchObject({ row: undefined, cells: [null], count: 5 })
  })
})

describe('routes', () => {
  const leg = (number: string, from: string, to: string, value: Cell) => ({ codes: [number, from, to], cells: [value] })
  const legs: Grid = { dimensions: ['LEG_NO', 'FROM_PLACE', 'TO_PLACE'], across: undefined, columns: [''], rows: [leg('1', 'YANGON', 'MAE_SOT', 50), leg('2', 'MAE_SOT', 'BANGKOK', 40), leg('3', 'BANGKOK', 'MAE_SOT', 10), leg('_T', '_T', '_T', 55)] }

  test('that lead in a circle are broken by how far along the way a place is reached', () => {
    const { nodes, links } = stagesOf(legs)
    expect(links.map(({ from, to, value }) => [from, to, value])).toEqual([['0|YANGON', '1|MAE_SOT', 50], ['1|MAE_SOT', '2|BANGKOK', 40], ['2|BANGKOK', '3|MAE_SOT', 10]])
    expect(nodes.find(({ id }) => id === '1|MAE_SOT')!.value).toBe(50)
  })

  test('lead from a band to the codes that it stands for', () => {
    expect(stagesOf(legs).links[1]!.codes).toEqual({ LEG_NO: '2', FROM_PLACE: 'MAE_SOT', TO_PLACE: 'BANGKOK' })
    const grid: Grid = { dimensions: ['CITIZENSHIP', 'ROUTE_ID', 'REF_AREA'], across: undefined, columns: [''], rows: [{ codes: ['MMR', 'SEA', 'THA'], cells: [5] }] }
    expect(stagesOf(grid).links.map(({ codes }) => codes)).toEqual([{ CITIZENSHIP: 'MMR', ROUTE_ID: 'SEA' }, { CITIZENSHIP: 'MMR', ROUTE_ID: 'SEA', REF_AREA: 'THA' }])
  })
})

describe('ages', () => {
  const codes = [{ id: 'Y0T17', name: '' }, { id: 'Y0T11', name: '', parent: 'Y0T17' }, { id: 'Y_GE50', name: '' }, { id: 'Y18T24', name: '' }]
  const grid: Grid = { dimensions: ['AGE'], across: 'SEX', columns: ['F', 'M', '_U'], rows: [{ codes: ['_U'], cells: [1, 2, null] }, { codes: ['Y_GE50'], cells: [3, 4, undefined] }, { codes: ['Y18T24'], cells: [5, 6, 0] }, { codes: ['Y0T11'], cells: [7, 8, 9] }] }

  test('stand by where they begin, unknown ones apart, whoever is of no told sex beside', () => {
    const shape = agesOf(grid, codes)
    expect(shape.bands.map(({ age }) => age)).toEqual(['Y0T11', 'Y18T24', 'Y_GE50'])
    expect(shape.apart.map(({ age }) => age)).toEqual(['_U'])
    expect(shape.bands[1]).toMatchObject({ left: { cell: 6, codes: { AGE: 'Y18T24', SEX: 'M' } }, right: { cell: 5 }, beside: [{ cell: 0 }] })
    expect(sum([...shape.bands, ...shape.apart].flatMap(({ left, right, beside }) => [left, right, ...beside].map((bar) => bar.cell)))).toBe(whole(grid))
    expect([shape.overlaps, agesOf({ ...grid, rows: [...grid.rows, { codes: ['Y0T17'], cells: [1, 1, 1] }] }, codes).overlaps]).toEqual([false, true])
  })
})

describe('prices', () => {
  const row = (unit: string, period: string, from: string, cells: readonly Cell[]) => ({ codes: [from, 'THA', unit, period], cells })
  const grid: Grid = {
    dimensions: ['ORIGIN_AREA', 'DEST_AREA', 'UNIT_MEASURE', 'TIME_PERIOD'], across: 'STAT', columns: ['MAX', 'MEDIAN', 'MIN'],
    rows: [row('USD', '2026-01', 'MMR', [900, 500, 100]), row('USD', '2026-02', 'MMR', [950, 550, 150]), row('THB', '2026-02', 'MMR', [undefined, 18000, undefined]), row('USD', '2026-02', 'KHM', [null, null, null])],
  }

  test('are the newest of a corridor, each currency by itself, and a median alone is known as one', () => {
    const { currencies, earlier } = pricesOf(grid)
    expect(earlier).toBe(1)
    expect(currencies.map(({ unit, prices, highest }) => [unit, prices.length, highest])).toEqual([['USD', 1, 950], ['THB', 1, 18000]])
    expect(currencies[0]!.prices[0]).toMatchObject({ codes: ['MMR', 'THA'], period: '2026-02', low: 150, median: 550, high: 950, quarter: undefined, isAlone: false, held: { ORIGIN_AREA: 'MMR', DEST_AREA: 'THA', UNIT_MEASURE: 'USD', TIME_PERIOD: '2026-02' } })
    expect(currencies[1]!.prices[0]!.isAlone).toBe(true)
  })
})

describe('a heat map', () => {
  test('of one row of months has its years beneath each other', () => {
    const heat = heatOf({ dimensions: [], across: 'TIME_PERIOD', columns: months.slice(10, 26), rows: [{ codes: [], cells: Array.from({ length: 16 }, (_, at) => (at === 3 ? undefined : at)) }] }, 5)
    expect([heat.isCalendar, heat.rows.map(({ year }) => year), heat.columns.length]).toEqual([true, ['2024', '2025', '2026'], 12])
    expect(heat.rows[1]!.cells[1]).toEqual({ cell: undefined, codes: { TIME_PERIOD: '2025-02' } })
    expect(heat.rows[0]!.cells[0]).toBeUndefined()
  })

  test('has no colour for less than the lowest or more than the highest; falls and rises are told apart', () => {
    const { stepOf, boundOf } = stepsOf([10, 40, 490])
    expect([stepOf(10), stepOf(490), boundOf(7)]).toEqual([1, 7, expect.closeTo(490)])
    const changes = stepsOf([-30, 0, 15])
    expect([changes.ramp, changes.stepOf(-30), changes.stepOf(0), changes.stepOf(15)]).toEqual(['div', 1, 4, 6])
  })
})
