import { describe, expect, test } from 'vitest'
import type { ChartWords } from '../frame-words.ts'
import type { Names } from '../names.ts'
import type { Cell, Grid } from '../shape.ts'
import { DRAWINGS } from './drawings.ts'
import type { ChartShow, Drawn } from './drawn.ts'
import * as map from './map.ts'
import { tellOf } from './tell.ts'

const HOSTILE = '<script>"&\'</script>'
const names: Names = { dimension: (id) => `${id} ${HOSTILE}`, code: (_, code) => `${code} ${HOSTILE}`, codes: () => [], regions: () => [] }
const words: ChartWords = {
  others: (count) => `${count} others`, missing: 'missing', unavailable: 'unavailable', all: 'all', name: (row) => row.codes.map((code) => names.code('', code)).join(), number: (value) => value.toLocaleString('en'), period: (code) => code, counted: HOSTILE,
  mark: names.code, unit: (code) => code, part: (code) => code, way: (stops) => stops.join(' – '), listed: (all) => all.join(', '), t: (id, values) => `${id} ${Object.values(values ?? {}).join(' ')}`, adds: true, isMade: false,
}
const periods = ['2024-11', '2024-12', '2025-01', '2025-02']
const grid = (dimensions: readonly string[], rows: readonly (readonly [string, readonly Cell[]])[], across?: string, columns: readonly string[] = ['']): Grid => ({ dimensions, across, columns, rows: rows.map(([codes, cells]) => ({ codes: codes === '' ? [] : codes.split(' '), cells })) })
const timed = grid(['REF_AREA', 'SEX'], [['THA F', [1, undefined, 3, 0]], ['THA M', [undefined, null, 7, 2]], ['KHM F', [4, 4, 4, 4]]], 'TIME_PERIOD', periods)
const paired = grid(['CITIZENSHIP', 'REF_AREA'], [['MMR THA', [900]], ['THA THA', [5]], ['_U THA', [7]], ['KHM THA', [null]], ['FJI AUS', [12]]])
const GRIDS: { readonly [S in ChartShow]: Grid } = {
  trend: timed, panels: timed, heat: timed, bar: paired, map: paired, corridors: paired, routes: paired, ages: grid(['AGE'], [['_U', [1, 2, 3]], ['Y18T24', [4, null, undefined]]], 'SEX', ['F', 'M', '_U']),
  prices: grid(['ORIGIN_AREA', 'DEST_AREA', 'UNIT_MEASURE', 'TIME_PERIOD'], [['MMR THA USD 2025-01', [900, 500, 100]], ['MMR THA THB 2025-01', [undefined, 18000, undefined]]], 'STAT', ['MAX', 'MEDIAN', 'MIN']),
}
const zeroed = (one: Grid): Grid => ({ ...one, rows: one.rows.map((row) => ({ ...row, cells: row.cells.map(() => 0) })) })
const numeric = new Map([['MMR', '104'], ['THA', '764'], ['KHM', '116'], ['FJI', '242'], ['AUS', '036']])
const drawn = (show: ChartShow, one: Grid, isRightToLeft = false): Drawn => ({ show, grid: one, names, words, label: '', notes: [], numeric, isRightToLeft })
const draws = { ...DRAWINGS, map: map.draw }
const pen = (text: string, size = 12) => text.length * size * 0.55

describe.each(Object.keys(GRIDS) as ChartShow[])('%s', (show) => {
  test.each([['a phone', 300, false], ['a wide screen', 1100, false], ['right to left', 640, true]] as const)('is drawn for %s: numbers that are numbers, words that are words, each mark with its codes', (_, width, isRightToLeft) => {
    for (const one of [GRIDS[show], zeroed(GRIDS[show])]) {
      const { svg, height, marks } = draws[show](drawn(show, one, isRightToLeft), width, pen)
      expect(svg).not.toMatch(/NaN|Infinity|undefined|<script/)
      expect(height).toBeGreaterThan(60)
      const places = [...svg.matchAll(/data-mark="(\d+)"/g)].map(([, place]) => Number(place))
      expect(places.every((place) => marks[place] !== undefined)).toBe(true)
      const known = [...one.dimensions, one.across]
      for (const { codes } of marks) for (const id of Object.keys(codes)) expect(known).toContain(id)
    }
    expect(draws[show](drawn(show, GRIDS[show]), width, pen).marks.length).toBeGreaterThan(0)
  })

  test('is told in words', () => {
    const told = tellOf({ show, grid: GRIDS[show], words, names, isPlaced: (code) => numeric.has(code) })
    expect([told.finding ?? '', ...told.said, ...told.notes].join(' ')).not.toMatch(/NaN|undefined/)
    expect(told.count).toBeGreaterThan(0)
  })
})

test('a map names beneath it what it has no place for, and bears the disclaimer', () => {
  const { notes } = tellOf({ show: 'map', grid: paired, words, names, isPlaced: (code) => numeric.has(code) })
  expect(notes.find((note) => note.startsWith('chart.map.unplaced'))).toContain('_U')
  expect(notes.find((note) => note.startsWith('chart.map.within'))).toMatch(/^chart\.map\.within 1 5 /)
  expect(notes.at(-1)).toMatch(/^chart\.map\.disclaimer/)
})

test('bars grow and panels stand from the other side where the language reads from there; a map and time do not turn around', () => {
  const both = (show: ChartShow) => [false, true].map((isRightToLeft) => draws[show](drawn(show, GRIDS[show], isRightToLeft), 640, pen).svg)
  for (const show of ['bar', 'routes', 'prices', 'panels'] as const) expect(both(show)[0]).not.toBe(both(show)[1])
  for (const show of ['map', 'trend', 'heat'] as const) expect(both(show)[0]).toBe(both(show)[1])
  const lines = both('panels').map((svg) => [...svg.matchAll(/<path d="[^"]*"/g)].map(([path]) => path))
  expect(lines[0]).toEqual(lines[1])
})
