import { lookOf, MEASURES, type Measure } from '@openvrs/core/query/measure.ts'
import { layoutOf, SERIES, TIME, type Layout } from './charts/layout.ts'

/**
 * What a reader looks at, as it stands in the address: which figures, broken down how, held to what, made into what, drawn how. Codes
 * and dimensions are only checked for their form here; `viewOf` keeps those that the dataflow has.
 */
export type Show = 'trend' | 'bar' | 'table' | 'panels' | 'heat' | 'map' | 'corridors' | 'routes' | 'ages' | 'prices'
export type RollUp = 'Q' | 'A'
export type Search = { readonly [K in 'show' | 'as' | 'down' | 'across' | 'only' | 'from' | 'to' | 'on' | 'figures' | 'measure' | 'within' | 'roll' | 'top' | 'regions' | 'totals']?: string }

export type View = {
  readonly show: Show
  /** The figures of the chart as a table in its place. */
  readonly asTable: boolean
  /** Dimensions whose codes are rows, the outermost first. */
  readonly down: readonly string[]
  /** Dimensions whose codes are columns, the outermost first. */
  readonly across: readonly string[]
  /** Codes that a dimension is held to; one or the other of them. */
  readonly only: { readonly [dimension: string]: readonly string[] }
  readonly from: string | undefined
  readonly to: string | undefined
  /** A day: the figures as they were known then. */
  readonly on: string | undefined
  /** Which of the series answers, `M.ENTRY_IRREG.DET`; the fullest where absent. */
  readonly figures: string | undefined
  /** What is made of the figures; `sum`: nothing but that. */
  readonly measure: Measure
  /** Dimensions within whose codes a share or a place is taken. */
  readonly within: readonly string[]
  /** Months counted together. */
  readonly rollUp: RollUp | undefined
  /** The largest codes of a dimension, the rest together. */
  readonly top: { readonly dimension: string; readonly count: number } | undefined
  /** Areas of a dimension by regions: a list of them, or one. */
  readonly regions: { readonly [dimension: string]: string }
  /** Whether a table shows what all rows, and all columns, are together. */
  readonly totals: boolean
}

export { layoutOf, SERIES, TIME, type Layout }
const NONE = 'none'
const DEFAULT = { show: 'trend', down: 'REF_AREA', across: TIME, measure: 'sum' } as const

const FORMS: { readonly [K in keyof Search]-?: RegExp } = {
  show: /^(trend|bar|table|panels|heat|map|corridors|routes|ages|prices)$/, as: /^table$/, down: /^[A-Z_,]{1,200}$|^none$/, across: /^[A-Z_,]{1,200}$|^none$/, only: /^[A-Z0-9_,;:]{1,4000}$/,
  from: /^\d{4}-\d{2}$/, to: /^\d{4}-\d{2}$/, on: /^\d{4}-\d{2}-\d{2}$/, figures: /^[A-Z0-9_*.]{1,100}$/,
  measure: new RegExp(`^(${MEASURES.join('|')})$`), within: /^[A-Z_,]{1,200}$/, roll: /^[QA]$/, top: /^[A-Z_]{1,40}:[1-9]\d{0,2}$/, regions: /^[A-Z0-9_:;]{1,400}$/, totals: /^on$/,
}

/** The parts of an address that have the right form; others are as if they were not there. */
export function readSearch(given: Record<string, unknown>): Search {
  const kept = Object.entries(FORMS).filter(([name, form]) => typeof given[name] === 'string' && form.test(given[name]))
  return Object.fromEntries(kept.map(([name]) => [name, given[name]]))
}

/** What the address asks for, of a dataflow with these dimensions. */
export function viewOf(search: Search, dimensions: readonly string[]): View {
  const has = (id: string) => dimensions.includes(id)
  const listed = (text: string) => [...new Set(text.split(','))].filter(has)
  const across = search.across === NONE ? [] : listed(search.across ?? DEFAULT.across)
  const only = paired(search.only).filter(([id, codes]) => has(id) && id !== TIME && codes !== '')
  const [topped = '', count = ''] = search.top?.split(':') ?? []
  return {
    show: (search.show ?? DEFAULT.show) as Show, asTable: search.as === 'table', across: across.length === 0 && search.across !== NONE ? [DEFAULT.across] : across,
    down: search.down === NONE ? [] : listed(search.down ?? DEFAULT.down).filter((id) => !across.includes(id)),
    only: Object.fromEntries(only.map(([id, codes]) => [id, [...new Set(codes.split(','))].filter((code) => code !== '')])),
    from: search.from, to: search.to, on: search.on, figures: search.figures,
    measure: (search.measure ?? DEFAULT.measure) as Measure, within: listed(search.within ?? ''), rollUp: search.roll as RollUp | undefined,
    top: has(topped) ? { dimension: topped, count: Number(count) } : undefined,
    regions: Object.fromEntries(paired(search.regions).filter(([id, list]) => has(id) && list !== '')), totals: search.totals === 'on',
  }
}

