/**
 * The metadata of a collection, as every other room reads it (the vocabulary is SDMX's). It is built from the files of
 * `collections/<id>/` by `readCollection` and is immutable: a published version is never edited.
 */

/** A sentence or a name in several languages; English is always there. Keys are BCP 47 tags. */
export type Words = { readonly en: string } & { readonly [language: string]: string }

export type Code = {
  readonly id: string
  readonly name: Words
  readonly description?: Words
  /** The code of the same list that this one is a part of. A parent's figure includes its children's. */
  readonly parent?: string
  /**
   * Other ways in which the same thing is written, accepted on import: `alpha2`, `m49`, and `alias`, names separated by `; `.
   * `areas`, area codes separated by spaces, makes the code a region under which a query gathers them.
   * `iccs` places an offence in the UN's classification of crimes.
   */
  readonly annotations?: { readonly [kind: string]: string }
}

export type CodeList = {
  readonly id: string
  readonly name: Words
  readonly description?: Words
  /** False: codes overlap (VULN) and are never summed, not even to a total. */
  readonly exclusive: boolean
  readonly codes: readonly Code[]
}

/** Where the codes of a dimension come from: a code list, the register of routes and places, or a pattern (numbers). */
export type Representation =
  | { readonly kind: 'codelist'; readonly list: string }
  | { readonly kind: 'register'; readonly register: 'route' | 'place' }
  | { readonly kind: 'pattern'; readonly pattern: 'integer' }
  | { readonly kind: 'period' }
  | { readonly kind: 'frequency' }

export type Dimension = {
  readonly id: string
  readonly name: Words
  readonly description?: Words
  readonly representation: Representation
  /** `key`: always a code. `optional`: a breakdown, which may be `_T` (the total over it). */
  readonly role: 'key' | 'optional'
  /** Which of `_T`, `_U`, `OTH` this dimension takes besides its list (statistics.md: SEX and AGE take no OTH). */
  readonly totals: readonly ('_T' | '_U' | 'OTH')[]
}

/** What the figures of an indicator count, which decides over what they may be summed. */
export type Indicator = {
  readonly id: string
  readonly name: Words
  readonly description?: Words
  readonly parent?: string
  /** Units it may be stated in; currencies by their ISO 4217 code, or `CURRENCY` for any of them. */
  readonly units: readonly string[]
  /** `count`: whole and not negative. `rank`: at least 1. `share`: 0 to 100. `amount`: any number not negative. */
  readonly measure: 'count' | 'rank' | 'share' | 'amount'
  /** Of every unit that `perUnit` does not name; ask `additivityOf(indicator, unit)`. */
  readonly additivity: Additivity
  readonly perUnit?: { readonly [unit: string]: Additivity }
}

/** Over which dimensions a figure may be summed: all, none, or all but the named ones (`TIME_PERIOD` is one). */
export type Additivity = { readonly over: 'all' } | { readonly over: 'none' } | { readonly over: 'all_but'; readonly dimensions: readonly string[] }

export type Dataflow = {
  readonly id: string
  readonly name: Words
  readonly description: Words
  /** In the order of the structure: FREQ, REF_AREA, INDICATOR, UNIT_MEASURE, the dataflow's own, TIME_PERIOD. */
  readonly dimensions: readonly Dimension[]
  readonly indicators: readonly Indicator[]
  readonly frequencies: readonly Frequency[]
  /** True where every figure must say how many observations it rests on (N_OBS). */
  readonly nObsMandatory: boolean
  readonly reciprocity: { readonly months: number; readonly within: number; readonly years: number }
}

export type Frequency = 'M' | 'Q' | 'A'

/**
 * What one answer of a narrative is. `code` and `register` name codes, `many` several of them; `period` is a month, a quarter or a year that has
 * begun; `legs` are parts of a way in their order, each beginning where the one before it ends; `series` are links to figures.
 */
export type NarrativeField = {
  readonly id: string
  readonly name: Words
  readonly description?: Words
  readonly required: boolean
  /** The field of the same narrative that this number or period may not be below. */
  readonly notBelow?: string
} & (
  | { readonly kind: 'text'; readonly most: number }
  | { readonly kind: 'code'; readonly list: string; readonly many: boolean }
  | { readonly kind: 'register'; readonly register: 'route' | 'place'; readonly many: boolean }
  | { readonly kind: 'number'; readonly whole: boolean; readonly least: number; readonly most: number }
  | { readonly kind: 'period' }
  | { readonly kind: 'series' }
  | { readonly kind: 'legs'; readonly fields: readonly NarrativeField[]; readonly from: string; readonly to: string }
)

/** A kind of qualitative record. It is reported, released and shared like a dataflow, under an id of the same series. */
export type NarrativeKind = {
  readonly id: string
  /** `route`, `method`: the same word in every collection. */
  readonly kind: string
  readonly name: Words
  readonly description: Words
  readonly frequencies: readonly Frequency[]
  /** What it tells must never be public, whatever its owner says. */
  readonly neverPublic: boolean
  readonly fields: readonly NarrativeField[]
  readonly reciprocity: Dataflow['reciprocity']
}

export type RegisterEntry = {
  readonly register: 'route' | 'place'
  readonly id: string
  readonly name: Words
  readonly kind: string
  /** ISO 3166-1 alpha-3, where the place lies in one country. */
  readonly area?: string
  readonly successors: readonly string[]
  /** No longer offered for new figures; those that name it stay valid. */
  readonly retired?: boolean
}

export type Rule = {
  readonly id: string
  readonly kind: string
  readonly severity: 'error' | 'warning'
  /** Dataflows it applies to; all where absent. */
  readonly dataflows?: readonly string[]
  readonly parameters: { readonly [name: string]: unknown }
  readonly message: Words
  /** Why the rule is there, and since when. */
  readonly reason: Words
  readonly since: string
}

export type Collection = {
  readonly id: string
  readonly version: string
  readonly agency: string
  readonly name: Words
  readonly description: Words
  readonly codelists: ReadonlyMap<string, CodeList>
  readonly dataflows: ReadonlyMap<string, Dataflow>
  readonly narratives: ReadonlyMap<string, NarrativeKind>
  readonly register: readonly RegisterEntry[]
  readonly rules: readonly Rule[]
  /** Bodies that report without being a state (FRONTEX). */
  readonly organisations: readonly Code[]
}

/** Everything of a row that is no dimension, in the order of the canonical payload. */
export const ATTRIBUTES = ['OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS', 'N_OBS'] as const
export type Attribute = (typeof ATTRIBUTES)[number]

export const TOTAL = '_T'
export const UNKNOWN = '_U'
export const OTHER = 'OTH'
/** Under which a query shows together what it does not show by itself. No list has it. */
export const REST = '_REST'

/** Of a region (a code that stands for areas): which. */
export const areasOf = (code: Code): readonly string[] => (code.annotations?.['areas'] ?? '').split(' ').filter((area) => area !== '')

export const optionalDimensions = (flow: Dataflow): readonly Dimension[] => flow.dimensions.filter((d) => d.role === 'optional')
