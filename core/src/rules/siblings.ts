import { groupRows } from '../report/keys.ts'
import { IS_REST, IS_TOTAL, numbersIn, type Domain } from './domain.ts'
import type { Facts } from './facts.ts'

/**
 * Rows that differ in one dimension only, which is where totals, hierarchies and overlaps can be compared. Only rows that
 * have something to be compared with are grouped: most files have one signature, and then there is nothing to do.
 */
export type Siblings = {
  /** Row numbers, group after group. */
  readonly rows: Uint32Array
  /** Where each group starts in `rows`, and at the end where the last one ends. */
  readonly starts: Uint32Array
}

const siblingsOf = (facts: Facts, dimension: string): Siblings =>
  facts.once(`siblings ${dimension}`, () => {
    const rows = comparableRows(facts, dimension)
    return membersOf(rows, groupRows(facts.columnsWithout(dimension), rows))
  })

/**
 * Each group of at least two siblings, one after the other in the same object: what it holds changes with the next one.
 * Nothing where the dimension has no list.
 */
export function* breakdownsOf(facts: Facts, dimension: string): Generator<Breakdown> {
  const domain = facts.findDomain(dimension)
  if (!domain) return
  const { rows, starts } = siblingsOf(facts, dimension)
  const breakdown = new Breakdown(facts, dimension, domain)
  for (let group = 0; group + 1 < starts.length; group++) {
    if (starts[group + 1]! - starts[group]! < 2) continue
    breakdown.load(rows, starts[group]!, starts[group + 1]!)
    yield breakdown
  }
}

/** Sorts rows by their groups. */
export function membersOf(rows: Uint32Array, { of, count }: { readonly of: Uint32Array; readonly count: number }): Siblings {
  const starts = new Uint32Array(count + 1)
  for (const group of of) starts[group + 1]!++
  for (let group = 0; group < count; group++) starts[group + 1]! += starts[group]!
  const next = starts.slice()
  const sorted = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) sorted[next[of[i]!]!++] = rows[i]!
  return { rows: sorted, starts }
}

/** Rows whose signature also occurs with this dimension at `_T` or broken down, and rows with a code whose parent or child is used. */
function comparableRows(facts: Facts, dimension: string): Uint32Array {
  const { codes, at } = facts.findColumn(dimension)!
  const domain = facts.findDomain(dimension)
  const kin = domain ? kinOf(domain, numbersIn(domain, { codes, at }), at) : new Uint8Array(codes.length)
  const bit = facts.bits.get(dimension) ?? 0
  const { signatures } = facts
  const used = usedSignatures(facts)
  const twins = new Set([...used].filter((s) => bit !== 0 && used.has((s ^ bit) >>> 0)))
  const rows = new Uint32Array(facts.rows)
  let count = 0
  if (twins.size > 0 || kin.some((k) => k === 1)) {
    for (let row = 0; row < facts.rows; row++) if (kin[at[row]!] === 1 || twins.has(signatures[row]!)) rows[count++] = row
  }
  return rows.slice(0, count)
}

export const usedSignatures = (facts: Facts): ReadonlySet<number> =>
  facts.once('used signatures', () => {
    const used = new Set<number>()
    let last = -1
    for (const signature of facts.signatures) {
      if (signature !== last) used.add(signature)
      last = signature
    }
    return used
  })

/** Codes of the column (by number there) that have an ancestor or a descendant in the column. */
function kinOf(domain: Domain, numbers: Int32Array, at: Uint32Array): Uint8Array {
  const kin = new Uint8Array(numbers.length)
  if (domain.parent.every((p) => p < 0)) return kin
  const isUsed = new Uint8Array(numbers.length)
  for (const code of at) isUsed[code] = 1
  const codeOf = new Int32Array(domain.codes.length).fill(-1)
  numbers.forEach((number, code) => {
    if (number >= 0 && isUsed[code] === 1) codeOf[number] = code
  })
  codeOf.forEach((code, number) => {
    for (let up = domain.parent[number]!; code >= 0 && up >= 0; up = domain.parent[up]!) if (codeOf[up]! >= 0) kin[code] = kin[codeOf[up]!] = 1
  })
  return kin
}

