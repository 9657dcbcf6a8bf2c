import type { Collection, Dataflow, Dimension } from '../metadata/model.ts'
import { TOTAL } from '../metadata/model.ts'
import { Problem } from '../problem.ts'
import { Dictionary } from '../report/growing.ts'
import { onceAWord, Refusals, textOf, type Cell } from './cells.ts'
import { columnsUsed } from './check.ts'
import { codeLookup, type Lookup } from './codes.ts'
import { Header } from './columns.ts'
import { testOf } from './conditions.ts'
import type { Attribute, Measure } from './figures.ts'
import type { ConstantRule, DimensionRule, Mapping, When } from './language.ts'
import { measureFinder } from './measures.ts'
import { atFault, composePeriod, periodColumns, writePeriod } from './periods.ts'
import { refuse, type Refusal } from './refusals.ts'
import { checkText, isMissingStatus, readCount, valueReader, type ValueReader } from './values.ts'
import { isTotalWord } from './words.ts'

/** Finds a number for a row: a code's (0 and up) or a refusal's (negative, see `Refusals`). */
type Find = (cells: readonly Cell[], period: number) => number

export type CodedColumn = { readonly id: string; readonly codes: Dictionary; readonly find: Find }

/** A mapping bound to the header of one file: how each thing that a row says is found. */
export type BoundMapping = {
  readonly flow: Dataflow
  readonly header: Header
  readonly refusals: Refusals
  /** Refuses rows that are totals in a column that no dimension reads. */
  readonly totals: readonly ((cells: readonly Cell[]) => number)[]
  readonly period: CodedColumn
  /** Dimensions that vary from row to row; `constants` are the others. */
  readonly dimensions: readonly CodedColumn[]
  readonly constants: ReadonlyMap<string, string>
  readonly attributes: readonly (CodedColumn & { readonly id: Attribute })[]
  readonly value: ValueReader
  readonly nObs: ((cells: readonly Cell[]) => number | Refusal) | undefined
  readonly valueAt: number
  readonly nObsAt: number
  /** What the row at hand measures, by its key: the period's number, then those of `dimensions`. */
  readonly measure: (key: Uint32Array) => Measure
}

/**
 * Binds a mapping (which `readMapping` has checked) to a file's header. Throws `intake.column_missing` or `intake.column_twice`.
 * @param member the member who reports, alpha-3: it becomes REF_AREA
 */
export function bindMapping(mapping: Mapping, collection: Collection, member: string, headerCells: readonly Cell[]): BoundMapping {
  const flow = collection.dataflows.get(mapping.dataflow)
  if (!flow) throw new Problem('mapping.invalid', { count: 1 })
  const header = new Header(headerCells)
  const missing = columnsUsed(mapping).filter((column) => header.find(column) === undefined)
  if (missing.length > 0) throw new Problem('intake.column_missing', { columns: missing.join(', '), row: mapping.file.header_row })
  const binder = new Binder(mapping, collection, member, flow, header)
  return binder.bind()
}

class Binder {
  private readonly refusals = new Refusals()
  private readonly periods = new Dictionary()

  private readonly mapping: Mapping
  private readonly collection: Collection
  private readonly member: string
  private readonly flow: Dataflow
  private readonly header: Header

  constructor(mapping: Mapping, collection: Collection, member: string, flow: Dataflow, header: Header) {
    this.mapping = mapping
    this.collection = collection
    this.member = member
    this.flow = flow
    this.header = header
  }

  bind(): BoundMapping {
    const { mapping, flow, header, refusals } = this
    const varying = flow.dimensions.filter((d) => d.id in mapping.dimensions && !isConstant(mapping.dimensions[d.id]!))
    const dimensions = varying.map((d) => this.dimension(d, mapping.dimensions[d.id]!))
    const constants = this.constants()
    return {
      flow,
      header,
      refusals,
      totals: this.totalColumns(),
      period: { id: 'TIME_PERIOD', codes: this.periods, find: this.period() },
      dimensions,
      constants,
      attributes: this.attributes(),
      value: valueReader(mapping),
      nObs: this.nObs(),
      valueAt: this.at(mapping.value.column),
      nObsAt: mapping.n_obs?.column === undefined ? -1 : this.at(mapping.n_obs.column),
      measure: measureFinder(mapping, flow, dimensions, constants),
    }
  }

  /** Where a column stands. That it is there was seen to by `bindMapping`. */
  private at(column: string): number {
    return this.header.find(column) ?? -1
  }

  private constants(): ReadonlyMap<string, string> {
    const constants = new Map<string, string>()
    for (const { id, totals } of this.flow.dimensions) {
      const rule = this.mapping.dimensions[id]
      if (id === 'TIME_PERIOD' || (rule && !isConstant(rule))) continue
      if (id === 'REF_AREA') constants.set(id, this.member)
      else if (id === 'FREQ') constants.set(id, this.mapping.frequency)
      else constants.set(id, rule?.constant ?? (totals.includes(TOTAL) ? TOTAL : ''))
    }
    return constants
  }

  private dimension(dimension: Dimension, rule: DimensionRule): CodedColumn {
    const codes = new Dictionary()
    const find = rule.column === undefined ? constantFinder(codes, rule.constant ?? '') : this.coded(rule.column, codes, this.lookup(dimension, rule))
    return { id: dimension.id, codes, find: this.conditional(rule.when, codes, find) }
  }

