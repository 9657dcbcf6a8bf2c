import { describe, expect, test } from 'vitest'
import { parseAsk } from './ask.ts'
import { answerPlainly, explainPlainly, type Observation } from './model.ts'
import { sampleCollection } from './sample.ts'

/** The sentences of the statistical model, each with figures small enough to add up by head. */
const TOTALS = { CITIZENSHIP: '_T', TRANSPORT: '_T', AGE: '_T', VULN: '_T' }
const figure = (value: number | null, codes: { readonly [dimension: string]: string } = {}): Observation => ({
  codes: { FREQ: 'M', REF_AREA: 'THA', INDICATOR: 'ENTRY', UNIT_MEASURE: 'DET', STAGE: 'ARRESTED', ...TOTALS, TIME_PERIOD: '2024-01', ...codes }, value,
})

const asking = (by: string, where: readonly string[]) => parseAsk(sampleCollection, { dataflow: 'TOY', by: [by], where }, new Date('2026-01-01'))

/** Codes of the asked columns and the value: `MMR 5`. */
const ask = (rows: readonly Observation[], by = '', where: readonly string[] = [], counts: (r: Observation) => boolean = () => true): readonly string[] =>
  answerPlainly(sampleCollection, asking(by, where), rows, counts).map((c) => [...c.codes.slice(0, by === '' ? 0 : by.split(',').length), c.value ?? 'not available'].join(' '))
const answeredBy = (rows: readonly Observation[], by = '', where: readonly string[] = []) => explainPlainly(sampleCollection, asking(by, where), rows, () => true).map((c) => c.breakdown)

describe('a query answers from one breakdown signature', () => {
  const bySex = [figure(6, { CITIZENSHIP: 'MMR' }), figure(4, { CITIZENSHIP: 'KHM' })]

  test('the rows at exactly the asked dimensions, where there are any', () => {
    expect(ask([figure(9), ...bySex])).toEqual(['9'])
    expect(ask([figure(9), ...bySex], 'CITIZENSHIP')).toEqual(['KHM 4', 'MMR 6'])
  })

  test('else the sum of rows that hold them', () => {
    expect(ask(bySex)).toEqual(['10'])
    expect(ask([figure(3, { CITIZENSHIP: 'MMR', AGE: 'Y0T17' }), figure(2, { CITIZENSHIP: 'MMR', AGE: '_U' })], 'CITIZENSHIP')).toEqual(['MMR 5'])
  })

  test('of several, the one with the greatest sum; then the fewest dimensions; then the order of the structure', () => {
    expect(ask([...bySex, figure(12, { AGE: 'Y_GE18' })])).toEqual(['12'])
    expect(answeredBy([figure(10, { CITIZENSHIP: 'MMR', AGE: 'Y_GE18' }), figure(10, { TRANSPORT: 'SEA' })])).toEqual([['TRANSPORT']])
    expect(answeredBy([figure(10, { AGE: 'Y_GE18' }), figure(10, { TRANSPORT: 'SEA' })])).toEqual([['TRANSPORT']])
    expect(answeredBy([figure(10, { TRANSPORT: 'SEA', AGE: 'Y_GE18' }), figure(10, { CITIZENSHIP: 'MMR', VULN: 'OLDER' }), figure(10, { CITIZENSHIP: 'MMR', AGE: 'Y_GE18' })])).toEqual([['CITIZENSHIP', 'AGE']])
  })

  test('the sums are compared whole, so that the choice does not hang on the code that is asked for', () => {
    const rows = [figure(1, { AGE: 'Y0T17', CITIZENSHIP: 'MMR' }), figure(9, { AGE: 'Y_GE18', CITIZENSHIP: 'MMR' }), figure(3, { AGE: 'Y0T17', TRANSPORT: 'SEA' })]
    expect(ask(rows, '', ['AGE=Y0T17'])).toEqual(['1'])
  })

  test('never a mixture: each period and member answers from its own', () => {
    const rows = [...bySex, figure(20, { TIME_PERIOD: '2024-02' }), figure(1, { TIME_PERIOD: '2024-02', CITIZENSHIP: 'MMR' }), figure(100, { REF_AREA: 'USA' })]
    expect(ask(rows)).toEqual(['130'])
    expect(ask(rows, 'REF_AREA,TIME_PERIOD')).toEqual(['THA 2024-01 10', 'THA 2024-02 20', 'USA 2024-01 100'])
  })
})

describe('a code that is absent adds nothing', () => {
  test('in one period of a range', () => {
    const rows = [figure(5, { CITIZENSHIP: 'MMR' }), figure(7, { TIME_PERIOD: '2024-02', CITIZENSHIP: 'KHM' })]
    expect(ask(rows, '', ['CITIZENSHIP=MMR'])).toEqual(['5'])
    expect(ask(rows, '', ['CITIZENSHIP=USA'])).toEqual([])
  })

  test('and a missing value is no zero', () => {
    expect(ask([figure(null)])).toEqual([])
    expect(ask([figure(null), figure(5, { CITIZENSHIP: 'MMR' })])).toEqual(['5'])
    expect(ask([figure(0)])).toEqual(['0'])
  })
})

