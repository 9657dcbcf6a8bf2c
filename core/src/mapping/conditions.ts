import type { Bound, When } from './language.ts'
import { parseNumber } from './number.ts'
import type { NumberStyle } from './language.ts'
import { refuse, type Refusal } from './refusals.ts'
import { asciiDigits, normaliseWord } from './words.ts'

/** Whether a cell (or a period) meets a condition, or why that cannot be said. */
export type Test = (text: string) => boolean | Refusal

/** What a condition asks: which shape it has is checked by `checkMapping`. */
export function testOf(when: When, style: NumberStyle): Test {
  if (when.period) return inPeriods(when.period.from, when.period.to)
  if (when.equals !== undefined) return oneOf([when.equals])
  if (when.in !== undefined) return oneOf(when.in)
  return typeof (when.from ?? when.to) === 'number' ? inNumbers(when.from, when.to, style) : inPeriods(when.from, when.to)
}

function oneOf(words: readonly string[]): Test {
  const exact = new Set(words.map((word) => word.trim()))
  const normal = new Set(words.map(normaliseWord).filter((word) => word !== ''))
  return (text) => exact.has(text.trim()) || normal.has(normaliseWord(text))
}

function inNumbers(from: Bound | undefined, to: Bound | undefined, style: NumberStyle): Test {
  return (text) => {
    const number = parseNumber(text, style)
    if (typeof number !== 'number') return refuse('condition.not_comparable')
    return (from === undefined || number >= Number(from)) && (to === undefined || number <= Number(to))
  }
}

/** Years, months, quarters and dates of one shape sort as their texts do. A bound that is shorter takes in all that it begins: `2019` takes `2019-12`. */
function inPeriods(from: Bound | undefined, to: Bound | undefined): Test {
  return (text) => {
    const cell = asciiDigits(text).trim()
    if (!/^\d{4}(-(\d{2}(-\d{2})?|Q[1-4]))?$/.test(cell)) return refuse('condition.not_comparable')
    if (![from, to].every((bound) => bound === undefined || isComparable(cell, String(bound)))) return refuse('condition.not_comparable')
    return (from === undefined || cell >= String(from)) && (to === undefined || cell.slice(0, String(to).length) <= String(to))
  }
}

const isComparable = (cell: string, bound: string): boolean => cell.length >= bound.length && (bound.length === 4 || cell.includes('Q') === bound.includes('Q'))
