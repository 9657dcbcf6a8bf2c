import { REST } from '@openvrs/core/metadata/model.ts'
import type { AnswerOf } from '../../api/call.ts'
import { regionListsOf, type RegionList } from './areas.ts'

export type Collection = AnswerOf<'collections', 'show'>
export type Flow = Collection['dataflows'][number]
export type Named = { readonly id: string; readonly name: string; readonly parent?: string | undefined }
export type Tell = (id: string, values?: Record<string, string | number>) => string

export const inWords = (words: { readonly [language: string]: string }, language: string): string => words[language] ?? words['en'] ?? ''

/** The codes of a dimension with their names, in the order of their list; none where it takes any number. */
export function codesOf(collection: Collection, flow: Flow, dimension: string, language: string, t: Tell): readonly Named[] {
  const found = flow.dimensions.find((d) => d.id === dimension)
  if (!found) return []
  const named = (codes: readonly { readonly id: string; readonly name: { readonly [language: string]: string }; readonly parent?: string | undefined }[]): readonly Named[] =>
    codes.map(({ id, name, parent }) => ({ id, name: inWords(name, language), parent }))
  const rest = found.totals.map((id) => ({ id, name: t(`explore.code.${id}`) }))
  if (dimension === 'INDICATOR') return named(flow.indicators)
  const { representation } = found
  switch (representation.kind) {
    case 'codelist':
      return [...named(collection.codelists.find((list) => list.id === representation.list)?.codes ?? []), ...(dimension === 'REF_AREA' ? named(collection.organisations) : []), ...rest]
    case 'register':
      return [...named(collection.register.filter((entry) => entry.register === representation.register)), ...rest]
    case 'frequency':
      return flow.frequencies.map((id) => ({ id, name: t(`explore.freq.${id}`) }))
    case 'pattern':
    case 'period':
      return rest
  }
}

/** Says codes as the reader reads them. */
export type Names = { readonly dimension: (id: string) => string; readonly code: (dimension: string, code: string) => string; readonly codes: (dimension: string) => readonly Named[]; /** By whose regions its codes can be shown together. */ readonly regions: (dimension: string) => readonly RegionList[] }

export function namesOf(collection: Collection, flow: Flow, language: string, t: Tell, period: (text: string) => string): Names {
  const lists = new Map<string, readonly Named[]>()
  const codes = (dimension: string) => lists.get(dimension) ?? lists.set(dimension, codesOf(collection, flow, dimension, language, t)).get(dimension)!
  const held = new Map<string, readonly RegionList[]>()
  const regions = (dimension: string) => held.get(dimension) ?? held.set(dimension, regionListsOf(collection, flow, dimension, language)).get(dimension)!
  const found = new Map<string, ReadonlyMap<string, string>>()
  const index = (dimension: string) => found.get(dimension) ?? found.set(dimension, new Map([...regions(dimension).flatMap((list) => list.regions), ...codes(dimension), { id: REST, name: t('explore.code._REST') }].map((code) => [code.id, code.name]))).get(dimension)!
  return {
    codes, regions,
    dimension: (id) => inWords(flow.dimensions.find((d) => d.id === id)?.name ?? { en: id }, language),
    code: (dimension, code) => (dimension === 'TIME_PERIOD' ? period(code) : (index(dimension).get(code) ?? code)),
  }
}
