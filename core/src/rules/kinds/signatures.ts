import * as z from 'zod/mini'
import { maySumOver } from '../../metadata/additivity.ts'
import { groupRows } from '../../report/keys.ts'
import { formatDecimal } from '../../report/payload-decimal.ts'
import type { Column } from '../../report/table.ts'
import { additivityAt } from '../additive.ts'
import type { Facts } from '../facts.ts'
import { breakdownsOf, isEqual, membersOf, usedSignatures } from '../siblings.ts'
import { Failures, notApplicable, ruleKind } from '../verdict.ts'

/**
 * A query answers from one breakdown signature (the set of optional dimensions that are not `_T`), so the signatures of
 * one key should add up to the same. A sum counts a reported parent and leaves its children out. Left out are signatures
 * in which a figure is missing, and those over which the indicator is not summed. A failure is the smallest sum against
 * the greatest, at the first row of the smallest.
 */
export const signatures = ruleKind(z.strictObject({}), (facts) => {
  if (usedSignatures(facts).size < 2) return notApplicable(facts)
  const { cells, sums, firstRows, isUsable } = sumSignatures(facts)
  const keys = membersOf(Uint32Array.from({ length: cells.count }, (_, cell) => cell), groupRows(keyColumns(facts), firstRows))
  const pairs: { readonly low: number; readonly high: number }[] = []
  let checked = 0
  for (let key = 0; key + 1 < keys.starts.length; key++) {
    const usable = keys.rows.subarray(keys.starts[key], keys.starts[key + 1]).filter((cell) => isUsable[cell] === 1)
    if (usable.length < 2) continue
    checked++
    const low = usable.reduce((a, b) => (sums[b]! < sums[a]! ? b : a))
    const high = usable.reduce((a, b) => (sums[b]! > sums[a]! ? b : a))
    if (!isEqual(sums[low]!, sums[high]!)) pairs.push({ low, high })
  }
  const failures = failuresOf(facts, cells.of, pairs.map((p) => p.low))
  const wordsOf = (cell: number): string => facts.dimensionsOf(facts.signatures[firstRows[cell]!]!).join(', ') || '_T'
  return {
    checked,
    notApplicable: 0,
    failures,
    explain: (row, detail) => {
      const { low, high } = pairs[detail]!
      const place = { indicator: facts.codeAt('INDICATOR', row), unit: facts.codeAt('UNIT_MEASURE', row), period: facts.codeAt('TIME_PERIOD', row) }
      const values = { low: wordsOf(low), lowSum: formatDecimal(sums[low]!), high: wordsOf(high), highSum: formatDecimal(sums[high]!) }
      return { outcome: 'wrong', column: 'OBS_VALUE', messageValues: { ...place, ...values } }
    },
  }
})

const keyColumns = (facts: Facts): readonly Column[] => facts.flow.dimensions.filter((d) => d.role === 'key').map((d) => facts.findColumn(d.id)!)

/** One cell for each key and signature: its rows, sum, first row, and whether it may be compared. */
function sumSignatures(facts: Facts) {
  const used = [...usedSignatures(facts)]
  const number = new Map(used.map((signature, at) => [signature, at]))
  const column: Column = { codes: used.map(String), at: Uint32Array.from(facts.signatures, (s) => number.get(s)!) }
  const cells = groupRows([...keyColumns(facts), column], facts.rows)
  const sums = new Float64Array(cells.count)
  const firstRows = new Uint32Array(cells.count)
  const isUsable = new Uint8Array(cells.count).fill(1)
  const covered = coveredRows(facts)
  let seen = 0
  for (let row = 0; row < facts.rows; row++) {
    const cell = cells.of[row]!
    if (cell === seen) {
      firstRows[seen++] = row
      if (!isSummable(facts, row)) isUsable[cell] = 0
    }
    const value = facts.table.value[row]!
    if (Number.isNaN(value)) isUsable[cell] = 0
    else if (covered[row] === 0) sums[cell]! += value
  }
  return { cells, sums, firstRows, isUsable }
}

const isSummable = (facts: Facts, row: number): boolean =>
  facts.dimensionsOf(facts.signatures[row]!).every((id) => facts.findDomain(id)?.exclusive === true && maySumOver(additivityAt(facts, row), id))

/** Rows whose figure is in that of a reported parent. */
function coveredRows(facts: Facts): Uint8Array {
  const covered = new Uint8Array(facts.rows)
  for (const id of facts.bits.keys()) {
    const domain = facts.findDomain(id)
    if (!domain?.exclusive || domain.parent.every((p) => p < 0)) continue
    for (const breakdown of breakdownsOf(facts, id)) {
      for (const row of breakdown.present) if (breakdown.isCovered(breakdown.codeOf(row))) covered[row] = 1
    }
  }
  return covered
}

/** One failure for each of the cells, at the first of its rows in canonical order, whatever order the table has. */
function failuresOf(facts: Facts, cellOf: Uint32Array, failed: readonly number[]): Failures {
  const failures = new Failures()
  if (failed.length === 0) return failures
  const rowOf = new Map<number, number>(failed.map((cell) => [cell, -1]))
  const { places } = facts
  cellOf.forEach((cell, row) => {
    const best = rowOf.get(cell)
    if (best !== undefined && (best < 0 || places[row]! < places[best]!)) rowOf.set(cell, row)
  })
  failed.forEach((cell, detail) => failures.add(rowOf.get(cell)!, detail))
  return failures
}
