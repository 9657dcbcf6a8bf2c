import { describe, expect, test } from 'vitest'
import type { Words } from '../../i18n/use.ts'
import { definitionsOf } from './definitions.ts'
import { findingOf } from './finding.ts'
import { moved, zonesFor } from './move.ts'
import { PRESETS, presetOf, rangeOf } from './presets.ts'
import type { RegionList } from './areas.ts'
import type { Answer, Cell, Grid } from './shape.ts'
import { branchesOf, codesIn, namesOfChosen } from './tree.ts'
import { readSearch, viewOf } from './view.ts'

describe('a dimension that is moved', () => {
  const view = viewOf(readSearch({ down: 'REF_AREA,SEX', across: 'TIME_PERIOD', only: 'CITIZENSHIP:MMR' }), ['REF_AREA', 'SEX', 'CITIZENSHIP', 'TIME_PERIOD'])

  test('stands where it was put, and once', () => {
    expect(moved(view, 'SEX', 'down', 'REF_AREA')).toEqual({ down: ['SEX', 'REF_AREA'], across: ['TIME_PERIOD'] })
    expect(moved(view, 'CITIZENSHIP', 'down', 'SEX')).toEqual({ down: ['REF_AREA', 'CITIZENSHIP', 'SEX'], across: ['TIME_PERIOD'] })
    expect(moved(view, 'TIME_PERIOD', 'down')).toEqual({ down: ['REF_AREA', 'SEX', 'TIME_PERIOD'], across: [] })
    expect(moved(view, 'REF_AREA', 'only')).toEqual({ down: ['SEX'], across: ['TIME_PERIOD'] })
  })

  test('stands across beside what does; the last row changes places with it', () => {
    expect(moved(view, 'SEX', 'across')).toEqual({ across: ['TIME_PERIOD', 'SEX'], down: ['REF_AREA'] })
    expect(moved(view, 'CITIZENSHIP', 'across', 'TIME_PERIOD')).toEqual({ across: ['CITIZENSHIP', 'TIME_PERIOD'], down: ['REF_AREA', 'SEX'] })
    expect(moved({ ...view, down: ['SEX'] }, 'SEX', 'across')).toEqual({ across: ['SEX'], down: ['TIME_PERIOD'] })
  })

  test('goes where it is not, and time is held by its range', () => {
    expect([zonesFor(view, 'REF_AREA', 'down'), zonesFor(view, 'TIME_PERIOD', 'across'), zonesFor(view, 'CITIZENSHIP', 'only')]).toEqual([['across', 'only'], ['down'], ['down', 'across']])
  })
})

test('a preset is known again by its range', () => {
  for (const preset of PRESETS) expect(presetOf(rangeOf(preset, '2026-01-31'), '2026-01-31')).toBe(preset)
  expect(rangeOf('year_back', '2026-01-31')).toEqual({ from: '2025-01', to: undefined })
  expect(presetOf({ from: '2019-03', to: undefined }, '2026-01-31')).toBeUndefined()
})

describe('areas under their regions', () => {
  const codes = ['THA', 'MMR', 'IND', 'FRA', 'XSS', 'ATA', 'STATELESS'].map((id) => ({ id, name: `name of ${id}` }))
  const list = (id: string, standApart: boolean, regions: { readonly [region: string]: string }): RegionList => ({ id, name: id, standApart, regions: Object.entries(regions).map(([region, areas]) => ({ id: region, name: `Region ${region}`, areas: areas.split(' ') })) })
  const lists = [list('SMALL', true, { S_EAST: 'THA MMR LAO', SOUTH: 'IND', WEST: 'FRA', NORTH: 'NOR' }), list('LARGE', true, { ASIA: 'THA MMR LAO IND', AFRICA: 'XSS', EUROPE: 'FRA NOR' }), list('GROUPS', false, { PROCESS: 'THA FRA' })]

  test('stand once, each in the smallest; what is in none stands by itself', () => {
    const told = branchesOf(codes, '', 'en', lists).map((branch) => [branch.id, ...branch.parts.map((part) => [part.id, ...part.parts.map(({ id }) => id)])])
    expect(told).toEqual([['ASIA', ['S_EAST', 'THA', 'MMR'], ['SOUTH', 'IND']], ['AFRICA', ['XSS']], ['EUROPE', ['WEST', 'FRA']], ['ATA'], ['STATELESS']])
  })

  test('are chosen together, and said by the name of the region', () => {
    const found = branchesOf(codes, 'region s_east', 'en', lists)[0]!.parts[0]!
    expect([found.name, codesIn(found)]).toEqual(['Region S_EAST', ['THA', 'MMR']])
    expect(namesOfChosen(codes, ['THA', 'MMR', 'FRA', 'NOWHERE'], lists)).toEqual(['Region S_EAST', 'Region EUROPE', 'NOWHERE'])
    expect(branchesOf(codes, '', 'en', lists).at(-1)).toMatchObject({ id: 'STATELESS', isRegion: false })
  })
})

