import type { Collection } from '../metadata/model.ts'
import type { FigureTable } from '../report/table.ts'
import { isBlank, textOf, type Cell } from './cells.ts'
import { MISSING_STATUSES } from './check.ts'
import { bindMapping, type BoundMapping } from './compile.ts'
import { Figures, type Measure } from './figures.ts'
import type { Mapping } from './language.ts'
import { refuse, type Refusal, type Reject } from './refusals.ts'

/** What became of the rows of a file: `read` is always `taken + merged + rejected`. Blank rows are not read. */
export type Account = { readonly read: number; readonly taken: number; readonly merged: number; readonly rejected: number; readonly blank: number }

/** `exact`: a row has as many cells as the header (CSV). `trailing`: blank cells at its end may be left out (workbooks). */
export type Width = 'exact' | 'trailing'

type Refused = { readonly at: number; readonly refusal: Refusal }

/**
 * Maps the rows of one file, adds up rows on one key, and keeps the account. A row that is not taken goes to `onReject` at once. In columns that
 * the mapping does not name only the word for a total is looked for; nothing of them is kept.
 */
export class Gatherer {
  private readonly bound: BoundMapping
  private readonly figures: Figures
  private readonly isSummed: boolean
  private readonly width: Width
  private readonly onReject: (reject: Reject) => void
  /** Numbers of codes of the row at hand: the period and the dimensions that vary; and its attributes. */
  private readonly key: Uint32Array
  private readonly said: Uint32Array
  private readonly count = { taken: 0, merged: 0, rejected: 0, blank: 0 }
  private isFirst = true

  /**
   * Throws `intake.column_missing` or `intake.column_twice` where the header does not fit the mapping.
   * @param member the member who reports, alpha-3
   */
  constructor(mapping: Mapping, collection: Collection, member: string, header: readonly Cell[], width: Width, onReject: (reject: Reject) => void) {
    this.bound = bindMapping(mapping, collection, member, header)
    this.figures = new Figures([this.bound.period, ...this.bound.dimensions], this.bound.attributes)
    this.isSummed = mapping.rows_on_one_key === 'sum'
    this.width = width
    this.onReject = onReject
    this.key = new Uint32Array(1 + this.bound.dimensions.length)
    this.said = new Uint32Array(this.bound.attributes.length)
  }

  get account(): Account {
    return { ...this.count, read: this.read }
  }

  get read(): number {
    return this.count.taken + this.count.merged + this.count.rejected
  }

  /** @param row as a spreadsheet numbers it: the first row of the file is 1 */
  add(cells: readonly Cell[], row: number): void {
    if (isBlank(cells[0]) && cells.every(isBlank)) {
      this.count.blank++
      return
    }
    const outcome = this.checkShape(cells) ?? this.findCodes(cells) ?? this.takeFigure(cells, row)
    if (typeof outcome === 'string') this.count[outcome]++
    else this.reject(cells, row, outcome)
    this.isFirst = false
  }

  table(): FigureTable {
    return this.figures.table(this.bound.flow, this.bound.constants)
  }

  private checkShape(cells: readonly Cell[]): Refused | undefined {
    const columns = this.bound.header.names.length
    const isWide = cells.length > columns && cells.findLastIndex((cell) => !isBlank(cell)) >= columns
    if (isWide || (cells.length < columns && this.width === 'exact')) return { at: -1, refusal: refuse('row.ragged', { cells: cells.length, columns }) }
    for (const isTotal of this.bound.totals) {
      const number = isTotal(cells)
      if (number < 0) return this.bound.refusals.get(number)
    }
    return undefined
  }

  /** Fills `key` and `said`. */
  private findCodes(cells: readonly Cell[]): Refused | undefined {
    const { period, dimensions, attributes, refusals } = this.bound
    const when = period.find(cells, 0)
    if (when < 0) return refusals.get(when)
    this.key[0] = when
    for (let i = 0; i < dimensions.length; i++) {
      const number = dimensions[i]!.find(cells, when)
      if (number < 0) return refusals.get(number)
      this.key[i + 1] = number
    }
    for (let i = 0; i < attributes.length; i++) {
      const number = attributes[i]!.find(cells, when)
      if (number < 0) return refusals.get(number)
      this.said[i] = number
    }
    return undefined
  }

  private takeFigure(cells: readonly Cell[], row: number): 'taken' | 'merged' | Refused {
    const { valueAt, nObsAt, nObs } = this.bound
    const measure = this.bound.measure(this.key)
    const value = this.readValue(cells[valueAt], measure)
    if (typeof value !== 'number') return { at: valueAt, refusal: value }
    const observations = nObs === undefined ? Number.NaN : nObs(cells)
    if (typeof observations !== 'number') return { at: nObsAt, refusal: observations }
    const outcome = this.figures.put(this.key, this.said, value, observations, row, measure, this.isSummed)
    return typeof outcome === 'string' ? outcome : { at: -1, refusal: outcome }
  }

  /** NaN where a status says that there is no value. */
  private readValue(cell: Cell | undefined, measure: Measure): number | Refusal {
    const value = this.bound.value(cell)
    if (typeof value === 'string') return this.sayStatus(value)
    if (typeof value !== 'number') return value.reason === 'value.blank' && this.isSaidMissing() ? Number.NaN : value
    if (!measure.isCount) return value
    return value < 0 ? refuse('value.negative') : Number.isInteger(value) ? value : refuse('value.not_whole')
  }

  private sayStatus(status: string): number {
    const at = this.bound.attributes.findIndex((a) => a.id === 'OBS_STATUS')
    this.said[at] = this.bound.attributes[at]!.codes.numberOf(status)
    return Number.NaN
  }

  private isSaidMissing(): boolean {
    const at = this.bound.attributes.findIndex((a) => a.id === 'OBS_STATUS')
    return at >= 0 && MISSING_STATUSES.some((s) => s === this.bound.attributes[at]!.codes.codes[this.said[at]!])
  }

  private reject(cells: readonly Cell[], row: number, refused: Refused): void {
    const { at, refusal } = this.explain(cells, refused)
    this.count.rejected++
    const text = at < 0 ? '' : textOf(cells[at]).slice(0, LONGEST_TEXT)
    this.onReject({ row, column: (this.bound.header.names[at] ?? '').slice(0, LONGEST_NAME), reason: refusal.reason, values: refusal.values, text })
  }

  /** A row that repeats the header, or continues it, is called that, not by the first of its many faults. */
  private explain(cells: readonly Cell[], refused: Refused): Refused {
    const { header, valueAt } = this.bound
    if (header.names.every((name, at) => textOf(cells[at]).trim() === name)) return { at: -1, refusal: refuse('row.header') }
    const isText = (cell: Cell | undefined) => typeof cell === 'string' && !/\d/.test(cell)
    if (this.isFirst && cells.every((cell) => isBlank(cell) || isText(cell)) && !isBlank(cells[valueAt])) return { at: -1, refusal: refuse('row.second_header') }
    return refused
  }
}

const LONGEST_TEXT = 300
const LONGEST_NAME = 200
