import type { View } from '../view.ts'

export const TIME = 'TIME_PERIOD'
/** What tells kinds of figures apart: never added to each other, and no part of a breakdown. */
export const SERIES: readonly string[] = ['FREQ', 'INDICATOR', 'UNIT_MEASURE']
/** A catalogued route is reported leg by leg; a person travels several of them. */
export const LEGS = ['LEG_NO', 'FROM_PLACE', 'TO_PLACE'] as const
export const MOST_STAGES = 4

/** Dimensions of rows and of columns, the outermost first. */
export type Layout = { readonly rows: readonly string[]; readonly columns: readonly string[] }

/** What a view breaks down by, in its order. */
export const partsOf = ({ down, across }: View): readonly string[] => [...down, ...across].filter((id) => id !== TIME && !SERIES.includes(id))

export const isByLeg = (parts: readonly string[]): boolean => LEGS.every((id) => parts.includes(id))

/**
 * Rows and columns as a view is drawn, so that its table has just the figures of the drawing: over time, or the whole of the time;
 * of a breakdown by more than a drawing has room for, its first parts.
 */
export function layoutOf(view: View): Layout {
  const { show, down, across } = view
  const parts = partsOf(view)
  const timeless = [...down, ...across].filter((id) => id !== TIME)
  switch (show) {
    case 'trend':
    case 'panels':
    case 'heat':
      return { rows: timeless, columns: [TIME] }
    case 'bar': {
      const colour = across.find((id) => id !== TIME)
      return { rows: timeless.filter((id) => id !== colour), columns: colour === undefined ? [] : [colour] }
    }
    case 'map':
    case 'corridors':
      return { rows: parts.slice(0, 2), columns: [] }
    case 'routes':
      return { rows: isByLeg(parts) ? LEGS : parts.slice(0, MOST_STAGES), columns: [] }
    case 'ages':
      return { rows: ['AGE'], columns: ['SEX'] }
    case 'prices':
      return { rows: [...parts.filter((id) => id !== 'STAT'), 'UNIT_MEASURE', TIME], columns: ['STAT'] }
    case 'table':
      return { rows: down, columns: across }
  }
}
