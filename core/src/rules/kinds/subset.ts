import * as z from 'zod/mini'
import { groupRows } from '../../report/keys.ts'
import { NumberBuilder } from '../../report/growing.ts'
import { formatDecimal } from '../../report/payload-decimal.ts'
import { withDescendants } from '../domain.ts'
import type { Facts } from '../facts.ts'
import { isAbove, membersOf } from '../siblings.ts'
import { Failures, notApplicable, ruleKind } from '../verdict.ts'

/**
 * Codes of one dimension that are parts of a code of another: accompanied and unaccompanied children (VULN) of minors
 * (AGE). In rows that are the same otherwise, the parts together do not exceed the whole. The whole is `whole.code` at the
 * total of `dimension`, or the sum of the codes under it where all are there; a part is taken at the total of
 * `whole.dimension` or, failing that, at the whole's code or codes.
 */
const parameters = z.strictObject({
  dimension: z.string(),
  parts: z.array(z.string()).check(z.minLength(1)),
  whole: z.strictObject({ dimension: z.string(), code: z.string() }),
})

type Cells = Map<string, { readonly row: number; readonly value: number }>

export const subset = ruleKind(parameters, (facts, { dimension, parts, whole }) => {
  const domain = facts.findDomain(whole.dimension)
  const column = facts.findColumn(dimension)
  if (!domain || !column) return notApplicable(facts)
  const wholeCodes = withDescendants(domain, whole.code)
  const number = domain.number.get(whole.code)
  const below = number === undefined ? [] : domain.children[number]!.map((child) => domain.codes[child]!)
  const rows = relevantRows(facts, dimension, new Set([...parts, '_T']), whole.dimension, new Set([...wholeCodes, '_T']))
  const groups = membersOf(rows, groupRows(facts.columnsWithout(dimension, whole.dimension), rows))
  const failures = new Failures()
  const sums = new NumberBuilder()
  const limits = new NumberBuilder()
  let checked = 0
  for (let group = 0; group + 1 < groups.starts.length; group++) {
    if (groups.starts[group + 1]! - groups.starts[group]! < 2) continue
    const cells = cellsOf(facts, groups.rows.subarray(groups.starts[group], groups.starts[group + 1]), dimension, whole.dimension)
    const limit = figureAt(cells, '_T', whole.code, below, true)
    const found = parts.flatMap((part) => cells.get(`${part} _T`) ?? figureAt(cells, part, whole.code, below, false) ?? [])
    if (!limit || found.length === 0) continue
    checked++
    const sum = found.reduce((s, f) => s + f.value, 0)
    if (!isAbove(sum, limit.value)) continue
    failures.add(found[0]!.row, sums.length)
    sums.push(sum)
    limits.push(limit.value)
  }
  return {
    checked,
    notApplicable: facts.rows - rows.length,
    failures,
    explain: (_, detail) => ({
      outcome: 'wrong',
      column: 'OBS_VALUE',
      messageValues: { dimension, parts: parts.join(', '), sum: formatDecimal(sums.at[detail]!), whole: whole.code, limit: formatDecimal(limits.at[detail]!) },
    }),
  }
})

/** Rows with a part or the total in the one dimension and the whole or the total in the other; none where no part is used. */
function relevantRows(facts: Facts, a: string, aCodes: ReadonlySet<string>, b: string, bCodes: ReadonlySet<string>): Uint32Array {
  const [first, second] = [facts.findColumn(a)!, facts.findColumn(b)!]
  const isFirst = Uint8Array.from(first.codes, (code) => (aCodes.has(code) ? 1 : 0))
  const isSecond = Uint8Array.from(second.codes, (code) => (bCodes.has(code) ? 1 : 0))
  if (first.codes.every((code) => code === '_T' || !aCodes.has(code))) return new Uint32Array(0)
  const rows = new Uint32Array(facts.rows)
  let count = 0
  for (let row = 0; row < facts.rows; row++) if (isFirst[first.at[row]!] === 1 && isSecond[second.at[row]!] === 1) rows[count++] = row
  return rows.subarray(0, count)
}

function cellsOf(facts: Facts, rows: Uint32Array, a: string, b: string): Cells {
  const cells: Cells = new Map()
  for (const row of rows) {
    const value = facts.table.value[row]!
    if (!Number.isNaN(value)) cells.set(`${facts.codeAt(a, row)} ${facts.codeAt(b, row)}`, { row, value })
  }
  return cells
}

/** The figure at a code or, failing that, the sum of those below it (`all`: only where all are there). */
function figureAt(cells: Cells, first: string, code: string, below: readonly string[], all: boolean): { readonly row: number; readonly value: number } | undefined {
  const own = cells.get(`${first} ${code}`)
  if (own) return own
  const found = below.flatMap((child) => cells.get(`${first} ${child}`) ?? [])
  if (found.length === 0 || (all && found.length < below.length)) return undefined
  return { row: found[0]!.row, value: found.reduce((sum, f) => sum + f.value, 0) }
}
