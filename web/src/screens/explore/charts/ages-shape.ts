import type { Named } from '../names.ts'
import type { Cell, Grid } from '../shape.ts'
import type { Mark } from './mark.ts'

export type Bar = { readonly cell: Cell; readonly codes: Mark }
/** One age band: what is counted of either sex, and of every other code of sex, such as not known. */
export type Band = { readonly age: string; readonly left: Bar; readonly right: Bar; readonly beside: readonly Bar[] }
export type Ages = {
  /** Youngest first. */
  readonly bands: readonly Band[]
  /** Of whom the age is not known, or told otherwise. */
  readonly apart: readonly Band[]
  readonly besideCodes: readonly string[]
  /** A band and a part of it both stand here: some states report the broader one. Nobody is counted in both. */
  readonly overlaps: boolean
}

const [LEFT, RIGHT] = ['M', 'F']

/** Rows by age and columns by sex as the two sides of a pyramid. Bands stand by where they begin, whatever the order of their list. */
export function agesOf({ rows, columns }: Grid, codes: readonly Named[]): Ages {
  const besideCodes = columns.filter((sex) => sex !== LEFT && sex !== RIGHT)
  const known = new Map(codes.map((code) => [code.id, code]))
  const bands = rows.map(({ codes: [age = ''], cells }): Band => {
    const bar = (sex: string): Bar => ({ cell: cells[columns.indexOf(sex)], codes: { AGE: age, SEX: sex } })
    return { age, left: bar(LEFT!), right: bar(RIGHT!), beside: besideCodes.map(bar) }
  })
  const shown = new Set(bands.map(({ age }) => age))
  return {
    bands: bands.filter(({ age }) => begins(age) !== undefined).toSorted((a, b) => begins(a.age)! - begins(b.age)! || ends(a.age) - ends(b.age)),
    apart: bands.filter(({ age }) => begins(age) === undefined), besideCodes,
    overlaps: bands.some(({ age }) => { const parent = known.get(age)?.parent; return parent !== undefined && shown.has(parent) }),
  }
}

/** The first year of a band as SDMX writes it: Y18T24, Y_GE50. */
export function begins(age: string): number | undefined {
  const found = /^Y(?:_GE)?(\d+)/.exec(age)
  return found ? Number(found[1]) : /^Y_L[TE]\d+/.test(age) ? 0 : undefined
}
const ends = (age: string): number => Number(/T(\d+)$/.exec(age)?.[1] ?? 200)
