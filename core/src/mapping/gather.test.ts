import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowsOf } from '../report/table.ts'
import type { Cell } from './cells.ts'
import { Gatherer } from './gather.ts'
import { readMapping } from './read.ts'
import { refusalText, type Reject } from './refusals.ts'
import { collection, mappingOf } from './trial.ts'

type Parts = Parameters<typeof mappingOf>[0]

function gather(parts: Parts, header: readonly Cell[], ...rows: readonly (readonly Cell[])[]) {
  const rejects: Reject[] = []
  const gatherer = new Gatherer(readMapping(mappingOf(parts), collection), collection, 'THA', header, 'exact', (reject) => rejects.push(reject))
  rows.forEach((row, i) => gatherer.add(row, i + 2))
  const table = gatherer.table()
  const figures = [...rowsOf(table)].map(({ key, value, ...rest }) => ({ ...key, value, ...rest }))
  return { account: gatherer.account, table, figures, rejects, reasons: rejects.map(({ row, column, reason }) => `${row} ${column} ${reason}`) }
}
const three = ['Country', 'Month', 'Count']
const codes = (parts: Parts, ...countries: readonly Cell[]) => gather(parts, three, ...countries.map((c, i) => [c, `20${10 + i}-01`, 1])).figures.map((f) => (f as { CITIZENSHIP?: string }).CITIZENSHIP)

describe('words of a file', () => {
  test('are codes, alpha-2, M49, names in any language, or aliases; case, accents and width aside', () => {
    expect(codes({}, 'MMR', 'mmr', 'MM', '104', 'Myanmar', 'เมียนมา', '缅甸', 'BURMA', 'ＢＵＲＭＡ', 'Áp-ga-ni-xtan', 'Ap ga ni xtan', '004', 4, 'COTE D’IVOIRE', 'Côte d´Ivoire')).toEqual([
      'MMR', 'MMR', 'MMR', 'MMR', 'MMR', 'MMR', 'MMR', 'MMR', 'MMR', 'AFG', 'AFG', 'AFG', 'AFG', 'CIV',
    ])
    expect(codes({}, '_U', 'oth', '_T')).toEqual(['_U', 'OTH', '_T'])
  })

  test('that fit several codes, or may mean nothing, are asked about and never guessed', () => {
    const { rejects, reasons } = gather({}, three, ['Congo', '2024-01', 1], ['NA', '2024-01', 1], ['', '2024-01', 1], ['Kongo', '2024-01', 1], ['Cambodia\0', '2024-01', 1])
    expect(reasons).toEqual(['2 Country code.ambiguous', '3 Country code.unavailable', '4 Country code.blank', '5 Country code.unknown', '6 Country cell.nul'])
    expect(refusalText(rejects[0]!)).toBe('The word fits several codes: COG, COD. Say under `codes` which it is.')
    const said = { dimensions: "CITIZENSHIP: { column: Country, codes: { CONGO: COD, NA: _U, '': _U, '-': OTH }, otherwise: OTH }" }
    expect(codes(said, 'Congo', 'NA', '', '-', 'Kongo', 'Brazzaville')).toEqual(['COD', '_U', '_U', 'OTH', 'OTH', 'OTH'])
  })

  test('of routes, numbers of legs and the member are checked too', () => {
    const parts = { dimensions: 'ROUTE_ID: { column: Route }\n  LEG_NO: { column: Leg }\n  REF_AREA: { column: State }\n  FREQ: { column: Freq }' }
    const { figures, reasons } = gather(parts, [...three, 'Route', 'Leg', 'State', 'Freq'], ['', '2024-01', 1, 'Darien', '02', 'Thailand', 'M'], ['', '2024-01', 1, 'Sahara', 1, 'THA', 'M'], ['', '2024-01', 1, 'DARIEN', 'one', 'THA', 'M'], ['', '2024-01', 1, 'DARIEN', 1, 'KHM', 'M'], ['', '2024-01', 1, 'DARIEN', 1, 'THA', 'A'])
    expect(figures).toMatchObject([{ ROUTE_ID: 'DARIEN', LEG_NO: '2', REF_AREA: 'THA', FREQ: 'M', CITIZENSHIP: '_T' }])
    expect(reasons).toEqual(['3 Route code.unknown', '4 Leg code.not_integer', '5 State code.other_member', '6 Freq code.other_frequency'])
  })
})

