import { indicatorList } from './dimensions.ts'
import type { CodeList, Collection, Words } from './model.ts'

/** What a newer version of a collection says otherwise than an older one. */
export type Change = {
  readonly part: 'dataflow' | 'dimension' | 'indicator' | 'narrative' | 'field' | 'codelist' | 'code' | 'rule'
  readonly kind: 'added' | 'removed' | 'changed'
  readonly id: string
  /** The dataflow, the kind of narratives or the code list that it stands in. */
  readonly of?: string
  readonly name: Words
  /** Of what changed: each field in words before and after; both absent where only other languages differ. */
  readonly fields: readonly { readonly field: string; readonly before?: string; readonly after?: string }[]
}

/** The code lists that are kept by hand: those of indicators say again what the dataflows say. */
function listsOf({ codelists, dataflows }: Collection): readonly CodeList[] {
  const made = new Set([...dataflows.keys()].map(indicatorList))
  return [...codelists.values()].filter(({ id }) => !made.has(id))
}

type Named = { readonly id: string; readonly name?: Words; readonly reason?: Words }
type Place = Pick<Change, 'part' | 'of'>

/** In the order of the collection: dataflows with what stands in them, code lists, rules. What stands in something new is not listed by itself. */
export function compareCollections(before: Collection, after: Collection, language: string): readonly Change[] {
  const flows = [[...before.dataflows.values()], [...after.dataflows.values()]] as const
  const kinds = [[...before.narratives.values()], [...after.narratives.values()]] as const
  const lists = [listsOf(before), listsOf(after)] as const
  return [
    ...compare(...flows, { part: 'dataflow' }, ['dimensions', 'indicators'], language),
    ...inBoth(...flows).flatMap(([old, now]) => [...compare(old.dimensions, now.dimensions, { part: 'dimension', of: now.id }, [], language), ...compare(old.indicators, now.indicators, { part: 'indicator', of: now.id }, [], language)]),
    ...compare(...kinds, { part: 'narrative' }, ['fields'], language),
    ...inBoth(...kinds).flatMap(([old, now]) => compare(old.fields, now.fields, { part: 'field', of: now.id }, [], language)),
    ...compare(...lists, { part: 'codelist' }, ['codes'], language),
    ...inBoth(...lists).flatMap(([old, now]) => compare(old.codes, now.codes, { part: 'code', of: now.id }, [], language)),
    ...compare(before.rules, after.rules, { part: 'rule' }, [], language),
  ]
}

function compare(before: readonly Named[], after: readonly Named[], place: Place, apart: readonly string[], language: string): readonly Change[] {
  const [old, now] = [byId(before), byId(after)]
  const name = (one: Named): Words => one.name ?? one.reason ?? { en: one.id }
  const changed = inBoth(before, after).flatMap(([was, is]) => {
    const fields = fieldsOf(was, is, apart, language)
    return fields.length > 0 ? [{ ...place, kind: 'changed' as const, id: is.id, name: name(is), fields }] : []
  })
  const only = (all: readonly Named[], other: ReadonlyMap<string, Named>, kind: 'added' | 'removed') => all.filter(({ id }) => !other.has(id)).map((one) => ({ ...place, kind, id: one.id, name: name(one), fields: [] }))
  return [...only(after, old, 'added'), ...only(before, now, 'removed'), ...changed]
}

const byId = <T extends Named>(all: readonly T[]): ReadonlyMap<string, T> => new Map(all.map((one) => [one.id, one]))

function inBoth<T extends Named>(before: readonly T[], after: readonly T[]): readonly (readonly [T, T])[] {
  const old = byId(before)
  return after.flatMap((now) => (old.has(now.id) ? [[old.get(now.id)!, now] as const] : []))
}

function fieldsOf(was: Named, is: Named, apart: readonly string[], language: string): Change['fields'] {
  const [old, now] = [was, is] as unknown as readonly [Record<string, unknown>, Record<string, unknown>]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((field) => !apart.includes(field) && JSON.stringify(old[field]) !== JSON.stringify(now[field])).map((field) => {
    const [before, after] = [say(old[field], language), say(now[field], language)]
    return before === after ? { field } : { field, before, after }
  })
}

const isWords = (value: object): value is Words => 'en' in value && typeof value.en === 'string'

function say(value: unknown, language: string): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map((one) => say(one, language)).join(', ')
  if (isWords(value)) return value[language] ?? value.en
  return Object.entries(value).map(([name, one]) => `${name}: ${say(one, language)}`).join('; ')
}
