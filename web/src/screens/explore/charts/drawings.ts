import * as ages from './ages.ts'
import * as bars from './bars.ts'
import * as corridors from './corridors.ts'
import type { ChartShow, Draw } from './drawn.ts'
import * as heat from './heat.ts'
import * as panels from './panels.ts'
import * as prices from './prices.ts'
import * as routes from './routes.ts'
import * as trend from './trend.ts'

/** All ways of drawing but the map, which brings the outlines of the world. */
export const DRAWINGS: { readonly [S in Exclude<ChartShow, 'map'>]: Draw } = {
  trend: trend.draw, bar: bars.draw, panels: panels.draw, heat: heat.draw, corridors: corridors.draw, routes: routes.draw, ages: ages.draw, prices: prices.draw,
}

export const loadMap = async (): Promise<Draw> => (await import('./map.ts')).draw
export const drawOf = async (show: ChartShow): Promise<Draw> => (show === 'map' ? loadMap() : DRAWINGS[show])
