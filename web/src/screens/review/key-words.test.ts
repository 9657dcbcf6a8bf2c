import { expect, test } from 'vitest'
import type { CollectionAnswer } from '../../api/collection.ts'
import { inGroups, keyWords } from './key-words.ts'

const dimension = (id: string, list?: string): CollectionAnswer['dataflows'][number]['dimensions'][number] =>
  ({ id, name: { en: id }, representation: list ? { kind: 'codelist', list } : { kind: 'period' }, role: 'key', totals: [] })
const collection = {
  dataflows: [{ id: 'F', dimensions: [dimension('REF_AREA', 'AREA'), dimension('TIME_PERIOD'), dimension('INDICATOR'), dimension('UNIT_MEASURE', 'UNIT'), dimension('CITIZENSHIP', 'AREA'), dimension('SEX', 'SEX')], indicators: [{ id: 'ENTRY', name: { en: 'Entry', th: 'เข้า' } }] }],
  codelists: [{ id: 'AREA', codes: [{ id: 'LAO', name: { en: 'Laos' } }] }, { id: 'UNIT', codes: [{ id: 'PS', name: { en: 'Persons' } }] }, { id: 'SEX', codes: [{ id: 'F', name: { en: 'Female' } }] }],
  register: [], organisations: [], rules: [],
} as unknown as CollectionAnswer
const say = (key: string, language = 'en', dataflow = 'F') => keyWords(collection, dataflow, language, { all: 'All', unknown: 'Unknown', period: (period) => `in ${period}`, listed: (things) => things.join(', ') })(key)

test('a key in words: breakdown, then what, in what unit, when', () => {
  expect(say('THA.2026-10.ENTRY.PS.LAO.F')).toEqual({ title: 'Laos, Female', group: 'Entry · Persons', period: 'in 2026-10', detail: 'Entry · Persons · in 2026-10' })
  expect(say('THA.2026-10.ENTRY.PS._T._T')).toMatchObject({ title: 'All', detail: 'Entry · Persons · in 2026-10' })
})

test('a language that lacks a name has the English one; a code without a name stands for itself', () => {
  expect(say('THA.2026.ENTRY.PS.LAO._U', 'th')).toMatchObject({ title: 'Laos, Unknown', detail: 'เข้า · Persons · in 2026' })
  expect(say('THA.2026.X%2EY.Q.Z._T').title).toBe('Z')
  expect(say('THA.2026.X%2EY.Q.Z._T').detail).toBe('X.Y · Q · in 2026')
  expect(say('A.B', 'en', 'OTHER').title).toBe('A.B')
})

test('rows that count the same stand under one heading', () => {
  const rows = ['THA.2026-10.ENTRY.PS.LAO.F', 'THA.2026-10.ENTRY.PS._T._T', 'THA.2026-10.EXIT.PS._T._T'].map((key) => ({ key }))
  expect(inGroups(rows, say).map(({ group, rows: of }) => [group, of.map(({ words }) => words.title)])).toEqual([['Entry · Persons', ['Laos, Female', 'All']], ['EXIT · Persons', ['All']]])
})
