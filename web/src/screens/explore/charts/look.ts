/** Colours are the tokens themselves, so that a drawing turns with the theme. */
export const MOST_SERIES = 8
export const category = (at: number): string => `var(--cat-${at + 1})`
