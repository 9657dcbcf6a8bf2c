import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { frequencyOf, shiftPeriod } from '../report/period.ts'
import { maySum } from './additivity.ts'
import { stepsOfYear } from './change.ts'
import { MEASURES } from './measure.ts'
import type { Observation } from './model.ts'
import { partsOf } from './roll-up.ts'
import { sampleCollection, sampleFlow } from './sample.ts'
import { answerSample, deriveSample, figure } from './trial-derive.ts'

/** Random figures and questions: what is counted on from the rows is what the plain model answers when it is asked for that itself. */
const pick = <T>(...items: readonly T[]) => fc.constantFrom(...items)
const MONTHS = ['2022-10', '2022-11', '2022-12', '2023-01', '2023-02', '2023-03', '2023-04']
const codes = fc.record({
  REF_AREA: pick('THA', 'KHM', 'USA'),
  INDICATOR: pick('ENTRY', 'ENTRY', 'ENTRY_BCP', 'SHARE'),
  UNIT_MEASURE: pick('DET', 'DET', 'PS'),
  STAGE: pick('ARRESTED', 'ARRESTED', 'CONVICTED'),
  CITIZENSHIP: pick('_T', 'MMR', 'KHM', 'FJI', '_U'),
  TRANSPORT: pick('_T', '_T', 'SEA', 'SEA_SMALL', 'SEA_COMM', 'RAFT', 'RAIL'),
  AGE: pick('_T', '_T', 'Y0T17', 'Y0T11', 'Y_GE18'),
  TIME_PERIOD: pick(...MONTHS, ...MONTHS.slice(3, 6), '2023-Q1', '2022-Q4', '2022'),
})
const observations = fc.uniqueArray(fc.tuple(codes, fc.option(fc.nat(50), { freq: 8 })).map(([own, value]) => figure(value, { ...own, FREQ: frequencyOf(own.TIME_PERIOD)! })), { selector: (row) => JSON.stringify(row.codes), minLength: 1, maxLength: 40 })
/** Months that are mostly there, so that what is whole is met often: one member or two, a breakdown that changes. */
const regular = fc.array(fc.tuple(pick('THA', 'KHM'), pick('MMR', 'KHM', 'FJI', '_U'), pick('_T', 'SEA', 'SEA_SMALL', 'RAIL')), { minLength: 1, maxLength: 4 }).chain((series) =>
  fc.tuple(...series.map(([REF_AREA, CITIZENSHIP, TRANSPORT]) => fc.array(fc.option(fc.nat(50), { freq: 30 }), { minLength: 14, maxLength: 14 })
    .map((values) => values.map((value, at) => figure(value, { REF_AREA, CITIZENSHIP, TRANSPORT, TIME_PERIOD: shiftPeriod('2022-01', at) }))))).map((all) => [...new Map(all.flat().map((row) => [JSON.stringify(row.codes), row])).values()]))
const figures = fc.oneof(observations, regular)
const by = fc.subarray(['REF_AREA', 'CITIZENSHIP', 'TRANSPORT', 'AGE', 'STAGE'])
const seed = { seed: 11, numRuns: 400 }

/** The plain model asked for one row of a derived answer: the other columns as they are, and `where` besides. */
function plainly(rows: readonly Observation[], columns: readonly string[], own: readonly string[], where: readonly string[]): number | null | undefined {
  const series = ['FREQ', 'INDICATOR', 'UNIT_MEASURE']
  return answerSample(rows, columns.join(','), where).find((cell) => cell.codes.every((code, at) => code === own[at]) && cell.codes.length === columns.length + series.length)?.value
}

/** Whether every member that has figures for any of the periods has some for each, looked up in the figures themselves. */
function countThere(rows: readonly Observation[], own: { readonly [dimension: string]: string }, periods: readonly string[]): number {
  const like = rows.filter((row) => row.value !== null && periods.includes(row.codes['TIME_PERIOD']!) && ['REF_AREA', 'STAGE', 'FREQ', 'INDICATOR', 'UNIT_MEASURE'].every((d) => own[d] === undefined || row.codes[d] === own[d]))
  const members = new Set(like.map((row) => row.codes['REF_AREA']))
  return periods.filter((period) => members.size > 0 && [...members].every((member) => like.some((row) => row.codes['REF_AREA'] === member && row.codes['TIME_PERIOD'] === period))).length
}

const named = (columns: readonly string[], own: readonly string[]) => Object.fromEntries([...columns, 'FREQ', 'INDICATOR', 'UNIT_MEASURE'].map((d, at) => [d, own[at]!]))