describe('hierarchies', () => {
  const sea = [figure(10, { TRANSPORT: 'SEA' }), figure(7, { TRANSPORT: 'SEA_SMALL' }), figure(4, { TRANSPORT: 'RAIL' })]

  test('a reported parent is used and its children left out', () => {
    expect(ask(sea)).toEqual(['14'])
    expect(ask(sea, 'TRANSPORT')).toEqual(['RAIL 4', 'SEA 10'])
    expect(ask(sea, '', ['TRANSPORT=SEA'])).toEqual(['10'])
  })

  test('an unreported parent is the sum of its reported children', () => {
    const parts = [figure(7, { TRANSPORT: 'SEA_SMALL' }), figure(2, { TRANSPORT: 'SEA_COMM' }), figure(4, { TRANSPORT: 'RAIL' })]
    expect(ask(parts, '', ['TRANSPORT=SEA'])).toEqual(['9'])
    expect(ask(parts, 'TRANSPORT', ['TRANSPORT=SEA,LAND'])).toEqual(['LAND 4', 'SEA 9'])
    expect(ask(parts, 'TRANSPORT')).toEqual(['RAIL 4', 'SEA_COMM 2', 'SEA_SMALL 7'])
  })

  test('at every depth, within each cell of the other dimensions', () => {
    const rows = [figure(3, { TRANSPORT: 'RAFT', CITIZENSHIP: 'MMR' }), figure(5, { TRANSPORT: 'SEA_SMALL', CITIZENSHIP: 'KHM' }), figure(4, { TRANSPORT: 'RAFT', CITIZENSHIP: 'KHM' })]
    expect(ask(rows, '', ['TRANSPORT=SEA'])).toEqual(['8'])
    expect(ask(rows)).toEqual(['8'])
  })

  test('a row of the answer holds all of its code, whoever reported the parts', () => {
    const rows = [...sea, figure(5, { REF_AREA: 'USA', TRANSPORT: 'SEA_SMALL' })]
    expect(ask(rows, 'TRANSPORT')).toEqual(['RAIL 4', 'SEA 15'])
    expect(ask(rows, 'REF_AREA,TRANSPORT')).toEqual(['THA RAIL 4', 'THA SEA 10', 'USA SEA_SMALL 5'])
  })

  test('codes of one clause mean or, of several and; what is named twice is added once', () => {
    expect(ask(sea, '', ['TRANSPORT=SEA,SEA_SMALL,LAND'])).toEqual(['14'])
    expect(ask(sea, '', ['TRANSPORT=SEA', 'TRANSPORT=SEA_SMALL'])).toEqual(['7'])
    expect(ask(sea, '', ['TRANSPORT=SEA', 'TRANSPORT=RAIL'])).toEqual([])
    expect(ask(sea, 'TRANSPORT', ['TRANSPORT=SEA,SEA_SMALL'])).toEqual(['SEA 10', 'SEA_SMALL 7'])
  })

  test('of two dimensions, a parent in either takes in its parts', () => {
    const rows = [figure(10, { TRANSPORT: 'SEA', AGE: 'Y0T17' }), figure(4, { TRANSPORT: 'SEA_SMALL', AGE: 'Y0T17' }), figure(3, { TRANSPORT: 'SEA_SMALL', AGE: 'Y0T11' }), figure(1, { TRANSPORT: 'SEA', AGE: 'Y_GE18' })]
    expect(ask(rows)).toEqual(['11'])
    expect(ask(rows, 'AGE')).toEqual(['Y0T17 10', 'Y_GE18 1'])
  })

  test('an indicator is never computed from its children', () => {
    expect(ask([figure(5, { INDICATOR: 'ENTRY_BCP' })], 'INDICATOR')).toEqual(['ENTRY_BCP 5'])
    expect(ask([figure(5, { INDICATOR: 'ENTRY_BCP' })], '', ['INDICATOR=ENTRY'])).toEqual([])
  })
})