describe('constants by condition', () => {
  const attributes = (when: string) => ({ more: `attributes:\n  OBS_STATUS: { constant: A, when: [${when}] }\n  COMMENT_OBS: { constant: '', when: [${when.replaceAll('constant: D', 'constant: As published')}] }` })
  const statuses = (when: string, ...rows: readonly (readonly Cell[])[]) => gather(attributes(when), three, ...rows).figures.map((f) => f.OBS_STATUS)

  test('hold for a range of periods', () => {
    const { figures } = gather(attributes('{ period: { from: 2010-01, to: 2019-12 }, constant: D }'), three, ['MMR', '2009-12', 1], ['MMR', '2010-01', 1], ['MMR', '2019-12', 1], ['MMR', '2020-01', 1])
    expect(figures.map((f) => [f.OBS_STATUS, f.COMMENT_OBS])).toEqual([['A', undefined], ['D', 'As published'], ['D', 'As published'], ['A', undefined]])
    expect(statuses('{ period: { to: 2019 }, constant: D }', ['MMR', '2019-12', 1], ['MMR', '2020-01', 1])).toEqual(['D', 'A'])
  })

  test('hold where a column equals, is in a list, or lies in a range; the first that holds decides', () => {
    expect(statuses('{ column: Country, equals: burma, constant: D }', ['Burma', '2024-01', 1], ['KHM', '2024-01', 1])).toEqual(['D', 'A'])
    expect(statuses('{ column: Country, in: [KHM, MMR], constant: D }', ['MMR', '2024-01', 1], ['KHM', '2024-01', 1], ['AFG', '2024-01', 1])).toEqual(['D', 'D', 'A'])
    expect(statuses('{ column: Count, from: 10, to: 20, constant: D }', ['MMR', '2024-01', 9], ['KHM', '2024-01', 10], ['AFG', '2024-01', '20'], ['CHN', '2024-01', 21])).toEqual(['A', 'D', 'D', 'A'])
    expect(statuses('{ column: Month, from: 2024-02, constant: D }, { column: Country, equals: MMR, constant: M }', ['MMR', '2024-01', ''], ['MMR', '2024-02', 1])).toEqual(['M', 'D'])
    expect(gather(attributes('{ column: Country, from: 1, constant: D }'), three, ['MMR', '2024-01', 1]).reasons).toEqual(['2 Country condition.not_comparable'])
  })

  test('decide a dimension before its column does', () => {
    const parts = { dimensions: "CITIZENSHIP: { column: Country, when: [{ column: Office, equals: Camp, constant: _U }] }" }
    expect(gather(parts, [...three, 'Office'], ['Nowhere', '2024-01', 1, 'Camp'], ['MMR', '2024-01', 2, 'Gate']).figures).toMatchObject([{ CITIZENSHIP: '_U' }, { CITIZENSHIP: 'MMR' }])
  })
})

