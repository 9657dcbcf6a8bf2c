import type { Collection, Dataflow } from '../metadata/model.ts'
import { Problem } from '../problem.ts'
import { isSeries } from './additivity.ts'
import type { Ask } from './ask.ts'
import { nestingOf, outermost } from './hierarchy.ts'
import { isMeasure, lookOf, MEASURES, type Measure } from './measure.ts'
import { isOfAreas, isOverlapping, findRegions, type Region } from './regions.ts'
import { wantedCodes } from './wanted.ts'

/** What is made of the rows that a question answers, in this order: gathered, cut to the top, rolled up, measured. */
export type Derivation = {
  readonly regions: readonly Gathering[]
  readonly top?: Top
  readonly rollUp?: 'Q' | 'A'
  readonly measure: Measure
  /** Dimensions of the answer over which shares and places are taken. */
  readonly over: readonly string[]
}
export type Gathering = { readonly dimension: string; readonly regions: readonly Region[] }
export type Top = { readonly dimension: string; readonly count: number }

/** As sent: `regions` like `CITIZENSHIP=CL_M49_SUBREGION`, `top` like `CITIZENSHIP=5`, `over` lists of dimensions. */
export type DerivationTexts = {
  readonly measure?: string
  readonly over?: readonly string[]
  readonly rollUp?: 'Q' | 'A'
  readonly top?: string
  readonly regions?: readonly string[]
}

/** Undefined where the rows are the answer. Throws the problems `query.*` of the catalogue. */
export function parseDerivation(collection: Collection, ask: Ask, texts: DerivationTexts): Derivation | undefined {
  const { measure = 'sum', rollUp } = texts
  if (!isMeasure(measure)) throw new Problem('query.measure_unknown', { measure, known: MEASURES.join(', ') })
  const regions = (texts.regions ?? []).map((text) => parseGathering(collection, ask, text))
  const twice = regions.find(({ dimension }, at) => regions.findIndex((other) => other.dimension === dimension) !== at)
  if (twice) throw new Problem('query.dimension_twice', { dimension: twice.dimension })
  const top = texts.top === undefined ? undefined : parseTop(ask, texts.top)
  if ((rollUp !== undefined || lookOf(measure) !== 'none') && !ask.by.includes('TIME_PERIOD')) throw new Problem('query.time_missing')
  const over = parseOver(ask, measure, texts.over)
  if (measure === 'sum' && rollUp === undefined && !top && regions.length === 0) return undefined
  const summed = [...new Set([...(measure === 'share' ? over : []), ...(top ? [top.dimension] : [])])]
  const flow = collection.dataflows.get(ask.dataflow)!
  for (const dimension of summed) if (isTwice(collection, flow, ask, regions, dimension)) throw new Problem('query.codes_overlap', { dimension })
  return { measure, over, regions, ...(rollUp === undefined ? {} : { rollUp }), ...(top ? { top } : {}) }
}

const MOST_REGIONS = 100
const EQUATION = /^\s*([A-Za-z_0-9]+)\s*=(.+)$/

function parseGathering(collection: Collection, ask: Ask, text: string): Gathering {
  const [, name = '', named = ''] = EQUATION.exec(text) ?? []
  const dimension = getColumn(ask, name, text)
  const ids = [...new Set(named.split(',').map((id) => id.trim()))]
  if (ids.length > MOST_REGIONS) throw new Problem('query.too_much', { limit: MOST_REGIONS })
  const found = ids.map((id) => findRegions(collection, id))
  const regions = found.flatMap((some) => some ?? [])
  const known = collection.dataflows.get(ask.dataflow)!.dimensions.find((d) => d.id === dimension)!
  if (found.includes(undefined) || !isOfAreas(collection, known, regions)) throw new Problem('query.regions_unknown', { regions: text })
  return { dimension, regions: [...new Map(regions.map((region) => [region.id, region])).values()] }
}

const MOST_TOP = 1000

function parseTop(ask: Ask, text: string): Top {
  const [, name = '', number = ''] = EQUATION.exec(text) ?? []
  const count = /^\d{1,4}$/.test(number.trim()) ? Number(number) : 0
  if (count < 1 || count > MOST_TOP) throw new Problem('query.top_unreadable', { top: text })
  const dimension = getColumn(ask, name, name)
  if (dimension === 'TIME_PERIOD') throw new Problem('query.over_unknown', { dimension })
  return { dimension, count }
}

/** Where nothing is said: over whatever the answer is broken down by, but for time. */
function parseOver(ask: Ask, measure: Measure, texts: readonly string[] | undefined): readonly string[] {
  const named = (texts ?? []).flatMap((text) => text.split(',')).map((name) => name.trim()).filter((name) => name !== '').map((name) => getColumn(ask, name, name))
  if (measure !== 'share' && measure !== 'rank') {
    if (named.length > 0) throw new Problem('query.over_unused', { measure })
    return []
  }
  const over = named.length > 0 ? [...new Set(named)] : ask.by.filter((id) => !isSeries(id) && id !== 'TIME_PERIOD')
  if (over.length === 0) throw new Problem('query.over_missing')
  return over
}

function getColumn(ask: Ask, name: string, text: string): string {
  const id = name.trim().toUpperCase()
  if (!ask.by.includes(id) || isSeries(id)) throw new Problem('query.over_unknown', { dimension: text })
  return id
}

/** Whether one figure may stand in two rows that differ in this dimension, so that their sum would count it twice. */
function isTwice(collection: Collection, flow: Dataflow, ask: Ask, gatherings: readonly Gathering[], id: string): boolean {
  const dimension = flow.dimensions.find((d) => d.id === id)!
  const nesting = nestingOf(collection, dimension)
  const wanted = wantedCodes(ask.where, dimension, nesting) ?? []
  return outermost(nesting, wanted).length < wanted.length || gatherings.some((gathering) => gathering.dimension === id && isOverlapping(gathering.regions))
}
