import { TOTAL, type Collection, type Dataflow, type Dimension, type Frequency, type Indicator } from '../metadata/model.ts'
import type { InvalidCell } from '../report/fold.ts'
import { columnsOf, emptyColumn, keyAt } from '../report/keys.ts'
import { canonicalPlaces } from '../report/payload-order.ts'
import type { Column, FigureTable } from '../report/table.ts'
import { findDomain, type Domain, type RegisterIds } from './domain.ts'

export type CheckContext = {
  readonly now: Date
  /** The member whose report it is. */
  readonly refArea: string
  /** The report's frequency and periods, both included. */
  readonly range?: { readonly freq: Frequency; readonly from: string; readonly to: string }
  /** The routes and places that the register holds now; the collection's own where absent. */
  readonly registerIds?: RegisterIds
  readonly invalidCells?: readonly InvalidCell[]
  /** What the section says about itself, such as `profit_element: N`. */
  readonly declarations?: { readonly [name: string]: string | number | undefined }
}

export type ValueColumn = 'OBS_STATUS' | 'CONF_STATUS' | 'COMMENT_OBS'

/** A table with what several rules ask of it, each worked out once, when first asked. */
export class Facts {
  readonly table: FigureTable
  readonly flow: Dataflow
  readonly collection: Collection
  readonly context: CheckContext
  private readonly columns: ReadonlyMap<string, Column>
  private readonly domains = new Map<string, Domain | undefined>()
  private readonly memory = new Map<string, unknown>()

  constructor(table: FigureTable, flow: Dataflow, collection: Collection, context: CheckContext) {
    this.table = table
    this.flow = flow
    this.collection = collection
    this.context = context
    const columns = columnsOf(table, flow)
    this.columns = new Map(flow.dimensions.map((d, at) => [d.id, columns[at]!]))
  }

  get rows(): number {
    return this.table.rows
  }

  /** Undefined where the dataflow has no such dimension. */
  findColumn(dimension: string): Column | undefined {
    return this.columns.get(dimension)
  }

  /** The columns of all dimensions but the named ones, in the order of the structure. */
  columnsWithout(...dimensions: readonly string[]): readonly Column[] {
    return [...this.columns].filter(([id]) => !dimensions.includes(id)).map(([, column]) => column)
  }

  attribute(id: ValueColumn): Column {
    return this.table.attributes.get(id) ?? emptyColumn(this.rows)
  }

  keyAt(row: number): string {
    return keyAt([...this.columns.values()], row)
  }

  codeAt(dimension: string, row: number): string {
    const column = this.columns.get(dimension)
    return column ? column.codes[column.at[row]!]! : ''
  }

  findDimension(id: string): Dimension | undefined {
    return this.flow.dimensions.find((d) => d.id === id)
  }

  findDomain(dimension: string): Domain | undefined {
    if (!this.domains.has(dimension)) {
      const found = this.findDimension(dimension)
      this.domains.set(dimension, found && findDomain(found, this.flow, this.collection, this.registers))
    }
    return this.domains.get(dimension)
  }

  get registers(): RegisterIds {
    return this.once('registers', () => this.context.registerIds ?? {
      route: new Set(this.collection.register.filter((e) => e.register === 'route').map((e) => e.id)),
      place: new Set(this.collection.register.filter((e) => e.register === 'place').map((e) => e.id)),
    })
  }

  /** The indicator of each code of the column INDICATOR. */
  get indicators(): readonly (Indicator | undefined)[] {
    return this.once('indicators', () => {
      const known = new Map(this.flow.indicators.map((i) => [i.id, i]))
      return (this.findColumn('INDICATOR')?.codes ?? []).map((code) => known.get(code))
    })
  }

  indicatorAt(row: number): Indicator | undefined {
    return this.indicators[this.findColumn('INDICATOR')!.at[row]!]
  }

  /** The place of each row in the canonical order. */
  get places(): Uint32Array {
    return this.once('places', () => canonicalPlaces(this.table, this.flow))
  }

  /** A bit for each optional dimension, in the order of the structure. */
  get bits(): ReadonlyMap<string, number> {
    return this.once('bits', () => new Map(this.flow.dimensions.filter((d) => d.role === 'optional').map((d, at) => [d.id, 1 << at])))
  }

  /** The breakdown signature of each row: the bits of the optional dimensions that have a code other than `_T`. */
  get signatures(): Uint32Array {
    return this.once('signatures', () => {
      const of = new Uint32Array(this.rows)
      for (const [id, bit] of this.bits) {
        const { codes, at } = this.findColumn(id)!
        const bits = Uint32Array.from(codes, (code) => (code === TOTAL || code === '' ? 0 : bit))
        if (bits.every((b) => b === 0)) continue
        for (let row = 0; row < of.length; row++) of[row]! |= bits[at[row]!]!
      }
      return of
    })
  }

  /** The dimensions of a signature. */
  dimensionsOf(signature: number): readonly string[] {
    return [...this.bits].filter(([, bit]) => (signature & bit) !== 0).map(([id]) => id)
  }

  /** Works something out once for all rules of this check. */
  once<T>(name: string, make: () => T): T {
    if (!this.memory.has(name)) this.memory.set(name, make())
    return this.memory.get(name) as T
  }
}
