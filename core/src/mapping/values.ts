import { isBlank, textOf, type Cell } from './cells.ts'
import { MISSING_STATUSES } from './check.ts'
import type { Mapping } from './language.ts'
import { parseNumber } from './number.ts'
import { refuse, type Refusal } from './refusals.ts'

/** A number; a status that says why there is none; or a refusal. */
export type ValueReader = (cell: Cell | undefined) => number | string | Refusal

/** A cell that no word can be. */
export function checkText(text: string): Refusal | undefined {
  if (text.includes('\0')) return refuse('cell.nul')
  return text.startsWith('=') ? refuse('cell.formula') : undefined
}

export const isMissingStatus = (meaning: string): boolean => MISSING_STATUSES.some((status) => status === meaning)

export function valueReader({ value, file }: Mapping): ValueReader {
  const words = new Map<string, number | string>()
  for (const [word, meaning] of Object.entries(value.words)) words.set(word.trim().toLowerCase(), isMissingStatus(meaning) ? meaning : Number(meaning))
  return (cell) => {
    if (typeof cell === 'number') return Number.isFinite(cell) ? cell : refuse('value.not_number')
    if (typeof cell === 'boolean') return refuse('value.not_number')
    const number = cell === undefined ? refuse('value.blank') : parseNumber(cell, file.numbers)
    if (typeof number === 'number') return number
    const word = words.get(textOf(cell).trim().toLowerCase())
    if (word !== undefined) return word
    if (isBlank(cell)) return refuse('value.blank')
    return checkText(textOf(cell)) ?? number
  }
}

export function readCount(cell: Cell | undefined, mapping: Mapping): number | Refusal {
  if (isBlank(cell)) return Number.NaN
  const number = typeof cell === 'number' ? cell : parseNumber(textOf(cell), mapping.file.numbers)
  if (typeof number !== 'number') return number
  return number < 0 ? refuse('value.negative') : Number.isInteger(number) ? number : refuse('value.not_whole')
}
