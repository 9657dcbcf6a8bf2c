import { TOTAL } from '../metadata/model.ts'
import { Problem } from '../problem.ts'
import { csvField, textField } from '../report/payload-order.ts'
import { payloadHeader, structureId, type Publisher } from '../report/payload-structure.ts'
import { printValue, type Cell } from './cell.ts'
import { eachOnce } from './each-once.ts'
import type { Plan } from './plan.ts'

/** Where the code of a dimension stands in a row of an answer, or which it is in all of them. */
export type Place = { readonly at: number } | { readonly code: string }

/**
 * The dimensions of the structure in the rows of an answer: a column, the one code that the question is held to, or the total
 * over a breakdown that it does not ask for. Throws `exports.sdmx_open` where a row is a sum over several codes, which no code stands for.
 */
export function placesOf(plan: Plan): readonly Place[] {
  const places = plan.flow.dimensions.map((dimension): Place | undefined => {
    const at = plan.columns.indexOf(dimension)
    if (at >= 0) return { at }
    if (dimension.role === 'key') return only(plan.held.find((held) => held.dimension === dimension)?.codes ?? [])
    const asked = plan.breakdowns.find((breakdown) => breakdown.dimension === dimension)?.codes
    return !asked ? { code: TOTAL } : only(asked.kind === 'any' ? asked.named : [])
  })
  const open = plan.flow.dimensions.filter((_, at) => places[at] === undefined)
  if (open.length > 0) throw new Problem('exports.sdmx_open', { dimensions: open.map(({ id }) => id).join(', ') })
  return places as readonly Place[]
}

const only = (codes: readonly string[]): Place | undefined => (codes.length === 1 ? { code: codes[0]! } : undefined)

/** SDMX-CSV 2.0 of an answer's rows, in the columns of a payload: its header, then any rows. A comment carries what is said of each. */
export const sdmxHead = (plan: Plan): string => `${payloadHeader(plan.flow)}\n`

export function sdmxLines(plan: Plan, publisher: Publisher, places: readonly Place[], rows: readonly Cell[], commentOf: (row: Cell) => string): string {
  const start = `dataflow,${csvField(structureId(plan.flow, publisher))},I`
  const [field, comment] = [eachOnce(csvField), eachOnce(textField)]
  return rows.map((row) => {
    const codes = places.map((place) => field('at' in place ? row.codes[place.at]! : place.code))
    // `O`: there are figures, but none for this question. `N`: for those who may see it, not to be published.
    return [start, ...codes, printValue(row), row.value === null ? 'O' : '', 'N', comment(commentOf(row)), ''].join(',')
  }).join('\n').concat('\n')
}
