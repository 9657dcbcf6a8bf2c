import { optionalDimensions, TOTAL, type Collection, type Dataflow } from '../metadata/model.ts'
import { maySum, SERIES } from './additivity.ts'
import type { Ask } from './ask.ts'
import type { Cell } from './cell.ts'
import { isOwnKey, type Choice } from './explain.ts'
import { isWithin, nestingOf, outermost, type Nesting } from './hierarchy.ts'
import { asksTotal, wantedCodes } from './wanted.ts'

/**
 * The meaning of a query, as plainly as it can be written: what the SQL is held against, row by row and slowly. The
 * rules stand in docs/decisions/0012-what-a-query-answers.md.
 */
export type Observation = { readonly codes: { readonly [dimension: string]: string }; readonly value: number | null }

/** `counts` says which rows the viewer may see and which release counts for them. */
export function answerPlainly<T extends Observation>(collection: Collection, ask: Ask, rows: readonly T[], counts: (row: T) => boolean): readonly Cell[] {
  const world = worldOf(collection, ask)
  const answers = slicesOf(world, rows.filter(counts)).map((slice) => ({ slice, chosen: choose(world, slice) }))
  const gaps = answers.filter((a) => !a.chosen).map((a) => a.slice[0]!)
  const taken = answers.flatMap(({ slice, chosen }) => (chosen ? slice.filter((r) => sameSet(signature(world.optional, r), chosen)) : []))
  return present(world, raise(world, taken.flatMap((row) => label(world, row))), gaps)
}

/** Which breakdown answers for each member, series and period. */
export function explainPlainly<T extends Observation>(collection: Collection, ask: Ask, rows: readonly T[], counts: (row: T) => boolean): readonly Choice[] {
  const world = worldOf(collection, ask)
  const told = slicesOf(world, rows.filter(counts)).map((slice): Choice => {
    const { REF_AREA = '', FREQ = '', INDICATOR = '', UNIT_MEASURE = '', TIME_PERIOD = '' } = slice[0]!.codes
    const chosen = choose(world, slice)
    const keys = Object.fromEntries(world.flow.dimensions.filter((d) => isOwnKey(d) && ask.by.includes(d.id)).map(({ id }) => [id, slice[0]!.codes[id]!]))
    return { member: REF_AREA, freq: FREQ, indicator: INDICATOR, unit: UNIT_MEASURE, period: TIME_PERIOD, keys, breakdown: chosen ?? null, exact: chosen !== undefined && sameSet(chosen, world.asked) }
  })
  return groups(told, (c) => [JSON.stringify(c)]).map((same) => same[0]!)
}

type Entry = { readonly row: Observation; readonly labels: { readonly [dimension: string]: string } }

type World = {
  readonly collection: Collection
  readonly ask: Ask
  readonly flow: Dataflow
  readonly optional: readonly string[]
  readonly asked: readonly string[]
  /** The key dimensions. */
  readonly keys: readonly string[]
  readonly wanted: (dimension: string) => readonly string[] | undefined
  readonly nesting: (dimension: string) => Nesting
}

function worldOf(collection: Collection, ask: Ask): World {
  const flow = collection.dataflows.get(ask.dataflow)!
  const dimension = (id: string) => flow.dimensions.find((d) => d.id === id)!
  const nesting = (id: string) => nestingOf(collection, dimension(id))
  const wanted = (id: string) => wantedCodes(ask.where, dimension(id), nesting(id))
  const optional = optionalDimensions(flow).map((d) => d.id)
  const asked = optional.filter((id) => wanted(id) || (ask.by.includes(id) && !asksTotal(ask.where, dimension(id))))
  const keys = flow.dimensions.filter((d) => d.role === 'key').map((d) => d.id)
  return { collection, ask, flow, optional, asked, keys, wanted, nesting }
}

/** Figures within the wanted key codes, apart by all of them. A row without a value is no figure: not reported, and no zero. */
const slicesOf = ({ keys, wanted }: World, rows: readonly Observation[]): readonly (readonly Observation[])[] =>
  groups(rows.filter((r) => r.value !== null && keys.every((d) => wanted(d)?.includes(r.codes[d]!) ?? true)), (r) => keys.map((d) => r.codes[d]!))

/** The breakdown that answers for one slice; undefined where none can. */
function choose({ collection, flow, optional, asked, nesting }: World, slice: readonly Observation[]): readonly string[] | undefined {
  const { INDICATOR = '', UNIT_MEASURE = '' } = slice[0]!.codes
  const present = groups(slice, (r) => signature(optional, r)).map((rows) => ({ dimensions: signature(optional, rows[0]!), rows }))
  const exact = present.find((s) => sameSet(s.dimensions, asked))
  if (exact) return asked
  const dropped = (s: readonly string[]) => s.filter((d) => !asked.includes(d))
  const able = present.filter((s) => asked.every((d) => s.dimensions.includes(d)) && dropped(s.dimensions).every((id) => maySum(collection, flow, INDICATOR, UNIT_MEASURE, flow.dimensions.find((d) => d.id === id)!)))
  const whole = (rows: readonly Observation[]) => sum(rows.filter((r) => !rows.some((other) => other !== r && takesIn(optional, nesting, other, r))))
  const places = (s: readonly string[]) => s.map((d) => optional.indexOf(d))
  return able.toSorted((a, b) => whole(b.rows) - whole(a.rows) || a.dimensions.length - b.dimensions.length || compareLists(places(a.dimensions), places(b.dimensions)))[0]?.dimensions
}

