import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { Problem } from '@openvrs/core/problem.ts'

/** What a password has to be: long, not among those that are tried first, and not made of what everybody knows of its owner. No rules of composition: they make passwords alike. */
const LEAST = 12
const LEAST_BESIDES_OWN = 8
const LEAST_DIFFERENT = 5

let list: ReadonlySet<string> | undefined
const breached = (): ReadonlySet<string> => (list ??= new Set(gunzipSync(readFileSync(new URL('common-passwords/list.txt.gz', import.meta.url))).toString().split('\n')))

/** `own`: the e-mail address, names and member of whoever chooses. Throws `password.short`, `password.common`, `password.own`. */
export function requireGoodPassword(password: string, own: readonly string[]): void {
  const text = password.normalize('NFKC').toLowerCase()
  if (lengthOf(text) < LEAST) throw new Problem('password.short', { least: LEAST })
  if (isCommon(text)) throw new Problem('password.common')
  const rest = withoutWords(text, wordsOf(own))
  if (rest !== text && (lengthOf(rest) < LEAST_BESIDES_OWN || isCommon(rest))) throw new Problem('password.own')
}

/** Breached itself, or a breached word with figures and signs around it, or the same again and again. */
function isCommon(text: string): boolean {
  const core = text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return [text, core, unitOf(text), unitOf(core)].some((part) => breached().has(part)) || new Set(text).size < LEAST_DIFFERENT
}

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
