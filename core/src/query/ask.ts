import { optionalDimensions, TOTAL, type Collection, type Dataflow, type Dimension } from '../metadata/model.ts'
import { Problem } from '../problem.ts'
import { findRegion } from './regions.ts'
import { periodsIn } from './time.ts'

/** What a person asks of one dataflow. Codes are known to the collection; what the viewer may see is decided elsewhere. */
export type Ask = {
  readonly dataflow: string
  /** Dimensions that the answer is broken down by, in the order of its columns. */
  readonly by: readonly string[]
  /** Codes of one clause mean or, several clauses mean and. Of TIME_PERIOD: every period that a clause takes in. */
  readonly where: readonly Clause[]
  /** As known on; now where absent. */
  readonly asOf?: Date
}

export type Clause = { readonly dimension: string; readonly codes: readonly string[] }

/** The request as its texts: `by` lists of dimensions (`SEX,AGE`), `where` clauses (`CITIZENSHIP=MMR,KHM`), an ISO 8601 instant. */
export type AskTexts = {
  readonly dataflow: string
  readonly by?: readonly string[]
  readonly where?: readonly string[]
  readonly asOf?: string
}

const MOST_CLAUSES = 50
const MOST_CODES = 500
const INSTANT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/

/** Throws the problems `query.*` of the catalogue. Names of dimensions are taken in any case, codes as they are. */
export function parseAsk(collection: Collection, texts: AskTexts, now: Date): Ask {
  const flow = collection.dataflows.get(texts.dataflow)
  if (!flow) throw new Problem('query.dataflow_unknown', { dataflow: texts.dataflow })
  const by = (texts.by ?? []).flatMap(listed).map((name) => getDimension(flow, name).id)
  const twice = by.find((id, at) => by.indexOf(id) !== at)
  if (twice) throw new Problem('query.dimension_twice', { dimension: twice })
  if ((texts.where ?? []).length > MOST_CLAUSES) throw new Problem('query.too_much', { limit: MOST_CLAUSES })
  const where = (texts.where ?? []).map((clause) => parseClause(collection, flow, clause))
  return { dataflow: flow.id, by, where, ...(texts.asOf === undefined ? {} : { asOf: parseInstant(texts.asOf, now) }) }
}

const listed = (text: string): readonly string[] => text.split(',').map((part) => part.trim()).filter((part) => part !== '')

function getDimension(flow: Dataflow, name: string): Dimension {
  const found = flow.dimensions.find((d) => d.id === name.trim().toUpperCase())
  if (!found) throw new Problem('query.dimension_unknown', { dimension: name, dataflow: flow.id, known: flow.dimensions.map((d) => d.id).join(', ') })
  return found
}

function parseClause(collection: Collection, flow: Dataflow, text: string): Clause {
  const equals = text.indexOf('=')
  const codes = equals < 0 ? [] : [...new Set(listed(text.slice(equals + 1)))]
  if (codes.length === 0) throw new Problem('query.clause_unreadable', { clause: text })
  if (codes.length > MOST_CODES) throw new Problem('query.too_much', { limit: MOST_CODES })
  const dimension = getDimension(flow, text.slice(0, equals))
  if (dimension.id === 'TIME_PERIOD') return { dimension: dimension.id, codes: [...new Set(codes.flatMap(getPeriods))] }
  const isKnown = codesOf(collection, flow, dimension)
  const meant = [...new Set(codes.flatMap((code) => (isKnown(code) ? [code] : areasOfRegion(collection, code, isKnown))))]
  for (const code of meant) if (!isKnown(code)) throw new Problem('query.code_unknown', { code, dimension: dimension.id })
  if (dimension.role === 'optional' && codes.includes(TOTAL) && codes.length > 1) throw new Problem('query.total_with_codes', { dimension: dimension.id })
  return { dimension: dimension.id, codes: meant }
}

/** The areas of a region, where the code is one that the dimension knows areas of. */
function areasOfRegion(collection: Collection, code: string, isKnown: (code: string) => boolean): readonly string[] {
  const areas = findRegion(collection, code)?.areas.filter(isKnown) ?? []
  return areas.length > 0 ? areas : [code]
}

function getPeriods(text: string): readonly string[] {
  const periods = periodsIn(text)
  if (!periods) throw new Problem('query.period_unreadable', { period: text })
  return periods
}

/** Which codes a dimension may be filtered on. */
function codesOf(collection: Collection, flow: Dataflow, dimension: Dimension): (code: string) => boolean {
  const { representation } = dimension
  const declared = knownCodes(collection, flow, dimension)
  const totals: readonly string[] = dimension.totals
  return (code) => totals.includes(code) || declared.has(code) || (representation.kind === 'pattern' && /^\d{1,9}$/.test(code))
}

function knownCodes(collection: Collection, flow: Dataflow, dimension: Dimension): ReadonlySet<string> {
  const { representation } = dimension
  if (dimension.id === 'INDICATOR') return new Set(flow.indicators.map((i) => i.id))
  const organisations = dimension.id === 'REF_AREA' ? collection.organisations.map((o) => o.id) : []
  switch (representation.kind) {
    case 'codelist':
      return new Set([...organisations, ...(collection.codelists.get(representation.list)?.codes ?? []).map((c) => c.id)])
    case 'register':
      return new Set(collection.register.filter((r) => r.register === representation.register).map((r) => r.id))
    case 'frequency':
      return new Set(flow.frequencies)
    case 'pattern':
    case 'period':
      return new Set()
  }
}

/** A day is read as its first instant, UTC. The future is not known yet. */
function parseInstant(text: string, now: Date): Date {
  const instant = new Date(INSTANT.test(text) ? text : Number.NaN)
  if (Number.isNaN(instant.getTime())) throw new Problem('query.instant_unreadable', { instant: text })
  if (instant > now) throw new Problem('query.instant_future', { instant: text })
  return instant
}

/** Bit i stands for the i-th optional dimension in the order of the structure: the same as the column `signature`. */
export const signatureOf = (flow: Dataflow, dimensions: readonly string[]): number =>
  optionalDimensions(flow).reduce((bits, d, at) => (dimensions.includes(d.id) ? bits | (1 << at) : bits), 0)

export const dimensionsOfSignature = (flow: Dataflow, signature: number): readonly string[] =>
  optionalDimensions(flow).filter((_, at) => (signature & (1 << at)) !== 0).map((d) => d.id)
