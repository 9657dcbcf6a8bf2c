import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conform, periodsOf } from './conform.ts'
import { diffTables, mergeInto, overlaps } from './fold.ts'
import { concatTables, pickRows } from './fold-tables.ts'
import { canonicalOrder } from './payload-order.ts'
import { alignRanges, sliceRows } from './ranges.ts'
import { rowsOf, type FigureTable } from './table.ts'
import { detections as flow, figures } from './trial.ts'

const anyCodes = fc.tuple(fc.constantFrom('_T', 'LAO', 'KHM', 'MMR'), fc.constantFrom('F', 'M', '_T'), fc.constantFrom('2024-01', '2024-02', '2024-03'))
  .map(([c, s, p]) => `CITIZENSHIP=${c} SEX=${s} TIME_PERIOD=${p}`)
const anyTable = fc.uniqueArray(fc.tuple(anyCodes, fc.nat(9)), { selector: ([codes]) => codes, maxLength: 30 })
  .map((lines) => figures(flow, ...lines)).map((table) => pickRows(table, canonicalOrder(table, flow)))
const anySource = fc.record({ table: anyTable, piece: fc.integer({ min: 1, max: 7 }) })

async function* pieces({ table, piece }: { table: FigureTable; piece: number }): AsyncGenerator<FigureTable> {
  for (let from = 0; from < table.rows; from += piece) yield sliceRows(table, from, Math.min(from + piece, table.rows))
}

async function collect(ranges: AsyncIterable<FigureTable[]>): Promise<FigureTable[][]> {
  const all: FigureTable[][] = []
  for await (const range of ranges) all.push(range)
  return all
}

const aligned = (sources: readonly { table: FigureTable; piece: number }[]): Promise<FigureTable[][]> => collect(alignRanges(sources.map(pieces), flow))
const rows = (table: FigureTable) => [...rowsOf(table)]

describe('payloads cut at the same keys', () => {
  test('keep all rows in order, and no key is on both sides of a cut', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anySource, { maxLength: 4 }), async (sources) => {
      const ranges = await aligned(sources)
      sources.forEach((source, s) => expect(rows(concatTables(flow, ranges.map((r) => r[s]!)))).toEqual(rows(source.table)))
      const seen = new Map<string, number>()
      ranges.forEach((range, at) => {
        for (const row of range.flatMap(rows)) {
          const key = JSON.stringify(row.key)
          expect(seen.get(key) ?? at).toBe(at)
          seen.set(key, at)
        }
      })
    }), { seed: 7, numRuns: 200 })
  })

  test('say of the pieces what they say of the whole', async () => {
    await fc.assert(fc.asyncProperty(anySource, anySource, async (base, input) => {
      const ranges = await aligned([base, input])
      const merged = ranges.map(([b, i]) => mergeInto(b!, i!, flow)).map((table) => pickRows(table, canonicalOrder(table, flow)))
      const whole = mergeInto(base.table, input.table, flow)
      expect(rows(concatTables(flow, merged))).toEqual(rows(pickRows(whole, canonicalOrder(whole, flow))))
      expect(ranges.reduce((sum, tables) => sum + overlaps(tables, flow).count, 0)).toBe(overlaps([base.table, input.table], flow).count)
      expect(ranges.reduce((sum, [b, i]) => sum + diffTables(b!, i!, flow).replaced, 0)).toBe(diffTables(base.table, input.table, flow).replaced)
    }), { seed: 11, numRuns: 200 })
  })

  test('no source, or sources without a row, are no ranges', async () => {
    expect(await aligned([])).toEqual([])
    expect(await aligned([{ table: figures(flow), piece: 1 }])).toEqual([])
  })
})

test('the periods of a payload, and whether a figure is above zero', () => {
  const table = figures(flow, ['TIME_PERIOD=2024-02', 0], ['TIME_PERIOD=2024-01 SEX=F', 0], ['TIME_PERIOD=2024-01', 3], ['TIME_PERIOD=2024-03', null])
  expect(periodsOf(table)).toEqual([
    { period: '2024-01', rows: 2, nonzero: true },
    { period: '2024-02', rows: 1, nonzero: false },
    { period: '2024-03', rows: 1, nonzero: false },
  ])
})

test('a breakdown that came with a later version is a total in earlier figures', () => {
  const table = figures(flow, ['SEX=F', 5])
  const before: FigureTable = { ...table, dimensions: new Map([...table.dimensions].filter(([id]) => id !== 'CITIZENSHIP')) }
  expect(rows(conform(before, flow))[0]?.key['CITIZENSHIP']).toBe('_T')
  expect(conform(table, flow)).toBe(table)
})
