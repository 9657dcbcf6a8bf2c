import type { Code, Collection, Dimension, NarrativeField, Words } from '../metadata/model.ts'
import { codeToken, type Token } from './terms.ts'

/** What everybody may know: who takes part, what figures are broken down by, where routes lead. */
export type DescriptionKind = 'member' | 'definition' | 'route' | 'place'
export type Description = {
  readonly kind: DescriptionKind
  /** Says what it is within its kind: `THA`, `vrs-msrc/CL_SEX/F`, `vrs-msrc/VRS_DETECT`. */
  readonly id: string
  readonly name: Words
  /** What it belongs to: a code to its list. */
  readonly within?: Words
  readonly text?: Words
  /** Other ways in which it is written. */
  readonly also: readonly string[]
  readonly dataflow?: string
  /** By which its documents are found, whatever language it is named in. */
  readonly tokens: readonly Token[]
}
export type Participant = { readonly code: string; readonly name: string }

/** Everything that can be found of some collections and of who takes part. */
export function describe(collections: Iterable<Collection>, participants: readonly Participant[]): Description[] {
  const all = [...collections]
  const areas = new Map(all.flatMap((one) => [...one.codelists.values()].flatMap(({ codes }) => codes)).toReversed().map((code) => [code.id, code]))
  return [
    ...participants.map(({ code, name }) => memberOf(code, name, areas.get(code))),
    ...all.flatMap((collection) => [...flowsOf(collection), ...kindsOf(collection), ...dimensionsOf(collection), ...codesOf(collection), ...registerOf(collection, areas)]),
  ]
}

const memberOf = (code: string, name: string, area: Code | undefined): Description =>
  ({ kind: 'member', id: code, name: { ...area?.name, en: name }, also: alsoOf(code, area), tokens: [codeToken('REF_AREA', code)] })

const alsoOf = (id: string, code: Pick<Code, 'annotations'> | undefined): string[] =>
  [id, ...(code?.annotations?.['alias'] ?? '').split(';').map((name) => name.trim()), code?.annotations?.['alpha2'] ?? ''].filter((name) => name !== '')

const flowsOf = (collection: Collection): Description[] => [...collection.dataflows.values()].flatMap((flow) => [
  { kind: 'definition' as const, id: `${collection.id}/${flow.id}`, name: flow.name, text: flow.description, also: [flow.id], dataflow: flow.id, tokens: [codeToken('DATAFLOW', flow.id)] },
  ...flow.indicators.map((indicator) => ({ kind: 'definition' as const, id: `${collection.id}/${flow.id}/${indicator.id}`, name: indicator.name, text: indicator.description, within: flow.name, also: [indicator.id], dataflow: flow.id, tokens: [codeToken('INDICATOR', indicator.id)] })),
])

const kindsOf = (collection: Collection): Description[] => [...collection.narratives.values()].map(({ id, name, description }) =>
  ({ kind: 'definition', id: `${collection.id}/${id}`, name, text: description, also: [id], dataflow: id, tokens: [codeToken('DATAFLOW', id)] }))

/** Each concept once, however many dataflows have it. */
function dimensionsOf(collection: Collection): Description[] {
  const dimensions = new Map([...collection.dataflows.values()].flatMap((flow) => flow.dimensions.map((dimension) => [dimension.id, dimension] as const)))
  return [...dimensions.values()].map(({ id, name, description }) => ({ kind: 'definition', id: `${collection.id}/${id}`, name, text: description, within: collection.name, also: [id], tokens: [] }))
}

/** Codes of the lists that figures are broken down by or narratives name; indicators are told by their dataflows. The same code of two lists is two things, unless its names are the same: then it is said once. */
function codesOf(collection: Collection): Description[] {
  const users = usersOf(collection, ({ id, representation }) => (id !== 'INDICATOR' && representation.kind === 'codelist' ? representation.list : undefined))
  const told = new Set([...collection.narratives.values()].flatMap(({ fields }) => listsOf(fields)))
  const found = new Map<string, Description>()
  for (const list of [...collection.codelists.values()].filter(({ id }) => users.has(id) || told.has(id))) {
    for (const code of list.codes) {
      const tokens = [codeToken(list.id, code.id), ...(users.get(list.id) ?? []).map((dimension) => codeToken(dimension, code.id))]
      const key = `${code.id} ${code.name.en}`
      const before = found.get(key)
      found.set(key, before ? { ...before, tokens: [...before.tokens, ...tokens] } : { kind: 'definition', id: `${collection.id}/${list.id}/${code.id}`, name: code.name, text: code.description, within: list.name, also: alsoOf(code.id, code), tokens })
    }
  }
  return [...found.values()]
}

const listsOf = (fields: readonly NarrativeField[]): string[] => fields.flatMap((field) => (field.kind === 'code' ? [field.list] : field.kind === 'legs' ? listsOf(field.fields) : []))

function registerOf(collection: Collection, areas: ReadonlyMap<string, Code>): Description[] {
  const users = usersOf(collection, ({ representation }) => (representation.kind === 'register' ? representation.register : undefined))
  return collection.register.map(({ register, id, name, area }) => ({
    kind: register, id: `${collection.id}/${id}`, name, within: area === undefined ? undefined : areas.get(area)?.name, also: [id], tokens: [codeToken(register, id), ...(users.get(register) ?? []).map((dimension) => codeToken(dimension, id))],
  }))
}

/** The dimensions that take their codes from each list or register. */
function usersOf(collection: Collection, source: (dimension: Dimension) => string | undefined): ReadonlyMap<string, readonly string[]> {
  const pairs = [...collection.dataflows.values()].flatMap((flow) => flow.dimensions.flatMap((dimension) => {
    const from = source(dimension)
    return from === undefined ? [] : [[from, dimension.id] as const]
  }))
  return new Map([...Map.groupBy(pairs, ([from]) => from)].map(([from, some]) => [from, [...new Set(some.map(([, dimension]) => dimension))]]))
}
