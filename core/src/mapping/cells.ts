import type { Refusal } from './refusals.ts'

/** A cell as a reader gives it: text from CSV; text, numbers and truth values from a workbook. Dates come as `2024-03-31`. */
export type Cell = string | number | boolean

export const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : cell === undefined ? '' : String(cell))

export const isBlank = (cell: Cell | undefined): boolean => cell === undefined || cell === '' || (typeof cell === 'string' && cell.trim() === '')

/**
 * The refusals of one file, each kept once. In the reading of a row a refusal is a negative number (`~place`), so that rows
 * that are taken cost no object.
 */
export class Refusals {
  private readonly known = new Map<string, number>()
  private readonly all: { readonly at: number; readonly refusal: Refusal }[] = []

  /** `at`: the place of the column at fault, -1 for the whole row. */
  number(at: number, refusal: Refusal): number {
    const key = JSON.stringify([at, refusal.reason, refusal.values])
    let place = this.known.get(key)
    if (place === undefined) {
      place = this.all.push({ at, refusal }) - 1
      this.known.set(key, place)
    }
    return ~place
  }

  get(number: number): { readonly at: number; readonly refusal: Refusal } {
    return this.all[~number]!
  }
}

/** Beyond this many different words a column is no list of words, and words are worked out again instead of kept. */
const MOST_WORDS = 50_000

/** Works out each distinct cell of a column once. */
export function onceAWord(workOut: (text: string) => number): (cell: Cell | undefined) => number {
  const known = new Map<Cell, number>()
  return (cell = '') => {
    const there = known.get(cell)
    if (there !== undefined) return there
    const number = workOut(textOf(cell))
    if (known.size < MOST_WORDS) known.set(cell, number)
    return number
  }
}
