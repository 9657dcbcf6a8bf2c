import type { Collection, Flow } from '../names.ts'
import { makingOf, type Show, type View } from '../view.ts'
import { isByLeg, LEGS, MOST_STAGES, partsOf, SERIES, TIME } from './layout.ts'

/** What a question lacks to be drawn in a way, and the change that gives it. */
export type Lack = { readonly says: `chart.lacks.${string}`; readonly by: readonly string[]; readonly change: Partial<View> }

/** Dimensions whose codes are areas of the world: these have a number of the United Nations (M49). The reporting member is one of them. */
export function areasOf(collection: Collection, flow: Flow): readonly string[] {
  const lists = new Set(collection.codelists.filter(({ codes }) => codes.some(({ annotations }) => annotations?.['m49'] !== undefined)).map(({ id }) => id))
  return flow.dimensions.filter(({ representation }) => representation.kind === 'codelist' && lists.has(representation.list)).map(({ id }) => id)
}

/** The number of each area, by its code. */
export const numbersOf = (collection: Collection): ReadonlyMap<string, string> =>
  new Map(collection.codelists.flatMap(({ codes }) => codes.flatMap(({ id, annotations }) => (annotations?.['m49'] === undefined ? [] : [[id, annotations['m49']] as const]))))

/** From where and to where flows of a dataflow usually lead: both ends where it must name them, else what an area is of and who reports it. */
function endsOf(collection: Collection, flow: Flow): readonly string[] {
  const areas = areasOf(collection, flow).filter((id) => id !== 'REF_AREA')
  const named = areas.filter((id) => flow.dimensions.find((dimension) => dimension.id === id)?.role === 'key')
  return named.length >= 2 ? named.slice(0, 2) : [...areas.slice(0, 1), 'REF_AREA']
}

const has = (flow: Flow, ...ids: readonly string[]): boolean => ids.every((id) => flow.dimensions.some((dimension) => dimension.id === id))
const isCounted = (flow: Flow): boolean => flow.indicators.some(({ additivity }) => additivity.over !== 'none')

const AMOUNTS: ReadonlySet<Show> = new Set(['map', 'corridors', 'routes', 'ages', 'prices'])

/** The ways in which figures of a dataflow can be drawn at all. */
export function showsOf(collection: Collection, flow: Flow): readonly Show[] {
  const hasEnds = endsOf(collection, flow).length === 2
  const can: { readonly [S in Show]: boolean } = {
    table: true, trend: true, bar: true, panels: true, heat: true, map: hasEnds && isCounted(flow), corridors: hasEnds && isCounted(flow), routes: isCounted(flow),
    ages: has(flow, 'AGE', 'SEX') && isCounted(flow), prices: has(flow, 'STAT') && hasEnds,
  }
  return (['trend', 'bar', 'table', 'panels', 'heat', 'map', 'corridors', 'routes', 'ages', 'prices'] as const).filter((show) => can[show])
}

/** What a view lacks to be drawn as it asks; undefined where it lacks nothing. Shares and places are no amounts that a width could stand for. */
export const lackOf = (view: View, collection: Collection, flow: Flow): Lack | undefined =>
  missingOf(view, collection, flow) ?? (AMOUNTS.has(view.show) && makingOf(view).measure !== 'sum' ? { says: 'chart.lacks.figures', by: [], change: { measure: 'sum' } } : undefined)

function missingOf(view: View, collection: Collection, flow: Flow): Lack | undefined {
  const parts = partsOf(view)
  const rest = (by: readonly string[]) => parts.filter((id) => !by.includes(id))
  const needs = (says: Lack['says'], by: readonly string[], then: readonly string[] = rest(by)): Lack => ({ says, by, change: { down: [...by, ...then], across: [TIME] } })
  switch (view.show) {
    case 'trend':
    case 'bar':
    case 'heat':
    case 'table':
      return undefined
    case 'panels':
      return parts.length > 0 || view.down.some((id) => SERIES.includes(id)) ? undefined : needs('chart.lacks.panels', ['REF_AREA'])
    case 'map':
    case 'corridors':
    case 'prices': {
      const areas = areasOf(collection, flow)
      return parts.filter((id) => id !== 'STAT').slice(0, 2).filter((id) => areas.includes(id)).length === 2 ? undefined : needs(`chart.lacks.${view.show}`, endsOf(collection, flow))
    }
    case 'routes':
      if (has(flow, ...LEGS)) return isByLeg(parts) ? undefined : needs('chart.lacks.legs', LEGS)
      return parts.length >= 2 && parts.length <= MOST_STAGES ? undefined : needs('chart.lacks.routes', stagesOf(collection, flow), [])
    case 'ages':
      return parts.includes('AGE') && parts.includes('SEX') ? undefined : needs('chart.lacks.ages', ['AGE', 'SEX'])
  }
}

/** From where, by which route where routes are told, to where. */
function stagesOf(collection: Collection, flow: Flow): readonly string[] {
  const ends = endsOf(collection, flow)
  const routes = flow.dimensions.filter(({ representation }) => representation.kind === 'register' && representation.register === 'route').map(({ id }) => id)
  if (ends.length === 2) return [ends[0]!, ...routes.slice(0, 1), ends[1]!]
  return flow.dimensions.map(({ id }) => id).filter((id) => id !== TIME && !SERIES.includes(id)).slice(0, 2)
}
