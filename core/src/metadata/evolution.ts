import sentences from '../i18n/collection.en.json' with { type: 'json' }
import { fill } from '../problem.ts'
import { COMMON_LISTS } from '../narrative/narrative.ts'
import { LEADING_DIMENSIONS, PERIOD_DIMENSION } from './dimensions.ts'
import type { Collection, Dataflow, Dimension, NarrativeField, NarrativeKind, Representation } from './model.ts'

/**
 * What a new version of a collection may do to figures that were reported under an older one. It may add. It may take
 * away only what no figure uses; the order and the kind of dimensions stay, since keys and breakdown signatures of
 * stored figures rest on them.
 */

const COMMON: readonly string[] = [...LEADING_DIMENSIONS, PERIOD_DIMENSION]

/** The dimensions of a dataflow besides those that all have, in the order of the structure. */
export const ownDimensions = (flow: Dataflow): readonly Dimension[] => flow.dimensions.filter((d) => !COMMON.includes(d.id))

/** Sentences about changes of structure that no version may make. Empty where there are none. */
export function structureBreaks(previous: Collection, next: Collection): readonly string[] {
  const flows = [...previous.dataflows.values()].flatMap((before) => {
    const after = next.dataflows.get(before.id)
    return after ? dimensionBreaks(before, after) : []
  })
  const kinds = [...previous.narratives.values()].flatMap((before) => {
    const after = next.narratives.get(before.id)
    return after ? fieldBreaks(before, after) : []
  })
  return [...flows, ...kinds]
}

/** A corrected narrative is written under the version of today: its answers must still be answers. */
const fieldBreaks = (before: NarrativeKind, after: NarrativeKind): readonly string[] =>
  before.fields.filter((field) => !after.fields.some((now) => now.id === field.id && shapeOf(now) === shapeOf(field))).map(({ id }) => fill(sentences['evolution.field_retyped'], { narrative: before.id, field: id }))

/** What an answer may be, apart from which codes it may name. */
function shapeOf(field: NarrativeField): string {
  switch (field.kind) {
    case 'code': return `code ${field.list} ${field.many}`
    case 'register': return `register ${field.register} ${field.many}`
    case 'legs': return `legs ${field.from} ${field.to} ${field.fields.map((one) => `${one.id} ${shapeOf(one)}`).join(', ')}`
    case 'text': case 'number': case 'period': case 'series': return field.kind
  }
}

function dimensionBreaks(before: Dataflow, after: Dataflow): readonly string[] {
  const old = ownDimensions(before)
  const now = ownDimensions(after)
  const lost = old.filter((d) => !now.some((n) => n.id === d.id)).map((d) => fill(sentences['evolution.dimension_removed'], { dataflow: before.id, dimension: d.id }))
  if (lost.length > 0) return lost
  return [
    ...old.filter((d, i) => now[i]?.id !== d.id).slice(0, 1).map((d) => fill(sentences['evolution.dimension_moved'], { dataflow: before.id, dimension: d.id })),
    ...before.dimensions.flatMap((d) => {
      const n = after.dimensions.find((other) => other.id === d.id)
      return n && !sameKind(d, n) ? [fill(sentences['evolution.dimension_retyped'], { dataflow: before.id, dimension: d.id })] : []
    }),
    ...now.slice(old.length).filter((d) => d.role === 'key').map((d) => fill(sentences['evolution.key_added'], { dataflow: before.id, dimension: d.id })),
  ]
}

const sameKind = (a: Dimension, b: Dimension): boolean => a.role === b.role && source(a.representation) === source(b.representation)

const source = (representation: Representation): string => {
  switch (representation.kind) {
    case 'codelist': return `codelist ${representation.list}`
    case 'register': return `register ${representation.register}`
    case 'pattern': return `pattern ${representation.pattern}`
    case 'period':
    case 'frequency': return representation.kind
  }
}

/** Codes that a dimension of a dataflow took and no longer takes, the dimension being the same: to be refused where a figure uses one. */
export type RemovedCodes = { readonly dataflow: string; readonly dimension: string; readonly codes: readonly string[] }

export function removedCodes(previous: Collection, next: Collection): readonly RemovedCodes[] {
  return [...previous.dataflows.values()].flatMap((before) => {
    const after = next.dataflows.get(before.id)
    if (!after) return []
    return before.dimensions.filter((d) => after.dimensions.some((n) => n.id === d.id && sameKind(d, n))).flatMap((dimension) => {
      const kept = takenCodes(next, after, dimension.id)
      const codes = [...takenCodes(previous, before, dimension.id)].filter((code) => !kept.has(code))
      return codes.length > 0 ? [{ dataflow: before.id, dimension: dimension.id, codes }] : []
    })
  })
}

/** Dataflows that the next version leaves out: to be refused where they hold figures. */
export const removedDataflows = (previous: Collection, next: Collection): readonly string[] => [...previous.dataflows.keys()].filter((id) => !next.dataflows.has(id))

/** The same of kinds of narratives. */
export const removedNarratives = (previous: Collection, next: Collection): readonly string[] => [...previous.narratives.keys()].filter((id) => !next.narratives.has(id))

/** Codes that fields of narratives took and no longer take, by list. */
export function removedAnswers(previous: Collection, next: Collection): readonly { readonly list: string; readonly codes: readonly string[] }[] {
  const fields = [...previous.narratives.values()].flatMap((kind) => kind.fields).flatMap((field) => (field.kind === 'legs' ? field.fields : [field]))
  const lists = new Set([...Object.values(COMMON_LISTS), ...fields.flatMap((field) => (field.kind === 'code' ? [field.list] : []))])
  return [...lists].flatMap((list) => {
    const kept = new Set(next.codelists.get(list)?.codes.map(({ id }) => id))
    const codes = (previous.codelists.get(list)?.codes ?? []).map(({ id }) => id).filter((id) => !kept.has(id))
    return codes.length > 0 ? [{ list, codes }] : []
  })
}

/** Codes of the list and totals; of FREQ the frequencies. Dimensions without a list take totals alone. */
function takenCodes(collection: Collection, flow: Dataflow, id: string): ReadonlySet<string> {
  const dimension = flow.dimensions.find((d) => d.id === id)
  if (!dimension) return new Set()
  if (id === 'FREQ') return new Set(flow.frequencies)
  const { representation, totals } = dimension
  const listed = representation.kind === 'codelist' ? (collection.codelists.get(representation.list)?.codes ?? []) : []
  return new Set([...listed.map((code) => code.id), ...totals])
}
