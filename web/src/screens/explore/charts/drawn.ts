import type { ChartWords } from '../frame-words.ts'
import type { Names } from '../names.ts'
import type { Grid } from '../shape.ts'
import type { Show } from '../view.ts'
import type { Marked } from './mark.ts'

export type ChartShow = Exclude<Show, 'table'>

/** What is drawn, and how. */
export type Drawn = {
  readonly show: ChartShow; readonly grid: Grid; readonly names: Names; readonly words: ChartWords
  /** The drawing in words, for who does not see it. */
  readonly label: string
  /** What has to be said beside the drawing, on the page and in a picture. */
  readonly notes: readonly string[]
  /** The number (M49) of an area's code, by which the outlines of the world know it. */
  readonly numeric: ReadonlyMap<string, string>
  readonly isRightToLeft: boolean
}

/** How wide words are in the page's font. */
export type Pen = (words: string, size?: number) => number
/** A drawing as the inside of an SVG element, and what its marks stand for: `data-mark` in it is a place in `marks`. */
export type Drawing = { readonly svg: string; readonly height: number; readonly marks: readonly Marked[] }
/** Draws as wide as its place is. */
export type Draw = (drawn: Drawn, width: number, pen: Pen) => Drawing
