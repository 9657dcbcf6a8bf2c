import { layoutOf, TIME } from './charts/layout.ts'

/**
 * What a reader looks at, as it stands in the address: which figures, broken down how, held to what, drawn how. Codes and
 * dimensions are only checked for their form here; `viewOf` keeps those that the dataflow has.
 */
export type Show = 'trend' | 'bar' | 'table' | 'panels' | 'heat' | 'map' | 'corridors' | 'routes' | 'ages' | 'prices'
export type Search = { readonly [K in 'show' | 'as' | 'down' | 'across' | 'only' | 'from' | 'to' | 'on' | 'figures']?: string }

export type View = {
  readonly show: Show
  /** The figures of the chart as a table in its place. */
  readonly asTable: boolean
  /** Dimensions whose codes are rows, the outermost first. */
  readonly down: readonly string[]
  /** The dimension whose codes are columns. */
  readonly across: string | undefined
  /** Codes that a dimension is held to; one or the other of them. */
  readonly only: { readonly [dimension: string]: readonly string[] }
  readonly from: string | undefined
  readonly to: string | undefined
  /** A day: the figures as they were known then. */
  readonly on: string | undefined
  /** Which of the series answers, `M.ENTRY_IRREG.DET`; the fullest where absent. */
  readonly figures: string | undefined
}

export { layoutOf, TIME }
const NONE = 'none'
const DEFAULT = { show: 'trend', down: 'REF_AREA', across: TIME } as const

const FORMS: { readonly [K in keyof Search]-?: RegExp } = {
  show: /^(trend|bar|table|panels|heat|map|corridors|routes|ages|prices)$/, as: /^table$/, down: /^[A-Z_,]{1,200}$|^none$/, across: /^[A-Z_]{1,40}$|^none$/, only: /^[A-Z0-9_,;:]{1,4000}$/,
  from: /^\d{4}-\d{2}$/, to: /^\d{4}-\d{2}$/, on: /^\d{4}-\d{2}-\d{2}$/, figures: /^[A-Z0-9_*.]{1,100}$/,
}

/** The parts of an address that have the right form; others are as if they were not there. */
export function readSearch(given: Record<string, unknown>): Search {
  const kept = Object.entries(FORMS).filter(([name, form]) => typeof given[name] === 'string' && form.test(given[name]))
  return Object.fromEntries(kept.map(([name]) => [name, given[name]]))
}

/** What the address asks for, of a dataflow with these dimensions. */
export function viewOf(search: Search, dimensions: readonly string[]): View {
  const has = (id: string) => dimensions.includes(id)
  const across = search.across === NONE ? undefined : [search.across, DEFAULT.across].find((id) => id !== undefined && has(id))
  const down = search.down === NONE ? [] : [...new Set((search.down ?? DEFAULT.down).split(','))].filter((id) => has(id) && id !== across)
  const only = (search.only ?? '').split(';').map((part) => part.split(':')).filter(([id = '', codes = '']) => has(id) && id !== TIME && codes !== '')
  return {
    show: (search.show ?? DEFAULT.show) as Show, asTable: search.as === 'table', down, across, only: Object.fromEntries(only.map(([id, codes]) => [id, [...new Set(codes!.split(','))].filter((code) => code !== '')])),
    from: search.from, to: search.to, on: search.on, figures: search.figures,
  }
}

/** The address of a view; what is as it would be anyway is left out. */
export function searchOf(view: View): Search {
  const only = Object.entries(view.only).filter(([, codes]) => codes.length > 0).map(([id, codes]) => `${id}:${codes.join(',')}`).join(';')
  const all = { show: view.show, as: view.asTable ? 'table' : undefined, down: view.down.join(',') || NONE, across: view.across ?? NONE, only: only || undefined, from: view.from, to: view.to, on: view.on, figures: view.figures }
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => value !== undefined && value !== (DEFAULT as Record<string, string>)[name]))
}

/** The question to the API. `series` holds it to the figures that are drawn, as a file that is taken away is. */
export function askOf(view: View, series?: string) {
  const { rows, across } = layoutOf(view)
  const held = (series ?? '').split('.').map((code, at) => [['FREQ', 'INDICATOR', 'UNIT_MEASURE'][at], code]).filter(([, code]) => code && code !== '*')
  const time = view.from || view.to ? [`${TIME}=${view.from ?? '1950'}..${view.to ?? '2099'}`] : []
  const by = [...rows, ...(across ? [across] : [])].join(',')
  return {
    ...(by ? { by } : {}),
    where: [...Object.entries(view.only).filter(([, codes]) => codes.length > 0).map(([id, codes]) => `${id}=${codes.join(',')}`), ...time, ...held.map((pair) => pair.join('='))],
    ...(view.on ? { as_of: view.on } : {}),
  }
}