/** The figures of one group of siblings by the codes of their dimension. A row without a value is not there. */
export class Breakdown {
  readonly domain: Domain
  /** The rows that have a code of the domain. */
  readonly present: number[] = []
  /** -1 where there is no total. */
  totalRow = -1
  /** What `_U` and `OTH` hold. */
  rest = 0
  private readonly numbers: Int32Array
  private readonly at: Uint32Array
  private readonly figures: Float64Array
  private readonly rowOf: Int32Array

  constructor(facts: Facts, dimension: string, domain: Domain) {
    const column = facts.findColumn(dimension)!
    this.domain = domain
    this.numbers = numbersIn(domain, column)
    this.at = column.at
    this.figures = facts.table.value
    this.rowOf = new Int32Array(domain.codes.length).fill(-1)
  }

  load(rows: Uint32Array, start: number, end: number): void {
    for (const row of this.present) this.rowOf[this.codeOf(row)] = -1
    this.present.length = 0
    this.totalRow = -1
    this.rest = 0
    for (let i = start; i < end; i++) {
      const row = rows[i]!
      if (Number.isNaN(this.figures[row]!)) continue
      const code = this.codeOf(row)
      if (code === IS_TOTAL) this.totalRow = row
      else if (code === IS_REST) this.rest += this.figures[row]!
      else if (code >= 0) {
        this.present.push(row)
        this.rowOf[code] = row
      }
    }
  }

  /** The number in the domain of a row's code. */
  codeOf(row: number): number {
    return this.numbers[this.at[row]!]!
  }

  has(code: number): boolean {
    return this.rowOf[code]! >= 0
  }

  /** Whether a code that this one is part of is there. */
  isCovered(code: number): boolean {
    for (let up = this.domain.parent[code]!; up >= 0; up = this.domain.parent[up]!) if (this.has(up)) return true
    return false
  }

  /** All that is there, each person once: a parent stands for its children; with `_U` and `OTH`. */
  sum(): number {
    let sum = this.rest
    for (const row of this.present) if (!this.isCovered(this.codeOf(row))) sum += this.figures[row]!
    return sum
  }

  /** Whether every leaf is there, by itself or in a parent. `mayLack`: codes that need not be. */
  isComplete(mayLack: ReadonlySet<string>): boolean {
    return this.domain.closed && this.domain.roots.every((root) => this.holds(root, mayLack))
  }

  private holds(code: number, mayLack: ReadonlySet<string>): boolean {
    if (this.has(code) || mayLack.has(this.domain.codes[code]!)) return true
    const children = this.domain.children[code]!
    return children.length > 0 && children.every((child) => this.holds(child, mayLack))
  }

  /** What the parts of a code add up to, how many of them are there, and whether all are. */
  partsOf(code: number): { readonly sum: number; readonly count: number; readonly complete: boolean } {
    let [sum, count, complete] = [0, 0, true]
    for (const child of this.domain.children[code]!) {
      if (this.has(child)) {
        sum += this.figures[this.rowOf[child]!]!
        count++
        continue
      }
      const below = this.partsOf(child)
      sum += below.sum
      count += below.count
      if (!below.complete || this.domain.children[child]!.length === 0) complete = false
    }
    return { sum, count, complete }
  }
}

/** Sums of decimals are compared as far as doubles carry. */
const TOLERANCE = 1e-9
const slack = (a: number, b: number): number => TOLERANCE * Math.max(1, Math.abs(a), Math.abs(b))
export const isEqual = (a: number, b: number): boolean => Math.abs(a - b) <= slack(a, b)
export const isAbove = (a: number, b: number): boolean => a - b > slack(a, b)