  private lookup(dimension: Dimension, rule: DimensionRule): Lookup {
    const inList = codeLookup(dimension, this.collection, rule)
    if (dimension.id === 'FREQ') {
      const { frequency } = this.mapping
      return (word) => ((rule.codes[word.trim()] ?? word.trim()) === frequency ? frequency : refuse('code.other_frequency', { frequency }))
    }
    if (dimension.id !== 'REF_AREA') return inList
    return (word) => {
      const code = inList(word)
      return code === this.member || typeof code !== 'string' ? code : refuse('code.other_member', { member: this.member })
    }
  }

  private coded(column: string, codes: Dictionary, lookup: Lookup): Find {
    const at = this.at(column)
    const numberOf = onceAWord((text) => this.found(at, checkText(text) ?? lookup(text), codes))
    return (cells) => numberOf(cells[at])
  }

  private found(at: number, found: string | Refusal, codes: Dictionary): number {
    return typeof found === 'string' ? codes.numberOf(found) : this.refusals.number(found.reason === 'row.total' ? -1 : at, found)
  }

  private attributes(): BoundMapping['attributes'] {
    const { attributes, value } = this.mapping
    const wordsSayStatus = Object.values(value.words).some(isMissingStatus)
    return (['OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS'] as const).flatMap((id) => {
      const rule = attributes[id] ?? (id === 'OBS_STATUS' && wordsSayStatus ? { constant: '', when: [] } : undefined)
      return rule ? [{ id, ...this.attribute(rule) }] : []
    })
  }

  private attribute(rule: ConstantRule): { readonly codes: Dictionary; readonly find: Find } {
    const codes = new Dictionary()
    // The empty text first: it is what stands in a row that says nothing of this attribute.
    codes.numberOf('')
    return { codes, find: this.conditional(rule.when, codes, constantFinder(codes, rule.constant)) }
  }

  /** Puts conditions before a finder: the first that holds decides. */
  private conditional(conditions: readonly When[], codes: Dictionary, otherwise: Find): Find {
    return conditions.reduceRight((next: Find, when): Find => {
      const then = codes.numberOf(when.constant)
      const test = testOf(when, this.mapping.file.numbers)
      const at = when.column === undefined ? -1 : this.at(when.column)
      const holds = onceAWord((text) => {
        const found = test(text)
        return typeof found === 'boolean' ? Number(found) : this.refusals.number(at, found)
      })
      return (cells, period) => {
        const result = holds(at < 0 ? this.periods.codes[period] : cells[at])
        return result === 1 ? then : result === 0 ? next(cells, period) : result
      }
    }, otherwise)
  }

  private period(): Find {
    const { period: rule, frequency } = this.mapping
    if (rule.kind === 'constant') return constantFinder(this.periods, rule.period)
    const [first = -1, second = -1] = periodColumns(rule).map((column) => this.at(column))
    const compose = (one: string, two: string): number => {
      if (one.trim() === '') return this.refusals.number(first, refuse('period.blank'))
      if (second >= 0 && two.trim() === '') return this.refusals.number(second, refuse('period.blank'))
      const found = composePeriod(rule, one, two)
      if (!('reason' in found)) return this.periods.numberOf(writePeriod(found, frequency))
      return isTotalWord(one) || isTotalWord(two) ? this.refusals.number(-1, refuse('row.total')) : this.refusals.number(atFault(found) === 0 ? first : second, found)
    }
    if (second < 0) {
      const numberOf = onceAWord((text) => compose(text, ''))
      return (cells) => numberOf(cells[first])
    }
    // One small table a year: the pair of cells is never joined to a new text.
    const years = new Map<Cell | undefined, (cell: Cell | undefined) => number>()
    return (cells) => {
      const year = cells[first]
      let months = years.get(year)
      if (!months) {
        months = onceAWord((text) => compose(textOf(year), text))
        if (years.size < MOST_YEARS) years.set(year, months)
      }
      return months(cells[second])
    }
  }

  /** Columns that no dimension reads may still say that a row is a total. */
  private totalColumns(): BoundMapping['totals'] {
    const { dimensions, value, n_obs: nObs, period } = this.mapping
    const read = [...Object.values(dimensions).map((rule) => rule.column), ...periodColumns(period), value.column, nObs?.column].flatMap((column) => (column === undefined ? [] : [this.at(column)]))
    const total = this.refusals.number(-1, refuse('row.total'))
    return this.header.names.flatMap((_, at) => {
      if (read.includes(at)) return []
      const isTotal = onceAWord((text) => (isTotalWord(text) ? total : 0))
      return [(cells: readonly Cell[]) => isTotal(cells[at])]
    })
  }

  private nObs(): BoundMapping['nObs'] {
    const rule = this.mapping.n_obs
    if (!rule) return undefined
    const { constant, column } = rule
    if (column === undefined) return () => constant ?? Number.NaN
    const at = this.at(column)
    return (cells) => readCount(cells[at], this.mapping)
  }
}

const MOST_YEARS = 1000

const isConstant = (rule: DimensionRule): boolean => rule.column === undefined && rule.when.length === 0

const constantFinder = (codes: Dictionary, code: string): Find => {
  const number = codes.numberOf(code)
  return () => number
}
