import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Dataflow, Rule } from '../metadata/model.ts'
import { tableOf, type FigureRow } from '../report/table.ts'
import { detections as flow, figure, trialCollection } from '../report/trial.ts'
import { checkTable } from './index.ts'

/** Rules that compare rows, against the plainest way of saying the same: every row with every other. */
const ruleOf = (id: string, kind: string, parameters: Rule['parameters'] = {}): Rule =>
  ({ id, kind, severity: 'error', parameters, message: { en: id }, reason: { en: id }, since: '2026-01-01' })
const collection = {
  ...trialCollection,
  rules: [
    ruleOf('complete', 'totals', { breakdown: 'complete' }),
    ruleOf('partial', 'totals', { breakdown: 'partial' }),
    ruleOf('hierarchy', 'hierarchy', { atMost: ['INDICATOR'] }),
    ruleOf('signatures', 'signatures'),
    ruleOf('unique', 'unique'),
  ],
}
const check = (rows: readonly FigureRow[]) => checkTable(tableOf(flow, rows), flow, collection, { now: new Date(0), refArea: 'THA' })

const anyRow = fc
  .record({
    INDICATOR: fc.constantFrom('ENTRY_IRREG', 'ENTRY_BBCP'),
    CITIZENSHIP: fc.constantFrom('_T', '_T', 'LAO', 'OTH'),
    SEX: fc.constantFrom('_T', '_T', 'F', 'M', '_U'),
    AGE: fc.constantFrom('_T', '_T', 'Y0T5', 'Y6T11', 'Y0T11', 'Y12T17', 'Y0T17', 'Y_GE18'),
    value: fc.option(fc.nat(6), { freq: 10 }),
  })
  .map(({ value, ...codes }) => figure(flow, Object.entries(codes).map(([d, c]) => `${d}=${c}`).join(' '), value))
const anyRows = fc.uniqueArray(anyRow, { selector: (row) => JSON.stringify(row.key), maxLength: 40 })

type Parts = { readonly parent: (code: string) => string | undefined; readonly codes: readonly string[] }
const partsOf = (of: Dataflow, dimension: string): Parts => {
  const list = dimension === 'INDICATOR' ? of.indicators : trialCollection.codelists.get(`CL_${dimension === 'CITIZENSHIP' ? 'AREA' : dimension}`)!.codes
  return { codes: list.map((c) => c.id), parent: (code) => list.find((c) => c.id === code)?.parent }
}

/** Figures by code of the rows that are as `row` but for the dimension. */
const siblings = (rows: readonly FigureRow[], row: FigureRow, dimension: string): Map<string, number> =>
  new Map(rows.filter((r) => r.value !== null && Object.keys(r.key).every((d) => d === dimension || r.key[d] === row.key[d])).map((r) => [r.key[dimension]!, r.value!]))

const ancestors = ({ parent }: Parts, code: string): string[] => {
  const up = parent(code)
  return up === undefined ? [] : [up, ...ancestors({ parent, codes: [] }, up)]
}
const childrenOf = (parts: Parts, code: string | undefined) => parts.codes.filter((c) => parts.parent(c) === code)
const figureOf = (parts: Parts, at: Map<string, number>, code: string | undefined): number | undefined => {
  const children = childrenOf(parts, code)
  if (code !== undefined && at.has(code)) return at.get(code)
  const figures = children.map((c) => figureOf(parts, at, c))
  return children.length > 0 && figures.every((f) => f !== undefined) ? figures.reduce((a, b) => a! + b!, 0) : undefined
}
/** What is there of a code: its own figure or, without one, those below it. */
const presentOf = (parts: Parts, at: Map<string, number>, code: string): number[] =>
  at.has(code) ? [at.get(code)!] : childrenOf(parts, code).flatMap((c) => presentOf(parts, at, c))
const topSum = (parts: Parts, at: Map<string, number>): number =>
  [...at].filter(([c]) => c !== '_T' && !ancestors(parts, c).some((a) => at.has(a))).reduce((sum, [, v]) => sum + v, 0)