const signature = (optional: readonly string[], row: Observation): readonly string[] => optional.filter((d) => row.codes[d] !== TOTAL)

/** Whether one row's codes are, in every breakdown, the other's or what the other's is part of. */
const takesIn = (optional: readonly string[], nesting: (d: string) => Nesting, outer: Observation, inner: Observation): boolean =>
  optional.every((d) => isWithin(nesting(d), inner.codes[d]!, outer.codes[d]!))

/** A row under each wanted code that it belongs to. */
function label({ ask, asked, wanted, nesting }: World, row: Observation): readonly Entry[] {
  let entries: readonly Entry[] = [{ row, labels: {} }]
  for (const dimension of asked) {
    const codes = wanted(dimension)
    const matching = codes?.filter((code) => isWithin(nesting(dimension), row.codes[dimension]!, code))
    if (matching?.length === 0) return []
    if (!ask.by.includes(dimension)) continue
    entries = entries.flatMap((e) => (matching ?? [row.codes[dimension]!]).map((code) => ({ row, labels: { ...e.labels, [dimension]: code } })))
  }
  return entries
}

/** Where no code is named, each is shown under the outermost one reported in the same row of the answer, one dimension after the other. */
function raise({ ask, asked, keys, wanted, nesting }: World, entries: readonly Entry[]): readonly Entry[] {
  const open = asked.filter((d) => ask.by.includes(d) && !wanted(d) && nesting(d).size > 0)
  return open.reduce((current, dimension, at) => {
    const settled = ask.by.filter((d) => asked.includes(d) && !open.slice(at).includes(d))
    const place = (e: Entry) => [...[...ask.by, ...SERIES].filter((d) => keys.includes(d)).map((d) => e.row.codes[d]!), ...settled.map((d) => e.labels[d]!)]
    return groups(current, place).flatMap((group) => {
      const reported = new Set(group.map((e) => e.row.codes[dimension]!))
      return group.map((e) => {
        const own = e.row.codes[dimension]!
        const outer = (nesting(dimension).get(own) ?? []).findLast((code) => reported.has(code))
        return { row: e.row, labels: { ...e.labels, [dimension]: outer ?? own } }
      })
    })
  }, entries)
}

function present(world: World, entries: readonly Entry[], gaps: readonly Observation[]): readonly Cell[] {
  const { ask, asked, keys, optional, nesting } = world
  const columns = [...ask.by, ...SERIES.filter((d) => !ask.by.includes(d))]
  const codes = (e: Entry) => columns.map((d) => e.labels[d] ?? (keys.includes(d) ? e.row.codes[d]! : TOTAL))
  const known = columns.filter((d) => keys.includes(d))
  const isBroken = (row: Observation) => gaps.some((gap) => known.every((d) => gap.codes[d] === row.codes[d]))
  const cells = groups(entries, codes).map((group) => {
    const kept = group.filter((e) => !group.some((o) => o.row !== e.row && keys.every((d) => o.row.codes[d] === e.row.codes[d]) && takesIn(optional, nesting, o.row, e.row)))
    return { codes: codes(group[0]!), value: isBroken(kept[0]!.row) || isMixed(world, kept) ? null : sum(kept.map((e) => e.row)), figures: kept.length }
  })
  if (columns.some((d) => asked.includes(d))) return sortCells(cells)
  const bare = groups(gaps, (g) => columns.map((d) => (keys.includes(d) ? g.codes[d]! : TOTAL))).map((group) => columns.map((d) => (keys.includes(d) ? group[0]!.codes[d]! : TOTAL)))
  return sortCells([...cells, ...bare.filter((b) => !cells.some((c) => compareLists(c.codes, b) === 0)).map((b) => ({ codes: b, value: null, figures: 0 }))])
}

/** Figures that differ in a dimension that is no column, or parts that stand for a whole, where they may not be summed. */
function isMixed({ collection, flow, ask, asked, wanted, nesting }: World, entries: readonly Entry[]): boolean {
  const { INDICATOR = '', UNIT_MEASURE = '' } = entries[0]!.row.codes
  const differs = (id: string) => new Set(entries.map((e) => e.row.codes[id])).size > 1
  const isPart = (id: string) => entries.some((e) => !(id in e.labels ? [e.labels[id]] : outermost(nesting(id), wanted(id)!)).includes(e.row.codes[id]!))
  const looked = flow.dimensions.filter((d) => (d.role === 'key' ? !ask.by.includes(d.id) && differs(d.id) : asked.includes(d.id) && (differs(d.id) || isPart(d.id))))
  return looked.some((d) => !maySum(collection, flow, INDICATOR, UNIT_MEASURE, d))
}

const sum = (rows: readonly Observation[]): number => rows.reduce((total, r) => total + (r.value ?? 0), 0)
const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x) => b.includes(x))
const groups = <T>(items: readonly T[], key: (item: T) => readonly string[]): readonly (readonly T[])[] => [...Map.groupBy(items, (i) => JSON.stringify(key(i))).values()]
const sortCells = (cells: readonly Cell[]): readonly Cell[] => cells.toSorted((a, b) => compareLists(a.codes, b.codes))

function compareLists(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((x, i) => x !== b[i])
  if (at < 0) return a.length - b.length
  return a[at]! < b[at]! ? -1 : 1
}
