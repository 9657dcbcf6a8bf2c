import { listLookup, codesOf } from '@openvrs/core/mapping/codes.ts'
import { nearest } from '@openvrs/core/mapping/nearest.ts'
import { asciiDigits, normaliseWord } from '@openvrs/core/mapping/words.ts'
import type { Collection, Dataflow, Dimension, Words } from '@openvrs/core/metadata/model.ts'
import { periodsBetween } from '@openvrs/core/report/period.ts'
import type { AnswerOf } from '../../api/call.ts'
import type { CodeOption } from '../../ui/code-search.ts'

/** What is said of codes that stand in no list: all together, not known, other; and how a period is said. */
export type OwnWords = { readonly _T: string; readonly _U: string; readonly OTH: string; readonly period: (period: string) => string }

/** The codes of a section in the reader's language: what may be chosen, how it is called, and what a word stands for. */
export type Lexicon = {
  readonly flow: Dataflow
  readonly nameOf: (words: Words) => string
  readonly options: (column: string) => readonly CodeOption[]
  readonly name: (column: string, code: string) => string
  /** The code that a word stands for, by code, other systems' code or name; undefined where it is not known or not clear. */
  readonly find: (column: string, word: string) => string | undefined
  /** Codes whose names are near to a word that stands for none, the nearest first. */
  readonly near: (column: string, word: string) => readonly string[]
}

export type Range = { readonly freq: 'M' | 'Q' | 'A'; readonly from: string; readonly to: string }

/** A collection as the rules and look-ups read it. */
export const collectionOf = (answer: AnswerOf<'collections', 'show'>): Collection => ({
  ...answer,
  id: answer.collection,
  codelists: new Map(answer.codelists.map((list) => [list.id, list])),
  dataflows: new Map(answer.dataflows.map((flow) => [flow.id, flow])),
  narratives: new Map(answer.narratives.map((kind) => [kind.id, kind])),
}) as unknown as Collection

export function lexiconOf(collection: Collection, flow: Dataflow, range: Range, language: string, own: OwnWords): Lexicon {
  const nameOf = (words: Words): string => words[language] ?? words.en
  const dimensions = new Map(flow.dimensions.map((dimension) => [dimension.id, dimension]))
  const option = (code: { readonly id: string; readonly name: Words; readonly annotations?: Readonly<Record<string, string>> }): CodeOption => {
    const name = nameOf(code.name)
    const also = [code.name.en, code.annotations?.['alpha2'], ...(code.annotations?.['alias']?.split(';') ?? [])].filter((word): word is string => word !== undefined && word !== name)
    return { id: code.id, name, ...(also.length > 0 && { also }) }
  }
  // Found when it is typed, since figures may name it, and never offered.
  const retired = new Set(collection.register.filter((entry) => entry.retired).map(({ id }) => id))
  const columns = new Map<string, { readonly options: readonly CodeOption[]; readonly names: ReadonlyMap<string, string>; readonly find: Lexicon['find'] }>()
  const column = (id: string) => {
    const there = columns.get(id)
    if (there) return there
    const options = optionsOf(id)
    const names = new Map(options.map((o) => [o.id, o.name]))
    const said = new Map(options.map((o) => [normaliseWord(o.name), o.id]))
    const list = listOf(id)
    const find = (_: string, word: string): string | undefined => {
      const trimmed = word.trim()
      if (trimmed === '') return undefined
      const found = list?.(trimmed)
      const code = typeof found === 'string' ? found : (said.get(normaliseWord(trimmed)) ?? (names.has(trimmed.toUpperCase()) ? trimmed.toUpperCase() : undefined))
      return code !== undefined && (names.size === 0 || names.has(code)) ? code : undefined
    }
    const made = { options: options.filter((o) => !retired.has(o.id)), names, find }
    columns.set(id, made)
    return made
  }
  const optionsOf = (id: string): readonly CodeOption[] => {
    if (id === 'OBS_STATUS') return (collection.codelists.get('CL_OBS_STATUS')?.codes ?? []).map(option)
    const dimension = dimensions.get(id)
    if (!dimension) return []
    if (id === 'TIME_PERIOD') return periodsBetween(range.from, range.to).map((period) => ({ id: period, name: own.period(period) }))
    if (id === 'INDICATOR') return flow.indicators.map(option)
    const codes = id === 'UNIT_MEASURE' ? codesOf(dimension, collection).filter((code) => isUnitOf(flow, collection, code.id)) : codesOf(dimension, collection)
    return [...dimension.totals.map((total) => ({ id: total, name: own[total] })), ...codes.map(option)]
  }
  const listOf = (id: string) => {
    const dimension = dimensions.get(id)
    return dimension && dimension.representation.kind !== 'period' ? listLookup(dimension, collection) : undefined
  }
  return {
    flow, nameOf,
    options: (id) => column(id).options,
    name: (id, code) => (code === '' ? '' : (column(id).names.get(code) ?? code)),
    find: (id, word) => column(id).find(id, word),
    near: (id, word) => nearest(word, column(id).options.map((o) => ({ code: o.id, name: o.name, ways: [o.name, ...(o.also ?? []), o.id].map(normaliseWord) }))).map(({ code }) => code),
  }
}

function isUnitOf(flow: Dataflow, collection: Collection, unit: string): boolean {
  return flow.indicators.some(({ units }) => units.includes(unit) || (units.includes('CURRENCY') && collection.codelists.get('CL_CURRENCY')?.codes.some((code) => code.id === unit) === true))
}

const GROUPED = /^\d{1,3}(?:([,. '’\u00a0\u202f])\d{3}(?:\1\d{3})*)$/

/**
 * A number as it is kept, from how people write it: digits of any script; a count may have thousands set apart in any
 * way, since it has no decimals. Anything else stays as it was written, and a rule says so.
 */
export function readNumber(text: string, isCount: boolean): string {
  const plain = asciiDigits(text.trim())
  return isCount && GROUPED.test(plain) ? plain.replaceAll(/\D/g, '') : plain
}

/** Whether a row's cell of this column chooses among codes. */
export const hasCodes = (dimension: Dimension): boolean => dimension.representation.kind !== 'pattern'
