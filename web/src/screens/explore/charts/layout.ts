import type { View } from '../view.ts'

export const TIME = 'TIME_PERIOD'
/** What tells kinds of figures apart: never added to each other, and no part of a breakdown. */
export const SERIES: readonly string[] = ['FREQ', 'INDICATOR', 'UNIT_MEASURE']
/** A catalogued route is reported leg by leg; a person travels several of them. */
export const LEGS = ['LEG_NO', 'FROM_PLACE', 'TO_PLACE'] as const
export const MOST_STAGES = 4

export type Layout = { readonly rows: readonly string[]; readonly across: string | undefined }

/** What a view breaks down by, in its order. */
export const partsOf = ({ down, across }: View): readonly string[] => [...down, ...(across === undefined ? [] : [across])].filter((id) => id !== TIME && !SERIES.includes(id))

export const isByLeg = (parts: readonly string[]): boolean => LEGS.every((id) => parts.includes(id))

/**
 * Rows and columns as a view is drawn, so that its table has just the figures of the drawing: over time, or the whole of the time;
 * of a breakdown by more than a drawing has room for, its first parts.
 */
export function layoutOf(view: View): Layout {
  const { show, down, across } = view
  const parts = partsOf(view)
  switch (show) {
    case 'trend':
    case 'panels':
    case 'heat':
      return { rows: [...down, ...(across ? [across] : [])].filter((id) => id !== TIME), across: TIME }
    case 'bar':
      return { rows: down.filter((id) => id !== TIME), across: across === TIME ? undefined : across }
    case 'map':
    case 'corridors':
      return { rows: parts.slice(0, 2), across: undefined }
    case 'routes':
      return { rows: isByLeg(parts) ? LEGS : parts.slice(0, MOST_STAGES), across: undefined }
    case 'ages':
      return { rows: ['AGE'], across: 'SEX' }
    case 'prices':
      return { rows: [...parts.filter((id) => id !== 'STAT'), 'UNIT_MEASURE', TIME], across: 'STAT' }
    case 'table':
      return { rows: down, across }
  }
}