test('rolled up: the sum that the model answers for the whole quarter or year, and nothing where a period is missing', () => {
  let [whole, valued] = [0, 0]
  fc.assert(fc.property(figures, by, pick('Q' as const, 'A' as const), (rows, columns, rollUp) => {
    for (const row of deriveSample(rows, [...columns, 'TIME_PERIOD'].join(','), [], { rollUp })) {
      const [unit, own] = [row.codes[columns.length]!, row.codes.toSpliced(columns.length, 1)]
      const at = named(columns, own)
      const periods = rows.some((r) => r.codes['FREQ'] === at['FREQ']) ? partsOf(unit, at['FREQ'] as 'M' | 'Q' | 'A') : []
      expect(row.periods!.of).toBe(periods.length)
      expect(row.periods!.there).toBe(countThere(rows, at, periods))
      if (row.periods!.there < row.periods!.of) expect(row.value).toBeNull()
      else if (row.value !== null) {
        whole++
        if (periods.length > 1) valued++
        expect(row.value).toBe(plainly(rows, columns, own, [`TIME_PERIOD=${periods.join(',')}`, `FREQ=${at['FREQ']}`]))
      }
      else if (at['INDICATOR'] === 'ENTRY' && at['UNIT_MEASURE'] === 'DET') expect(plainly(rows, columns, own, [`TIME_PERIOD=${periods.join(',')}`, `FREQ=${at['FREQ']}`]) ?? null).toBeNull()
    }
  }), seed)
  expect(valued).toBeGreaterThan(100)
  expect(whole).toBeGreaterThan(valued)
})

test('a rolling year: the sum that the model answers for its periods', () => {
  let valued = 0
  fc.assert(fc.property(regular, fc.subarray(['REF_AREA', 'CITIZENSHIP', 'AGE']), (rows, columns) => {
    for (const row of deriveSample(rows, [...columns, 'TIME_PERIOD'].join(','), [], { measure: 'rolling_year' })) {
      const [last, own] = [row.codes[columns.length]!, row.codes.toSpliced(columns.length, 1)]
      const periods = Array.from({ length: stepsOfYear(last) }, (_, back) => shiftPeriod(last, -back))
      expect(row.periods).toEqual({ there: countThere(rows, named(columns, own), periods), of: periods.length })
      if (row.periods!.there < 12) expect(row.value).toBeNull()
      else expect(row.value).toBe(plainly(rows, columns, own, [`TIME_PERIOD=${periods.join(',')}`]))
      if (row.value !== null) valued++
    }
  }), seed)
  expect(valued).toBeGreaterThan(50)
})

test('a change: the difference of two answers, where both are there and rest on the same members', () => {
  let valued = 0
  fc.assert(fc.property(figures, fc.subarray(['REF_AREA', 'CITIZENSHIP']), pick('change' as const, 'year_change' as const), (rows, columns, measure) => {
    for (const row of deriveSample(rows, [...columns, 'TIME_PERIOD'].join(','), [], { measure })) {
      const [period, own] = [row.codes[columns.length]!, row.codes.toSpliced(columns.length, 1)]
      const before = shiftPeriod(period, measure === 'change' ? -1 : -stepsOfYear(period))
      const [now, then] = [period, before].map((p) => plainly(rows, columns, own, [`TIME_PERIOD=${p}`, `FREQ=${frequencyOf(p)}`]))
      const at = named(columns, own)
      const isSame = countThere(rows, at, [period, before]) === 2
      expect(row.value).toBe(now == null || then == null || !isSame ? null : now - then)
      if (row.value !== null) valued++
    }
  }), seed)
  expect(valued).toBeGreaterThan(100)
})

test('regions: what the model answers for their areas together, where those may be added', () => {
  let valued = 0
  fc.assert(fc.property(figures, by, pick('CITIZENSHIP', 'REF_AREA'), pick('SOUTH_EAST', 'AMERICAS', 'MEKONG', 'PACIFIC'), (rows, others, of, region) => {
    const columns = others.filter((d) => d !== of)
    for (const row of deriveSample(rows, [of, ...columns].join(','), [], { regions: [`${of}=${region}`] })) {
      if (row.codes[0] !== region) continue
      const asked = plainly(rows, columns, row.codes.slice(1), [`${of}=${region}`])
      const at = named(columns, row.codes.slice(1))
      if (row.value !== null) expect(row.value).toBe(asked)
      else if (sampleFlow.dimensions.filter((d) => d.id === of || columns.includes(d.id)).every((d) => maySum(sampleCollection, sampleFlow, at['INDICATOR']!, at['UNIT_MEASURE']!, d))) expect(asked ?? null).toBeNull()
      if (row.value !== null) valued++
    }
  }), seed)
  expect(valued).toBeGreaterThan(100)
})

