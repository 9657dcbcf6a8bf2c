import { optionalDimensions, type Collection, type Dataflow, type Dimension } from '../metadata/model.ts'
import { unitsOf } from '../metadata/units.ts'
import { maySum, SERIES } from './additivity.ts'
import { signatureOf, type Ask } from './ask.ts'
import { nestingOf, outermost, withParts, type Nesting } from './hierarchy.ts'
import { asksTotal, wantedCodes } from './wanted.ts'

/** What a request comes down to, before it is written as SQL. Dimensions are named by their ids. */
export type Plan = {
  readonly flow: Dataflow
  /** The columns of the answer: `by`, then the series left open. */
  readonly columns: readonly Dimension[]
  /** What one breakdown answers for: the key dimensions, whose figures are never totals of each other. */
  readonly slice: readonly Dimension[]
  /** Codes that key dimensions are held to. */
  readonly held: readonly { readonly dimension: Dimension; readonly codes: readonly string[] }[]
  /** The optional dimensions that the query breaks down by or filters on, as a signature. */
  readonly asked: number
  readonly breakdowns: readonly Breakdown[]
  /** Breakdowns by which the query asks for the total: their column says `_T`. */
  readonly totals: readonly Dimension[]
  /** Optional dimensions whose codes nest, asked or not. */
  readonly nested: readonly { readonly dimension: Dimension; readonly nesting: Nesting }[]
  readonly additive: readonly Additive[]
}

/** An asked optional dimension. */
export type Breakdown = { readonly dimension: Dimension; readonly isColumn: boolean; readonly codes: Codes }

/**
 * Which codes of a breakdown answer. `each`: every code, under the outermost reported one that it is part of. `named`:
 * each wanted code with its parts, so that an unreported one is the sum of these. `any`: all of them together,
 * `codes` being the `named` ones and their parts.
 */
export type Codes =
  | { readonly kind: 'each'; readonly nesting: Nesting }
  | { readonly kind: 'named'; readonly covers: readonly { readonly code: string; readonly label: string }[] }
  | { readonly kind: 'any'; readonly named: readonly string[]; readonly codes: readonly string[] }

/** What figures of one indicator and unit may be summed over: a bit for each optional, and for each key, dimension by its place among them. */
export type Additive = { readonly indicator: string; readonly unit: string; readonly optional: number; readonly key: number }

export function planQuery(collection: Collection, ask: Ask): Plan {
  const flow = collection.dataflows.get(ask.dataflow)!
  const nestings = new Map(flow.dimensions.map((d) => [d.id, nestingOf(collection, d)]))
  const wanted = new Map(flow.dimensions.map((d) => [d.id, wantedCodes(ask.where, d, nestings.get(d.id)!)]))
  const slice = flow.dimensions.filter((d) => d.role === 'key')
  const totals = optionalDimensions(flow).filter((d) => ask.by.includes(d.id) && !wanted.get(d.id) && asksTotal(ask.where, d))
  const asked = optionalDimensions(flow).filter((d) => !totals.includes(d) && (ask.by.includes(d.id) || wanted.get(d.id)))
  const dimension = (id: string) => flow.dimensions.find((d) => d.id === id)!
  return {
    flow,
    columns: [...ask.by, ...SERIES.filter((id) => !ask.by.includes(id))].map(dimension),
    slice,
    held: slice.flatMap((d) => (wanted.get(d.id) ? [{ dimension: d, codes: wanted.get(d.id)! }] : [])),
    asked: signatureOf(flow, asked.map((d) => d.id)),
    breakdowns: asked.map((d) => ({ dimension: d, isColumn: ask.by.includes(d.id), codes: chooseCodes(wanted.get(d.id), nestings.get(d.id)!, ask.by.includes(d.id)) })),
    totals,
    nested: optionalDimensions(flow).flatMap((d) => (nestings.get(d.id)!.size > 0 ? [{ dimension: d, nesting: nestings.get(d.id)! }] : [])),
    additive: additiveOf(collection, flow),
  }
}

function chooseCodes(wanted: readonly string[] | undefined, nesting: Nesting, isColumn: boolean): Codes {
  if (!wanted) return { kind: 'each', nesting }
  const named = outermost(nesting, wanted)
  if (!isColumn) return { kind: 'any', named, codes: withParts(nesting, named) }
  return { kind: 'named', covers: wanted.flatMap((label) => withParts(nesting, [label]).map((code) => ({ code, label }))) }
}

function additiveOf(collection: Collection, flow: Dataflow): readonly Additive[] {
  const key = flow.dimensions.filter((d) => d.role === 'key')
  return flow.indicators.flatMap((indicator) =>
    unitsOf(collection, indicator).map((unit) => {
      const summable = (d: Dimension) => maySum(collection, flow, indicator.id, unit, d)
      return { indicator: indicator.id, unit, optional: bitsOf(optionalDimensions(flow), summable), key: bitsOf(key, summable) }
    }),
  )
}

const bitsOf = (dimensions: readonly Dimension[], holds: (d: Dimension) => boolean): number =>
  dimensions.reduce((bits, d, at) => (holds(d) ? bits | (1 << at) : bits), 0)