const OPTIONAL = ['CITIZENSHIP', 'SEX', 'AGE']
const failing = (rows: readonly FigureRow[], rule: string): string[] =>
  check(rows).findings.filter((f) => f.rule === rule).map((f) => `${f.key} ${f.messageValues['dimension']} ${f.messageValues['sum']}`).sort()
const named = (row: FigureRow, dimension: string, sum: number) => `${flow.dimensions.map((d) => row.key[d.id]).join('.')} ${dimension} ${sum}`

describe('rules that compare rows', () => {
  test('find the totals that a plain comparison finds', () => {
    fc.assert(fc.property(anyRows, (rows) => {
      const expected = { complete: [] as string[], partial: [] as string[] }
      for (const row of rows) for (const d of OPTIONAL) {
        const parts = partsOf(flow, d)
        const at = siblings(rows, row, d)
        if (row.key[d] !== '_T' || row.value === null || at.size < 2) continue
        const isComplete = figureOf(parts, at, undefined) !== undefined
        const sum = topSum(parts, at)
        if (isComplete ? sum !== row.value : sum > row.value) expected[isComplete ? 'complete' : 'partial'].push(named(row, d, sum))
      }
      expect(failing(rows, 'complete')).toEqual(expected.complete.sort())
      expect(failing(rows, 'partial')).toEqual(expected.partial.sort())
    }), { seed: 1, numRuns: 400 })
  })

  test('find the parents that a plain comparison finds', () => {
    fc.assert(fc.property(anyRows, (rows) => {
      const expected: string[] = []
      for (const row of rows) for (const d of ['INDICATOR', ...OPTIONAL]) {
        const parts = partsOf(flow, d)
        const at = siblings(rows, row, d)
        const children = childrenOf(parts, row.key[d])
        const present = children.flatMap((c) => presentOf(parts, at, c))
        if (row.value === null || row.key[d] === '_T' || present.length === 0) continue
        const sum = present.reduce((a, b) => a + b, 0)
        const isComplete = d !== 'INDICATOR' && children.every((c) => figureOf(parts, at, c) !== undefined)
        if (isComplete ? sum !== row.value : sum > row.value) expected.push(named(row, d, sum))
      }
      expect(failing(rows, 'hierarchy')).toEqual(expected.sort())
    }), { seed: 2, numRuns: 1500 })
  })

  test('find the breakdowns that differ as a plain comparison does', () => {
    fc.assert(fc.property(anyRows, (rows) => {
      const isCovered = (row: FigureRow) => OPTIONAL.some((d) => ancestors(partsOf(flow, d), row.key[d]!).some((a) => siblings(rows, row, d).has(a)))
      const sums = new Map<string, Map<string, number | null>>()
      for (const row of rows) {
        const bySignature = sums.get(row.key['INDICATOR']!) ?? new Map<string, number | null>()
        sums.set(row.key['INDICATOR']!, bySignature)
        const signature = OPTIONAL.filter((d) => row.key[d] !== '_T').join()
        const sum = bySignature.get(signature)
        if (row.value === null || sum === null) bySignature.set(signature, null)
        else bySignature.set(signature, (sum ?? 0) + (isCovered(row) ? 0 : row.value))
      }
      const expected = [...sums].flatMap(([indicator, by]) => {
        const usable = [...by.values()].filter((v) => v !== null)
        return new Set(usable).size > 1 ? [`${indicator} ${Math.min(...usable)} ${Math.max(...usable)}`] : []
      })
      const found = check(rows).findings.filter((f) => f.rule === 'signatures').map(({ messageValues: v }) => `${v['indicator']} ${v['lowSum']} ${v['highSum']}`)
      expect(found.sort()).toEqual(expected.sort())
    }), { seed: 3, numRuns: 400 })
  })

  test('find each key that stands several times', () => {
    fc.assert(fc.property(fc.array(anyRow), (rows) => {
      const times = new Map<string, number>()
      for (const { key } of rows) times.set(JSON.stringify(key), (times.get(JSON.stringify(key)) ?? 0) + 1)
      const found = check(rows).findings.filter((f) => f.rule === 'unique')
      expect(found.map((f) => f.rowCount).sort()).toEqual([...times.values()].filter((n) => n > 1).sort())
    }), { seed: 4 })
  })
})
