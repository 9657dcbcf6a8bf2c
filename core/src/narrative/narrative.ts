import { canonicalJson } from '../audit/chain.ts'

/** Figures that a narrative speaks of: a dataflow, and codes of some of its dimensions. */
export type SeriesLink = { readonly dataflow: string; readonly codes: { readonly [dimension: string]: string } }
export type Leg = { readonly [field: string]: string | number }
export type Answer = string | number | readonly string[] | readonly Leg[] | readonly SeriesLink[]

/** What a narrative tells. What every kind has stands beside `fields`, which are those of its kind. An answer that is not given is not there. */
export type NarrativeBody = {
  readonly period: string
  /** The language that it is written in: a BCP 47 tag. */
  readonly language: string
  readonly summary: string
  readonly text: string
  readonly source_type: string
  /** Of the source, A to F, and of what it says, 1 to 6. */
  readonly reliability: string
  readonly credibility: string
  readonly series: readonly SeriesLink[]
  readonly fields: { readonly [field: string]: Answer }
}

/** The lists that the common codes are of; a collection that has narratives has them. */
export const COMMON_LISTS = { source_type: 'CL_SOURCE_TYPE', reliability: 'CL_RELIABILITY', credibility: 'CL_CREDIBILITY' } as const
export type CommonCode = keyof typeof COMMON_LISTS

export const SUMMARY_MOST = 300
export const TEXT_MOST = 20_000
export const LEGS_MOST = 40
export const LINKS_MOST = 20
export const CODES_MOST = 60

/** A narrative as its receipt vouches for it: one line of canonical JSON. */
export type NarrativeLine = { readonly narrative: string; readonly version: number; readonly kind: string } & NarrativeBody
export const narrativeLine = (line: NarrativeLine): string => `${canonicalJson(line)}\n`

export const isSameBody = (a: NarrativeBody, b: NarrativeBody): boolean => canonicalJson(a) === canonicalJson(b)
