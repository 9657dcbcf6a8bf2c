import { OTHER, TOTAL, UNKNOWN, type Collection, type Dataflow, type Dimension } from '../metadata/model.ts'
import type { Column } from '../report/table.ts'

/** The codes of a dimension as numbers, and which is part of which. `_T`, `_U` and `OTH` are none of them. */
export type Domain = {
  readonly codes: readonly string[]
  readonly number: ReadonlyMap<string, number>
  /** By code number; -1 where it is part of none. */
  readonly parent: Int32Array
  readonly children: readonly (readonly number[])[]
  readonly roots: readonly number[]
  /** False where codes overlap and are never added up. */
  readonly exclusive: boolean
  /** False for registers, which grow: there is never "all of it". */
  readonly closed: boolean
}

export type RegisterIds = { readonly route: ReadonlySet<string>; readonly place: ReadonlySet<string> }

/** Undefined where the dimension has no list (numbers, periods, frequencies). */
export function findDomain(dimension: Dimension, flow: Dataflow, collection: Collection, registers: RegisterIds): Domain | undefined {
  if (dimension.id === 'INDICATOR') return domainOf(flow.indicators, true, true)
  const { representation } = dimension
  switch (representation.kind) {
    case 'codelist': {
      const list = collection.codelists.get(representation.list)
      return list && domainOf(list.codes, list.exclusive, true)
    }
    case 'register':
      return domainOf([...registers[representation.register]].map((id) => ({ id })), true, false)
    case 'pattern':
    case 'period':
    case 'frequency':
      return undefined
  }
}

function domainOf(entries: readonly { readonly id: string; readonly parent?: string }[], exclusive: boolean, closed: boolean): Domain {
  const codes = entries.map((e) => e.id)
  const number = new Map(codes.map((code, at) => [code, at]))
  const parent = Int32Array.from(entries, (e) => (e.parent === undefined ? -1 : (number.get(e.parent) ?? -1)))
  const children = codes.map((): number[] => [])
  const roots: number[] = []
  parent.forEach((p, code) => (p < 0 ? roots : children[p]!).push(code))
  return { codes, number, parent, children, roots, exclusive, closed }
}

/** What a code of a column is to a domain: its number there, or one of these. */
export const IS_TOTAL = -1
/** `_U` and `OTH`: parts of the total that fit no code. */
export const IS_REST = -2
export const IS_STRANGE = -3

export const numbersIn = (domain: Domain, column: Column): Int32Array =>
  Int32Array.from(column.codes, (code) => {
    if (code === TOTAL) return IS_TOTAL
    if (code === UNKNOWN || code === OTHER) return IS_REST
    return domain.number.get(code) ?? IS_STRANGE
  })

/** The code and everything that is part of it. */
export const withDescendants = (domain: Domain, code: string): readonly string[] => {
  const number = domain.number.get(code)
  return number === undefined ? [code] : [code, ...domain.children[number]!.flatMap((child) => withDescendants(domain, domain.codes[child]!))]
}