describe('rows on one key', () => {
  const sum = { more: 'rows_on_one_key: sum' }

  test('are added up where the mapping says so, else the second is rejected and names the first', () => {
    const rows = [['MMR', '2024-01', 2], ['KHM', '2024-01', 3], ['Burma', '2024-01', 5]]
    expect(gather(sum, three, ...rows)).toMatchObject({ account: { read: 3, taken: 2, merged: 1, rejected: 0 }, figures: [{ CITIZENSHIP: 'MMR', value: 7 }, { CITIZENSHIP: 'KHM', value: 3 }] })
    const { account, rejects } = gather({}, three, ...rows)
    expect(account).toMatchObject({ read: 3, taken: 2, merged: 0, rejected: 1 })
    expect(refusalText(rejects[0]!)).toBe('An earlier row (row 2) has the same key. Say `rows_on_one_key: sum` where such rows are to be added up.')
  })

  test('are not added up where that would lose something', () => {
    const status = { more: "rows_on_one_key: sum\nattributes: { OBS_STATUS: { constant: A, when: [{ column: Count, from: 100, constant: D }] } }" }
    expect(gather(status, three, ['MMR', '2024-01', 2], ['MMR', '2024-01', 200]).reasons).toEqual(['3  row.attributes'])
    const missing = { value: "{ column: Count, words: { '': M, '-': 0 } }", ...sum }
    expect(gather(missing, three, ['MMR', '2024-01', 2], ['MMR', '2024-01', '-'], ['KHM', '2024-01', ''])).toMatchObject({ account: { merged: 1, taken: 2 }, figures: [{ value: 2 }, { value: null, OBS_STATUS: 'M' }] })
    expect(gather(missing, three, ['MMR', '2024-01', 2], ['MMR', '2024-01', '']).reasons).toEqual(['3  row.attributes'])
    const rank = readMapping(mappingOf(sum).replace('ENTRY', 'RANK').replace('constant: DET', 'constant: N'), collection)
    const rejects: Reject[] = []
    const gatherer = new Gatherer(rank, collection, 'THA', three, 'exact', (reject) => rejects.push(reject))
    gatherer.add(['MMR', '2024-01', 1], 2)
    gatherer.add(['MMR', '2024-01', 2], 3)
    expect(rejects.map((r) => r.reason)).toEqual(['row.not_additive'])
  })

  test('unique persons of one month are added up, those of its days are not', () => {
    const reasons = (period: string, ...days: readonly string[]) => {
      const persons = readMapping(mappingOf({ ...sum, period }).replace('constant: DET', 'constant: PS'), collection)
      const rejects: Reject[] = []
      const gatherer = new Gatherer(persons, collection, 'THA', three, 'exact', (reject) => rejects.push(reject))
      days.forEach((day, i) => gatherer.add(['MMR', day, 1], i + 2))
      return rejects.map((r) => r.reason)
    }
    expect(reasons("{ kind: month, column: Month, format: '2024-03' }", '2024-01', '2024-01')).toEqual([])
    expect(reasons('{ kind: date, column: Month, format: y-m-d }', '2024-01-01', '2024-01-02')).toEqual(['row.not_additive'])
  })

  test('amounts are added without the dust of binary fractions', () => {
    const money = readMapping(mappingOf(sum).replace('ENTRY', 'BUDGET').replace('constant: DET', 'constant: USD'), collection)
    const gatherer = new Gatherer(money, collection, 'THA', three, 'exact', () => undefined)
    gatherer.add(['MMR', '2024-01', '0.1'], 2)
    gatherer.add(['MMR', '2024-01', '0.2'], 3)
    expect(gatherer.table().value[0]).toBe(0.3)
  })

  test('every row is accounted for, and no figure is lost or made', () => {
    const country = fc.constantFrom('MMR', 'KHM', 'AFG', 'Atlantis', 'Total', '')
    const month = fc.constantFrom('2024-01', '2024-02', 'May', '2567-01')
    const count = fc.oneof(fc.integer({ min: -2, max: 40 }), fc.constantFrom('7', '1,000', 'x', '', 1.5))
    const rows = fc.array(fc.oneof(fc.tuple(country, month, count), fc.constant(['MMR']), fc.constant(['', '', ''])), { maxLength: 60 })
    fc.assert(fc.property(rows, fc.boolean(), (cells, isSummed) => {
      const { account, figures, rejects } = gather(isSummed ? sum : {}, three, ...(cells as readonly (readonly Cell[])[]))
      expect(account.read).toBe(account.taken + account.merged + account.rejected)
      expect(account.read + account.blank).toBe(cells.length)
      expect([figures.length, rejects.length]).toEqual([account.taken, account.rejected])
      const rejected = new Set(rejects.map((r) => r.row))
      const kept = cells.filter((row, i) => !rejected.has(i + 2) && row.some((c) => c !== ''))
      expect(figures.reduce((a, f) => a + f.value!, 0)).toBe(kept.reduce((a, row) => a + Number(row[2]), 0))
      expect(new Set(figures.map((f) => JSON.stringify([(f as { CITIZENSHIP?: string }).CITIZENSHIP, (f as { TIME_PERIOD?: string }).TIME_PERIOD]))).size).toBe(figures.length)
    }), { seed: 7, numRuns: 300 })
  })

  test('a table names only codes that its rows have, and shares what is the same in every row', () => {
    const { table } = gather({}, three, ['AFG', '2024-01', 'x'], ['MMR', '2024-02', 1], ['KHM', '2024-02', 1])
    expect(table.dimensions.get('CITIZENSHIP')).toEqual({ codes: ['MMR', 'KHM'], at: Uint32Array.of(0, 1) })
    expect(table.dimensions.get('TIME_PERIOD')?.codes).toEqual(['2024-02'])
    expect(table.dimensions.get('SEX')?.at).toBe(table.dimensions.get('FREQ')?.at)
    expect([...table.sourceRow!]).toEqual([3, 4])
  })
})
