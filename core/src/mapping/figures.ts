import type { Dataflow } from '../metadata/model.ts'
import { GrowingUint32, NumberBuilder, type Dictionary } from '../report/growing.ts'
import type { Column, FigureTable } from '../report/table.ts'
import { KeyIndex } from './key-index.ts'
import { refuse, type Refusal } from './refusals.ts'

export type Attribute = 'OBS_STATUS' | 'CONF_STATUS' | 'COMMENT_OBS'
type Coded<Id extends string> = { readonly id: Id; readonly codes: Dictionary }

/** What an indicator's figures are: counts or not, and whether they may be added up. */
export type Measure = { readonly indicator: string; readonly isCount: boolean; readonly isAdditive: boolean }

/** The figures of a file as they are taken, column by column, one for each key. */
export class Figures {
  private readonly keys: readonly (Coded<string> & { readonly at: GrowingUint32 })[]
  private readonly attributes: readonly (Coded<Attribute> & { readonly at: GrowingUint32 })[]
  private readonly index: KeyIndex
  private readonly value = new NumberBuilder()
  private readonly nObs = new NumberBuilder()
  private readonly sourceRow = new GrowingUint32()

  constructor(keys: readonly Coded<string>[], attributes: readonly Coded<Attribute>[]) {
    this.keys = keys.map(({ id, codes }) => ({ id, codes, at: new GrowingUint32() }))
    this.attributes = attributes.map(({ id, codes }) => ({ id, codes, at: new GrowingUint32() }))
    this.index = new KeyIndex(this.keys.map((k) => k.at))
  }

  /**
   * Takes a figure, or, where `isSummed`, adds it to the one with the same key.
   * @param key numbers of codes, in the order of the columns given to the constructor; likewise `said`
   * @param value NaN where there is none
   */
  put(key: Uint32Array, said: Uint32Array, value: number, nObs: number, row: number, measure: Measure, isSummed: boolean): 'taken' | 'merged' | Refusal {
    const there = this.index.place(key)
    if (there >= 0) return isSummed ? this.merge(there, said, value, nObs, measure) : refuse('row.duplicate', { earlier: this.sourceRow.at[there]! })
    for (let i = 0; i < key.length; i++) this.keys[i]!.at.push(key[i]!)
    for (let i = 0; i < said.length; i++) this.attributes[i]!.at.push(said[i]!)
    this.value.push(value)
    this.nObs.push(nObs)
    this.sourceRow.push(row)
    return 'taken'
  }

  private merge(there: number, said: Uint32Array, value: number, nObs: number, measure: Measure): 'merged' | Refusal {
    const earlier = this.sourceRow.at[there]!
    if (!measure.isAdditive) return refuse('row.not_additive', { earlier, indicator: measure.indicator })
    for (let i = 0; i < said.length; i++) if (this.attributes[i]!.at.at[there] !== said[i]) return refuse('row.attributes', { earlier })
    const sum = tidy(this.value.at[there]! + value)
    const observations = this.nObs.at[there]! + nObs
    if (Number.isNaN(sum) || Number.isNaN(this.nObs.at[there]!) !== Number.isNaN(nObs)) return refuse('row.missing_value', { earlier })
    if (Math.abs(sum) > Number.MAX_SAFE_INTEGER) return refuse('value.too_large')
    this.value.at[there] = sum
    this.nObs.at[there] = observations
    return 'merged'
  }

  /** The table, without copies of the columns; nothing may be put afterwards. `constants`: the dimensions that are the same in every row. */
  table(flow: Dataflow, constants: ReadonlyMap<string, string>): FigureTable {
    const rows = this.value.length
    const zeros = new Uint32Array(rows)
    const keys = new Map(this.keys.map(({ id, codes, at }) => [id, compact(codes.codes, at.done(), zeros)]))
    const constant = (code: string): Column => ({ codes: [code], at: zeros })
    return {
      dataflow: flow.id,
      rows,
      dimensions: new Map(flow.dimensions.map(({ id }) => [id, keys.get(id) ?? constant(constants.get(id) ?? '')])),
      value: this.value.done(),
      attributes: new Map(
        (['OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS'] as const).map((id) => {
          const found = this.attributes.find((a) => a.id === id)
          return [id, found ? compact(found.codes.codes, found.at.done(), zeros) : constant('')]
        }),
      ),
      nObs: this.nObs.done(),
      sourceRow: this.sourceRow.done(),
    }
  }
}

/** Renumbers a column in place so that it names only codes that a row has: some were met only in rows that were rejected. */
function compact(codes: readonly string[], at: Uint32Array, zeros: Uint32Array): Column {
  const numbers = new Int32Array(codes.length).fill(-1)
  const used: string[] = []
  for (let row = 0; row < at.length; row++) {
    const old = at[row]!
    if (numbers[old]! < 0) numbers[old] = used.push(codes[old]!) - 1
    at[row] = numbers[old]!
  }
  return used.length <= 1 ? { codes: used, at: zeros } : { codes: used, at }
}

/** Sums of decimals without the dust of binary fractions: six places, as many as are kept. */
const tidy = (sum: number): number => (Number.isInteger(sum) ? sum : Math.round(sum * 1e6) / 1e6)
