import type { Grid } from '../shape.ts'
import type { Mark } from './mark.ts'

export type Flow = { readonly from: string; readonly to: string; readonly value: number; readonly codes: Mark }
export type Flows = {
  /** The largest first. What leads from an area to itself is among them. */
  readonly flows: readonly Flow[]
  /** Pairs that were asked for and have no figure at this breakdown: they are no flows of 0. */
  readonly unavailable: number
}

/** Rows by two dimensions as flows from the codes of the first to those of the second. A reported 0 is no flow. */
export function flowsOf({ dimensions, rows }: Grid): Flows {
  const flows = rows.flatMap(({ codes: [from = '', to = ''], cells: [cell] }): readonly Flow[] =>
    (typeof cell === 'number' && cell !== 0 ? [{ from, to, value: cell, codes: { [dimensions[0]!]: from, [dimensions[1]!]: to } }] : []))
  return { flows: flows.toSorted((a, b) => b.value - a.value), unavailable: rows.filter(({ cells: [cell] }) => cell === null).length }
}

export const sumOf = (flows: readonly { readonly value: number }[]): number => flows.reduce((sum, { value }) => sum + value, 0)

/** All codes with what leads from and to them, the largest first. */
export function nodesOf(flows: readonly Flow[]): readonly { readonly code: string; readonly out: number; readonly into: number }[] {
  const codes = [...new Set(flows.flatMap(({ from, to }) => [from, to]))]
  const sums = codes.map((code) => ({ code, out: sumOf(flows.filter(({ from }) => from === code)), into: sumOf(flows.filter(({ to }) => to === code)) }))
  return sums.toSorted((a, b) => b.out + b.into - a.out - a.into)
}
