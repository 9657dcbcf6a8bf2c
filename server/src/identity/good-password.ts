import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Problem } from '@openvrs/core/problem.ts'

/** What a password has to be: long, not among those that are tried first, and not made of what everybody knows of its owner. No rules of composition: they make passwords alike. */
const LEAST = 12
const LEAST_BESIDES_OWN = 8
const LEAST_DIFFERENT = 5
const LEAST_WORD = 4

let list: ReadonlySet<string> | undefined
const breached = (): ReadonlySet<string> => (list ??= new Set(gunzipSync(readFileSync(new URL('common-passwords/list.txt.gz', import.meta.url))).toString().split('\n')))

/** `own`: the e-mail address, names and member of whoever chooses. Throws `password.short`, `password.common`, `password.own`. */
export function requireGoodPassword(password: string, own: readonly string[]): void {
  const text = password.normalize('NFKC').toLowerCase()
  if (lengthOf(text) < LEAST) throw new Problem('password.short', { least: LEAST })
  if (isCommon(text)) throw new Problem('password.common')
  const rest = withoutWords(text, wordsOf(own))
  if (rest !== text && (lengthOf(rest) < LEAST_BESIDES_OWN || isCommon(rest))) throw new Problem('password.own')
  if (isPair(text)) throw new Problem('password.common')
}

/** Breached itself, or a breached word with figures and signs around it, or the same again and again. */
function isCommon(text: string): boolean {
  const core = coreOf(text)
  return [text, core, unitOf(text), unitOf(core)].some((part) => breached().has(part)) || lengthOf(unitOf(text)) < LEAST || new Set(text).size < LEAST_DIFFERENT
}

/** Two words of the list after each other, whatever stands around and between them: how most long breached ones are made. */
function isPair(text: string): boolean {
  const core = coreOf(text.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, ''))
  for (let at = LEAST_WORD; at <= core.length - LEAST_WORD; at++) if (breached().has(core.slice(0, at)) && [core.slice(at), coreOf(core.slice(at))].some((rest) => breached().has(rest))) return true
  return false
}

const coreOf = (text: string): string => text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

/** What a text repeats, or the text. */
function unitOf(text: string): string {
  const size = `${text}${text}`.indexOf(text, 1)
  return text.slice(0, size > 0 ? size : text.length)
}

/** The words of addresses and names that are long enough to be recognised in a password. */
const wordsOf = (own: readonly string[]): readonly string[] =>
  [...new Set(own.flatMap((text) => text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{N}\p{M}]+/u)).filter((word) => lengthOf(word) >= 3))].toSorted((a, b) => b.length - a.length)

/** What is left of letters and figures when the words are struck out. */
const withoutWords = (text: string, words: readonly string[]): string => {
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), text)
  return rest === text ? text : rest.replaceAll(/[^\p{L}\p{N}\p{M}]/gu, '')
}

const lengthOf = (text: string): number => [...text].length
