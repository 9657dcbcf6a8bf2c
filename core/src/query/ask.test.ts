import { describe, expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { dimensionsOfSignature, parseAsk, signatureOf, type AskTexts } from './ask.ts'
import { sampleCollection, sampleFlow } from './sample.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const parse = (texts: Partial<AskTexts>) => parseAsk(sampleCollection, { dataflow: 'TOY', ...texts }, NOW)
const refused = (texts: Partial<AskTexts>): string => {
  try {
    parse(texts)
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
  return 'taken'
}

describe('what is asked', () => {
  test('lists of dimensions in any case, in their order', () => {
    expect(parse({ by: ['time_period, CITIZENSHIP', 'Age'] }).by).toEqual(['TIME_PERIOD', 'CITIZENSHIP', 'AGE'])
    expect(parse({}).by).toEqual([])
  })

  test('codes of one clause, and several clauses', () => {
    expect(parse({ where: ['CITIZENSHIP=MMR,KHM', 'citizenship = MMR'] }).where).toEqual([{ dimension: 'CITIZENSHIP', codes: ['MMR', 'KHM'] }, { dimension: 'CITIZENSHIP', codes: ['MMR'] }])
    expect(parse({ where: ['TIME_PERIOD=2023-Q1,2023-01'] }).where[0]!.codes.toSorted()).toEqual(['2023-01', '2023-02', '2023-03', '2023-Q1'])
  })

  test('codes that no list has but every dimension may take', () => {
    expect(refused({ where: ['AGE=_U', 'TRANSPORT=OTH', 'CITIZENSHIP=_T', 'FREQ=M', 'INDICATOR=ENTRY', 'REF_AREA=ORG'] })).toBe('taken')
    expect(refused({ where: ['REF_AREA=_T'] })).toBe('query.code_unknown')
  })

  test('a region by its code, for the areas that the dimension knows of it', () => {
    expect(parse({ where: ['CITIZENSHIP=MEKONG,USA'] }).where).toEqual([{ dimension: 'CITIZENSHIP', codes: ['THA', 'KHM', 'USA'] }])
    expect(refused({ where: ['TRANSPORT=MEKONG'] })).toBe('query.code_unknown')
  })

  test('as known on a day or an instant that has passed', () => {
    expect(parse({ asOf: '2026-05-01' }).asOf).toEqual(new Date('2026-05-01T00:00:00Z'))
    expect(parse({ asOf: '2026-05-01T09:30:00+07:00' }).asOf).toEqual(new Date('2026-05-01T02:30:00Z'))
  })
})

test.each<[string, Partial<AskTexts>]>([
  ['query.dataflow_unknown', { dataflow: 'TOYS' }],
  ['query.dataflow_unknown', { dataflow: '__proto__' }],
  ['query.dimension_unknown', { by: ['COLOUR'] }],
  ['query.dimension_unknown', { by: ['AGE; drop table obs_toy'] }],
  ['query.dimension_unknown', { where: ['COLOUR=RED'] }],
  ['query.dimension_twice', { by: ['AGE', 'age'] }],
  ['query.clause_unreadable', { where: ['AGE'] }],
  ['query.clause_unreadable', { where: ['AGE='] }],
  ['query.clause_unreadable', { where: ['AGE=,'] }],
  ['query.code_unknown', { where: ['AGE=Y0T99'] }],
  ['query.code_unknown', { where: ['AGE=constructor'] }],
  ['query.code_unknown', { where: ['FREQ=D'] }],
  ['query.total_with_codes', { where: ['AGE=_T,Y0T17'] }],
  ['query.period_unreadable', { where: ['TIME_PERIOD=2023-13'] }],
  ['query.instant_unreadable', { asOf: 'yesterday' }],
  ['query.instant_unreadable', { asOf: '2026-13-01' }],
  ['query.instant_future', { asOf: '2026-11-22' }],
  ['query.too_much', { where: Array.from({ length: 51 }, () => 'AGE=_U') }],
])('%s: %j', (code, texts) => {
  expect(refused(texts)).toBe(code)
})

test('a signature is a bit for each optional dimension in the order of the structure', () => {
  expect(signatureOf(sampleFlow, ['CITIZENSHIP', 'AGE', 'STAGE', 'TIME_PERIOD'])).toBe(0b0101)
  expect(dimensionsOfSignature(sampleFlow, 0b0101)).toEqual(['CITIZENSHIP', 'AGE'])
})