test('the top and the rest: nothing is lost, nothing is added, and the rest is of what is seen alone', () => {
  fc.assert(fc.property(figures, fc.integer({ min: 1, max: 3 }), (rows, count) => {
    const all = answerSample(rows, 'CITIZENSHIP', [])
    const cut = deriveSample(rows, 'CITIZENSHIP', [], { top: `CITIZENSHIP=${count}` })
    for (const series of Map.groupBy(cut, (row) => row.codes.slice(1).join()).values()) {
      const own = all.filter((cell) => cell.codes.slice(1).join() === series[0]!.codes.slice(1).join())
      const kept = series.filter((row) => row.codes[0] !== '_REST')
      expect(kept.length).toBe(Math.min(count, own.length))
      if (series.some((row) => row.value === null)) continue
      expect(series.reduce((n, row) => n + row.value!, 0)).toBe(own.reduce((n, cell) => n + cell.value!, 0))
      const left = own.filter((cell) => !kept.some((row) => row.codes[0] === cell.codes[0]))
      expect(left.every((cell) => kept.every((row) => row.value! >= cell.value!))).toBe(true)
    }
  }), seed)
})

test('shares make 100 or none is known; a place is one more than how many are greater', () => {
  fc.assert(fc.property(figures, by, (rows, columns) => {
    if (columns.length === 0) return
    const all = new Map(answerSample(rows, columns.join(), []).map((cell) => [cell.codes.join(), cell.value]))
    for (const group of Map.groupBy(deriveSample(rows, columns.join(), [], { measure: 'share' }), (row) => row.codes.slice(columns.length).join()).values()) {
      if (group.some((row) => row.value === null)) expect(group.every((row) => row.value === null)).toBe(true)
      else expect(group.reduce((n, row) => n + row.value!, 0)).toBeCloseTo(100, 9)
    }
    for (const group of Map.groupBy(deriveSample(rows, columns.join(), [], { measure: 'rank' }), (row) => row.codes.slice(columns.length).join()).values()) {
      const values = group.map((row) => all.get(row.codes.join())!)
      group.forEach((row, at) => expect(row.value).toBe(values[at] === null ? null : 1 + values.filter((value) => value !== null && value > values[at]!).length))
    }
  }), seed)
})

test('whatever is asked together: one row for each place, of asked periods, told how much of a stretch is there, and nothing from what is not seen', () => {
  let taken = 0
  const texts = fc.record({
    measure: pick(...MEASURES), rollUp: pick(undefined, 'Q' as const, 'A' as const),
    top: pick(undefined, undefined, 'CITIZENSHIP=1', 'REF_AREA=2', 'AGE=1'), regions: pick(undefined, ['CITIZENSHIP=CL_REGION'], ['REF_AREA=MEKONG'], ['REF_AREA=CL_PROCESS', 'CITIZENSHIP=SOUTH_EAST']),
  }).chain((own) => (own.measure === 'share' || own.measure === 'rank' ? pick(undefined, ['CITIZENSHIP'], ['REF_AREA', 'TIME_PERIOD']) : fc.constant(undefined)).map((over) => ({ ...own, over })))
  const where = pick<readonly string[]>([], ['TIME_PERIOD=2022-12..2023-02'], ['TIME_PERIOD=2023'], ['CITIZENSHIP=SOUTH_EAST'], ['TRANSPORT=SEA', 'REF_AREA=THA,USA'], ['AGE=_T'])
  fc.assert(fc.property(figures, by, pick(true, true, true, false), where, texts, (rows, columns, isTimed, clauses, asked) => {
    const question = [...columns, ...(isTimed ? ['TIME_PERIOD'] : [])].join(',')
    let answer
    try {
      answer = deriveSample(rows, question, clauses, asked)
    } catch (error) {
      if (error instanceof Problem) return
      throw error
    }
    taken++
    expect(new Set(answer.map((row) => row.codes.join())).size).toBe(answer.length)
    const isStretch = asked.rollUp !== undefined || asked.measure === 'rolling_year'
    for (const row of answer) {
      expect(row.periods !== undefined).toBe(isStretch)
      expect(row.value === null || Number.isFinite(row.value)).toBe(true)
      if (isTimed && clauses[0] === 'TIME_PERIOD=2023') expect(row.codes[columns.length]!.startsWith('2023')).toBe(true)
    }
    // What is not seen is not among the rows and choices: the same answer as where it was never reported.
    const seen = (row: Observation) => row.codes['REF_AREA'] !== 'KHM'
    expect(deriveSample(rows, question, clauses, asked, seen)).toEqual(deriveSample(rows.filter(seen), question, clauses, asked))
  }), { seed: 12, numRuns: 1500 })
  expect(taken).toBeGreaterThan(300)
})
