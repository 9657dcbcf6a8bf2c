import type { Dataflow, Indicator } from '../metadata/model.ts'
import { additivityOf } from '../metadata/additivity.ts'
import { emptyColumn, groupRows } from './keys.ts'
import { formatDecimal } from './payload-decimal.ts'
import type { FigureTable } from './table.ts'

/**
 * A control total of the manifest: all figures of an indicator in a unit, added up as they stand (totals and breakdowns
 * alike), so that a reader sees that nothing was lost. `sum` is exact, a plain decimal. `rows` counts rows, also those
 * that carry no value.
 */
export type IndicatorSum = { readonly indicator: string; readonly unit: string; readonly rows: number; readonly sum: string }

/** For each indicator and unit that may be summed over anything, by indicator in the dataflow's order, then by unit. */
export function sumsOf(table: FigureTable, flow: Dataflow): IndicatorSum[] {
  const indicator = table.dimensions.get('INDICATOR') ?? emptyColumn(table.rows)
  const unit = table.dimensions.get('UNIT_MEASURE') ?? emptyColumn(table.rows)
  const { of, count } = groupRows([indicator, unit], table.rows)
  const totals = Array.from({ length: count }, () => ({ indicator: '', unit: '', rows: 0, sum: new ExactSum() }))
  for (let row = 0; row < table.rows; row++) {
    const total = totals[of[row]!]!
    if (total.rows++ === 0) Object.assign(total, { indicator: indicator.codes[indicator.at[row]!], unit: unit.codes[unit.at[row]!] })
    total.sum.add(table.value[row]!)
  }
  const byUnit = totals.toSorted((a, b) => (a.unit < b.unit ? -1 : 1))
  return flow.indicators.flatMap((i) =>
    byUnit.filter((t) => t.indicator === i.id && isAdditive(i, t.unit)).map((t) => ({ ...t, sum: t.sum.toString() })),
  )
}

const isAdditive = (indicator: Indicator, unit: string): boolean => additivityOf(indicator, unit).over !== 'none'

/**
 * Adds decimals without rounding: whole numbers as such while they stay safe, else as big integers of the smallest
 * decimal place met. Each number counts as the decimals that the payload writes for it.
 */
export class ExactSum {
  private small = 0
  private big = 0n
  private places = 0

  /** NaN adds nothing. */
  add(value: number): void {
    if (Number.isNaN(value)) return
    const sum = this.small + value
    if (Number.isSafeInteger(value) && Number.isSafeInteger(sum)) this.small = sum
    else this.addDecimal(formatDecimal(value))
  }

  private addDecimal(text: string): void {
    const [whole = '', fraction = ''] = text.split('.')
    if (fraction.length > this.places) {
      this.big *= 10n ** BigInt(fraction.length - this.places)
      this.places = fraction.length
    }
    this.big += BigInt(whole + fraction.padEnd(this.places, '0'))
  }

  toString(): string {
    const all = this.big + BigInt(this.small) * 10n ** BigInt(this.places)
    const digits = (all < 0n ? -all : all).toString().padStart(this.places + 1, '0')
    const whole = digits.slice(0, digits.length - this.places)
    const fraction = digits.slice(digits.length - this.places).replace(/0+$/, '')
    return `${all < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
  }
}