describe('never partial', () => {
  const rows = [figure(5, { CITIZENSHIP: 'MMR' }), figure(7, { TIME_PERIOD: '2024-02' })]

  test('a sum over periods of which one has figures but not at this breakdown is not available', () => {
    expect(ask(rows, 'CITIZENSHIP')).toEqual(['MMR not available'])
    expect(ask(rows, 'CITIZENSHIP,TIME_PERIOD')).toEqual(['MMR 2024-01 5'])
    expect(ask(rows, 'CITIZENSHIP', ['TIME_PERIOD=2024-01'])).toEqual(['MMR 5'])
    expect(answeredBy(rows, 'CITIZENSHIP')).toEqual([['CITIZENSHIP'], null])
  })

  test('nor is one over members', () => {
    const members = [figure(5, { CITIZENSHIP: 'MMR' }), figure(7, { REF_AREA: 'USA' })]
    expect(ask(members, 'CITIZENSHIP')).toEqual(['MMR not available'])
    expect(ask(members, 'CITIZENSHIP,REF_AREA')).toEqual(['MMR THA 5'])
  })

  test('what the viewer does not see makes nothing unavailable', () => {
    expect(ask(rows, 'CITIZENSHIP', [], (r) => r.codes['TIME_PERIOD'] === '2024-01')).toEqual(['MMR 5'])
  })

  test('codes that overlap are never summed, not even to a total', () => {
    const vulnerable = [figure(3, { VULN: 'PREGNANT' }), figure(2, { VULN: 'OLDER' })]
    expect(ask(vulnerable)).toEqual(['not available'])
    expect(ask(vulnerable, '', ['VULN=PREGNANT'])).toEqual(['3'])
    expect(ask(vulnerable, '', ['VULN=PREGNANT,OLDER'])).toEqual(['not available'])
    expect(ask(vulnerable, 'VULN')).toEqual(['OLDER 2', 'PREGNANT 3'])
  })
})

describe('additivity', () => {
  test('unique persons are not summed over time', () => {
    const persons = [figure(5, { UNIT_MEASURE: 'PS', CITIZENSHIP: 'MMR' }), figure(7, { UNIT_MEASURE: 'PS', CITIZENSHIP: 'MMR', TIME_PERIOD: '2024-02' })]
    expect(ask(persons)).toEqual(['not available'])
    expect(ask(persons, 'TIME_PERIOD')).toEqual(['2024-01 5', '2024-02 7'])
    expect(ask(persons, '', ['TIME_PERIOD=2024-02'])).toEqual(['7'])
  })

  test('a share is not summed over anything, and stands where it stands alone', () => {
    const share = (value: number, codes = {}) => figure(value, { INDICATOR: 'SHARE', UNIT_MEASURE: 'PCT', ...codes })
    expect(ask([share(40, { CITIZENSHIP: 'MMR' })])).toEqual(['not available'])
    expect(ask([share(40), share(50, { REF_AREA: 'USA' })])).toEqual(['not available'])
    expect(ask([share(40)])).toEqual(['40'])
    expect(ask([share(40, { TRANSPORT: 'SEA_SMALL' })], '', ['TRANSPORT=SEA_SMALL'])).toEqual(['40'])
  })

  test('a share of a part is not the share of the whole, even of the only part', () => {
    const part = [figure(40, { INDICATOR: 'SHARE', UNIT_MEASURE: 'PCT', TRANSPORT: 'SEA_SMALL' })]
    expect(ask(part, '', ['TRANSPORT=SEA'])).toEqual(['not available'])
    expect(ask(part, 'TRANSPORT', ['TRANSPORT=SEA,SEA_SMALL'])).toEqual(['SEA not available', 'SEA_SMALL 40'])
  })

  test('a key dimension that may not be summed over, and one breakdown for each of its codes', () => {
    const stages = (indicator: string) => [figure(5, { INDICATOR: indicator }), figure(2, { INDICATOR: indicator, STAGE: 'CONVICTED', CITIZENSHIP: 'MMR' })]
    expect(ask(stages('ENTRY'))).toEqual(['7'])
    expect(ask(stages('ENTRY_BCP'))).toEqual(['not available'])
    expect(ask(stages('ENTRY_BCP'), 'STAGE')).toEqual(['ARRESTED 5', 'CONVICTED 2'])
  })
})

test('FREQ, INDICATOR and UNIT_MEASURE are never summed over: each visible value is a row of its own', () => {
  const rows = [figure(5), figure(6, { UNIT_MEASURE: 'PS' }), figure(7, { FREQ: 'Q', TIME_PERIOD: '2024-Q1' }), figure(8, { INDICATOR: 'ENTRY_BCP' })]
  expect(answerPlainly(sampleCollection, asking('REF_AREA', []), rows, () => true).map((c) => [...c.codes, c.value].join(' '))).toEqual([
    'THA M ENTRY DET 5', 'THA M ENTRY PS 6', 'THA M ENTRY_BCP DET 8', 'THA Q ENTRY DET 7',
  ])
})

test('a total is asked for by its code, and then nothing is asked of the dimension', () => {
  const rows = [figure(10), figure(6, { CITIZENSHIP: 'MMR' })]
  expect(ask(rows, '', ['CITIZENSHIP=_T'])).toEqual(['10'])
  expect(ask(rows, 'CITIZENSHIP', ['CITIZENSHIP=_T'])).toEqual(['_T 10'])
  expect(ask(rows.slice(1), 'CITIZENSHIP', ['CITIZENSHIP=_T'])).toEqual(['_T 6'])
})