describe('a finding', () => {
  const words = { t: (id: string, values?: object) => `${id} ${JSON.stringify(values)}`, number: String, period: (code: string) => code } as unknown as Words
  const months = Array.from({ length: 24 }, (_, at) => `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`)
  const find = (rows: readonly { readonly codes: readonly string[]; readonly cells: readonly Cell[] }[], columns: readonly string[] = months, areUnlike = false) =>
    findingOf({ grid: { dimensions: ['REF_AREA'], across: columns === months ? 'TIME_PERIOD' : undefined, columns, rows } satisfies Grid, name: (row) => row.codes.join(), addsOverTime: true, areUnlike, words })
  const flat = (before: number, now: number): Cell[] => months.map((_, at) => (at < 12 ? before : now))

  test('compares the last reported year with the one before it', () => {
    expect(find([{ codes: ['THA'], cells: flat(10, 15) }])).toBe('explore.finding.one_up {"name":"THA","percent":"50","to":"2025-12"}')
    expect(find([{ codes: ['THA'], cells: flat(10, 10) }])).toContain('one_steady')
    expect(find([{ codes: ['THA'], cells: flat(100, 99) }, { codes: ['KHM'], cells: flat(20, 10) }])).toContain('many_down {"name":"KHM","percent":"50"')
  })

  test('claims nothing of a year with a gap, of few figures, or beside what is not available', () => {
    expect(find([{ codes: ['THA'], cells: flat(10, 15).with(3, undefined) }])).toBeUndefined()
    expect(find([{ codes: ['THA'], cells: flat(1, 2) }])).toBeUndefined()
    expect(find([{ codes: ['THA'], cells: flat(10, 15) }, { codes: ['KHM'], cells: flat(10, 15).with(0, null) }])).toBeUndefined()
    expect(find([{ codes: ['THA'], cells: [7] }, { codes: ['KHM'], cells: [9] }], [''])).toBe('explore.finding.first {"name":"KHM","value":"9","second":"THA","next":"7"}')
  })

  test('compares how states that count differently change, never how high they are', () => {
    expect(find([{ codes: ['THA'], cells: [7] }, { codes: ['KHM'], cells: [9] }], [''], true)).toBeUndefined()
    expect(find([{ codes: ['THA'], cells: flat(1, 2) }, { codes: ['KHM'], cells: flat(2, 1) }], months, true)).toBeUndefined()
    expect(find([{ codes: ['THA'], cells: flat(100, 99) }, { codes: ['KHM'], cells: flat(20, 10) }], months, true)).toContain('many_down')
  })
})

test('a state that differs in one release counts as one that differs', () => {
  const said = (member: string, conforms: 'Y' | 'N' | 'partly' | null) => ({ member, dataflow: 'FLOW', conforms, note: null, source_type: null, from: '2024-01', to: '2024-12' })
  const answer = { definitions: [said('THA', 'Y'), said('THA', 'partly'), said('KHM', 'Y'), said('LAO', null)] } as unknown as Answer
  expect(definitionsOf(answer, ['THA', 'KHM', 'LAO', 'VNM'])).toMatchObject({ differ: new Set(['THA']), match: ['KHM'], silent: ['LAO', 'VNM'] })
})
