import { MOST_SERIES } from './chart-look.ts'
import type { Grid } from './shape.ts'

/** More bars than this are for the table. */
export const MOST_BARS = 15
const TREND = 340

export const barsOf = (grid: Grid) => Math.min(MOST_SERIES, grid.columns.length)
const barHeight = (grid: Grid): number => Math.max(140, 56 + Math.min(MOST_BARS + 1, grid.rows.length) * (14 + 12 * barsOf(grid)) + (barsOf(grid) > 1 ? 44 : 0))

/** How high a drawing is, in pixels: known before what draws it has come, so that its place is kept. */
export const heightOf = ({ kind, grid }: { readonly kind: 'trend' | 'bar'; readonly grid: Grid }): number => (kind === 'trend' ? TREND : barHeight(grid))
