/** What is made of the figures. Percentages are of 100. */
export const MEASURES = ['sum', 'share', 'rank', 'change', 'change_percent', 'year_change', 'year_change_percent', 'rolling_year'] as const
export type Measure = (typeof MEASURES)[number]

export const isMeasure = (text: string): text is Measure => MEASURES.some((measure) => measure === text)

/** How far back a measure looks: by one period, by a year, or along the whole year. */
export type Look = 'none' | 'period' | 'year' | 'along'

export function lookOf(measure: Measure): Look {
  switch (measure) {
    case 'sum':
    case 'share':
    case 'rank':
      return 'none'
    case 'change':
    case 'change_percent':
      return 'period'
    case 'year_change':
    case 'year_change_percent':
      return 'year'
    case 'rolling_year':
      return 'along'
  }
}

/** A quotient in per cent, to the digits that do not depend on the order of adding; null where there is nothing to divide by. */
export const percent = (part: number, whole: number): number | null => (whole === 0 ? null : Number(((part / whole) * 100).toPrecision(14)))
