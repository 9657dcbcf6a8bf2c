import { expect, test } from 'vitest'
import { compareCollections } from './compare.ts'
import { removedAnswers, removedNarratives, structureBreaks } from './evolution.ts'
import { readCollection } from './read.ts'
import { trialFiles } from './trial.ts'

const LIST = (id: string) => `id: ${id}\nname: ${id}\ncodes: { A: First, B: Second }\n`
const KIND = `id: TRIAL_TALE
kind: route
name: Tales
description: What is told.
frequencies: [M]
fields:
  WAY:
    kind: legs
    name: Way
    required: true
    from: START
    to: END
    fields:
      START: { kind: register, register: route, name: Start, required: true }
      END: { kind: register, register: route, name: End, required: true }
  ITEM: { kind: code, list: CL_ITEM, many: true, name: Items }
  LOW: { kind: number, name: Low }
  HIGH: { kind: number, name: High, notBelow: LOW }
`
const LISTS = { 'codelists/CL_SOURCE_TYPE.yaml': LIST('CL_SOURCE_TYPE'), 'codelists/CL_RELIABILITY.yaml': LIST('CL_RELIABILITY'), 'codelists/CL_CREDIBILITY.yaml': LIST('CL_CREDIBILITY') }
const read = (kind: string | undefined, more: Parameters<typeof trialFiles>[0] = {}) => readCollection(trialFiles({ ...LISTS, 'narratives/TRIAL_TALE.yaml': kind, ...more }))
const messages = (from: string, to: string) => read(KIND.replace(from, to)).findings.map(({ line, message }) => `${line}: ${message}`)

test('a new kind of narratives is a file', () => {
  const { collection, findings } = read(KIND, { 'i18n/th/tales.yaml': 'narratives: { TRIAL_TALE: { name: เรื่องเล่า, fields: { WAY: { fields: { END: ปลายทาง } } } } }\n' })
  expect(findings).toEqual([])
  expect(collection!.narratives.get('TRIAL_TALE')).toMatchObject({ kind: 'route', name: { en: 'Tales', th: 'เรื่องเล่า' }, neverPublic: false, reciprocity: { months: 3 }, fields: [{ id: 'WAY', fields: [{ id: 'START' }, { id: 'END', name: { th: 'ปลายทาง' } }] }, { id: 'ITEM', required: false }, {}, {}] })
})

test('what is wrong with one is said with its line', () => {
  expect(messages('notBelow: LOW', 'notBelow: DEPTH')).toEqual(['18: `fields.HIGH.notBelow` names the field DEPTH, which is not there.'])
  expect(messages('notBelow: LOW', 'notBelow: ITEM')).toEqual(['18: `fields.HIGH.notBelow`: only a number or a period has a bound, and its bound is a field of the same kind.'])
  expect(messages('from: START', 'from: BEGIN')).toEqual(['7: `fields.WAY`: legs begin and end in required fields that name one code each, of the same list or register.'])
  expect(messages('register: route, name: End', 'register: place, name: End')).toHaveLength(1)
  expect(messages('list: CL_ITEM', 'list: CL_NOTHING')).toEqual(['16: There is no code list CL_NOTHING.'])
  expect(messages('kind: number, name: Low', 'kind: colour, name: Low')).toHaveLength(1)
  expect(read(KIND.replaceAll('TRIAL_TALE', 'TRIAL_FLOW'), {}).findings.map(({ message }) => message)).toContain('`id` says TRIAL_FLOW, the file is named TRIAL_TALE. They must agree.')
  expect(read(KIND, { 'codelists/CL_CREDIBILITY.yaml': undefined }).findings).toMatchObject([{ message: 'There is no code list CL_CREDIBILITY.' }])
})

test('a later version keeps what answers rest on', () => {
  const before = read(KIND).collection!
  const after = (from: string, to: string) => read(KIND.replace(from, to)).collection!
  expect(structureBreaks(before, after('  LOW: { kind: number, name: Low }', '  LOW: { kind: number, name: Lowest }\n  MORE: { kind: text, most: 9, name: More }'))).toEqual([])
  expect(structureBreaks(before, after('many: true', 'many: false'))).toEqual(['TRIAL_TALE asks for ITEM in another way than before. Narratives that were written keep their answers: add a new field instead.'])
  expect(structureBreaks(before, after('  ITEM: { kind: code, list: CL_ITEM, many: true, name: Items }\n', ''))).toHaveLength(1)
  expect(removedNarratives(before, read(undefined).collection!)).toEqual(['TRIAL_TALE'])
  expect(removedAnswers(before, read(KIND, { 'codelists/CL_RELIABILITY.yaml': LIST('CL_RELIABILITY').replace(', B: Second', '') }).collection!)).toEqual([{ list: 'CL_RELIABILITY', codes: ['B'] }])
  expect(compareCollections(before, after('name: Low }', 'name: Lowest }'), 'en')).toMatchObject([{ part: 'field', of: 'TRIAL_TALE', id: 'LOW', kind: 'changed' }])
})