/** `A:x,y;B:z` as pairs. */
const paired = (text = ''): readonly (readonly [string, string])[] => text.split(';').map((part) => part.split(':')).map(([id = '', of = '']) => [id, of])
const unpaired = (pairs: { readonly [id: string]: string }): string | undefined => Object.entries(pairs).map(([id, of]) => `${id}:${of}`).join(';') || undefined

/** The address of a view; what is as it would be anyway is left out. */
export function searchOf(view: View): Search {
  const { show, from, to, on, figures, measure, rollUp, top } = view
  const all: Record<keyof Search, string | undefined> = {
    show, as: view.asTable ? 'table' : undefined, down: view.down.join(',') || NONE, across: view.across.join(',') || NONE,
    only: unpaired(Object.fromEntries(Object.entries(view.only).filter(([, codes]) => codes.length > 0).map(([id, codes]) => [id, codes.join(',')]))), from, to, on, figures,
    measure, within: view.within.join(',') || undefined, roll: rollUp, top: top && `${top.dimension}:${top.count}`, regions: unpaired(view.regions), totals: view.totals ? 'on' : undefined,
  }
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== undefined && value !== (DEFAULT as Record<string, string>)[name]))
}

/** What a share, a place or a rest can be taken over: not time, and not what tells kinds of figures apart. */
export const thingsOf = (view: View): readonly string[] => shownOf(view).filter((id) => id !== TIME && !SERIES.includes(id))
const shownOf = (view: View): readonly string[] => { const { rows, columns } = layoutOf(view); return [...rows, ...columns] }

/** Whether it can be made of what is drawn: a change needs periods, a share something that it is a share of. */
export function canMake(view: View, measure: Measure): boolean {
  if (measure === 'sum') return true
  return lookOf(measure) === 'none' ? thingsOf(view).length > 0 : canRollUp(view)
}
export const canRollUp = (view: View): boolean => shownOf(view).includes(TIME)

export type Making = Pick<View, 'measure' | 'within' | 'rollUp' | 'top' | 'regions'>

/** What is made of the figures as they are drawn: what cannot be made of these is left out. */
export function makingOf(view: View): Making {
  const things = thingsOf(view)
  const measure = canMake(view, view.measure) ? view.measure : 'sum'
  const within = view.within.filter((id) => things.includes(id))
  return {
    measure, within: (measure === 'share' || measure === 'rank') && within.length < things.length ? within : [], rollUp: canRollUp(view) ? view.rollUp : undefined,
    top: view.top && things.includes(view.top.dimension) ? view.top : undefined, regions: Object.fromEntries(Object.entries(view.regions).filter(([id]) => things.includes(id))),
  }
}

/** Whether anything is made of the figures besides their sum. */
export function isMade(view: View): boolean {
  const { measure, rollUp, top, regions } = makingOf(view)
  return measure !== 'sum' || rollUp !== undefined || top !== undefined || Object.keys(regions).length > 0
}

/** The question to the API. `series` holds it to the figures that are drawn, as a file that is taken away is. */
export function askOf(view: View, series?: string) {
  const held = (series ?? '').split('.').map((code, at) => [SERIES[at], code]).filter(([, code]) => code && code !== '*')
  const time = view.from || view.to ? [`${TIME}=${view.from ?? '1950'}..${view.to ?? '2099'}`] : []
  const by = shownOf(view).join(',')
  return {
    ...(by ? { by } : {}),
    where: [...Object.entries(view.only).filter(([, codes]) => codes.length > 0).map(([id, codes]) => `${id}=${codes.join(',')}`), ...time, ...held.map((pair) => pair.join('='))],
    ...(view.on ? { as_of: view.on } : {}),
    ...askedOf(view),
  }
}

function askedOf(view: View) {
  const { measure, within, rollUp, top, regions } = makingOf(view)
  return {
    ...(measure === 'sum' ? {} : { measure }), ...(within.length > 0 ? { over: [thingsOf(view).filter((id) => !within.includes(id)).join(',')] } : {}), ...(rollUp ? { roll_up: rollUp } : {}),
    ...(top ? { top: `${top.dimension}=${top.count}` } : {}), ...(Object.keys(regions).length > 0 ? { regions: Object.entries(regions).map(([id, of]) => `${id}=${of}`) } : {}),
  }
}
