import { TOTAL, type Dataflow } from '@openvrs/core/metadata/model.ts'
import { keyOf, parseKey } from '@openvrs/core/report/keys.ts'
import { formatDecimal } from '@openvrs/core/report/payload-decimal.ts'
import type { AnswerOf, InputOf } from '../../api/call.ts'
import { readNumber, type Lexicon } from './lexicon.ts'

/** The cells of a row that are no dimension, as they are typed; empty where there is nothing. */
export const CELLS = ['OBS_VALUE', 'N_OBS', 'OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS'] as const
export type CellId = (typeof CELLS)[number]
export type Cells = { readonly [C in CellId]: string }
const EMPTY: Cells = { OBS_VALUE: '', N_OBS: '', OBS_STATUS: '', CONF_STATUS: '', COMMENT_OBS: '' }

export type SheetRow = {
  readonly id: number
  /** Dimension to code; empty where none is chosen yet. */
  readonly codes: Readonly<Record<string, string>>
  /** Dimension or status to a word that stands for no code: it stays on this page until it is put right. */
  readonly words: Readonly<Record<string, string>>
  readonly cells: Cells
  /** The key under which the server has the row; null where it has none. */
  readonly origin: string | null
}

export type ServerRow = AnswerOf<'reports', 'rows'>['rows'][number]
export type Edit = NonNullable<InputOf<'reports', 'edit'>['body']>['edits'][number]
export type Saved = ReadonlyMap<string, Cells>

let made = 0
/** Numbers rows of this page apart; the server knows them by their keys. */
export const nextId = (): number => ++made

export const isCell = (column: string): column is CellId => (CELLS as readonly string[]).includes(column)

export function rowsFrom(server: readonly ServerRow[], flow: Dataflow): { readonly rows: readonly SheetRow[]; readonly saved: Saved } {
  const rows = server.map((row): SheetRow => ({
    id: nextId(), codes: parseKey(flow, row.key) ?? {}, words: {}, origin: row.key,
    cells: {
      OBS_VALUE: row.value === null ? '' : formatDecimal(row.value), N_OBS: row.N_OBS === undefined ? '' : formatDecimal(row.N_OBS),
      OBS_STATUS: row.OBS_STATUS ?? '', CONF_STATUS: row.CONF_STATUS ?? '', COMMENT_OBS: row.COMMENT_OBS ?? '',
    },
  }))
  return { rows, saved: new Map(rows.map((row) => [row.origin!, row.cells])) }
}

/** What every new row of a section has: the dimensions that are the same in all of them, and `_T` for what is not shown. */
export type Fixed = { readonly codes: Readonly<Record<string, string>>; readonly shown: ReadonlySet<string> }

export const blankRow = (flow: Dataflow, { codes, shown }: Fixed): SheetRow => ({
  id: nextId(), words: {}, cells: EMPTY, origin: null,
  codes: Object.fromEntries(flow.dimensions.map((d) => [d.id, codes[d.id] ?? (d.role === 'optional' && !shown.has(d.id) ? TOTAL : '')])),
})

/** A new row that goes on from the one above: with its codes, but the last, so that it is not the same row again. */
export function nextRow(flow: Dataflow, fixed: Fixed, above: SheetRow | undefined): SheetRow {
  const row = blankRow(flow, fixed)
  const typed = codeColumns(flow, fixed)
  if (!above) return row
  return { ...row, codes: { ...row.codes, ...Object.fromEntries(typed.slice(0, -1).map((id) => [id, above.codes[id] ?? ''])) } }
}

/** The dimensions of a section that are typed, in their order. */
export const codeColumns = (flow: Dataflow, { codes, shown }: Fixed): readonly string[] =>
  flow.dimensions.filter((d) => codes[d.id] === undefined && (d.role === 'key' || shown.has(d.id))).map((d) => d.id)

/** A row with one of its cells written: words become codes where they are known, and stay as words where not. */
export function withText(row: SheetRow, column: string, text: string, lexicon: Lexicon): SheetRow {
  const { flow } = lexicon
  const trimmed = text.trim()
  if (column === 'OBS_VALUE' || column === 'N_OBS') return { ...row, cells: { ...row.cells, [column]: readNumber(trimmed.slice(0, 200), column === 'N_OBS' || isCount(flow, row)) } }
  if (column === 'COMMENT_OBS') return { ...row, cells: { ...row.cells, COMMENT_OBS: trimmed.slice(0, 2000) } }
  const { [column]: _, ...words } = row.words
  const code = lexicon.find(column, trimmed)
  const unknown = trimmed !== '' && code === undefined ? { ...words, [column]: trimmed.slice(0, 300) } : words
  if (isCell(column)) return { ...row, words: unknown, cells: { ...row.cells, [column]: code ?? '' } }
  const codes = { ...row.codes, [column]: code ?? '' }
  return { ...row, words: unknown, codes: column === 'INDICATOR' ? withUnit(flow, codes) : codes }
}

/** The unit follows the indicator where the one chosen does not go with it. */
function withUnit(flow: Dataflow, codes: SheetRow['codes']): SheetRow['codes'] {
  const units = flow.indicators.find((i) => i.id === codes['INDICATOR'])?.units ?? []
  const unit = codes['UNIT_MEASURE'] ?? ''
  if (units.length === 0 || units.includes(unit) || units.includes('CURRENCY')) return codes
  return { ...codes, UNIT_MEASURE: units[0]! }
}

export const isCount = (flow: Dataflow, row: SheetRow): boolean => flow.indicators.find((i) => i.id === row.codes['INDICATOR'])?.measure === 'count'

/** Dimensions of a row that have no code. */
export const missingOf = (flow: Dataflow, row: SheetRow): readonly string[] => flow.dimensions.map((d) => d.id).filter((id) => (row.codes[id] ?? '') === '')

/** Rows do not change, so that a key is worked out once however often it is asked for while others are typed. */
const keys = new WeakMap<SheetRow, { readonly flow: Dataflow; readonly key: string | undefined }>()

/** The key of a row that has all its codes; undefined while it lacks one. */
export function wholeKey(flow: Dataflow, row: SheetRow): string | undefined {
  const known = keys.get(row)
  if (known?.flow === flow) return known.key
  const key = Object.keys(row.words).length === 0 && missingOf(flow, row).length === 0 ? keyOf(flow, row.codes) : undefined
  keys.set(row, { flow, key })
  return key
}

export const isWhole = (flow: Dataflow, row: SheetRow): boolean => wholeKey(flow, row) !== undefined

export const hasContent = (row: SheetRow): boolean => CELLS.some((cell) => row.cells[cell] !== '')

/** Has all its codes and no figure, and the server does not know it: it is filled, or left out, before the report is submitted. */
export const isBlank = (flow: Dataflow, row: SheetRow): boolean => row.origin === null && !hasContent(row) && isWhole(flow, row)

/**
 * What the server is to hold. Rows that lack a code, or whose key another row has, leave there what they were before, so
 * that nothing is lost while they are put right.
 */
export function desiredOf(flow: Dataflow, rows: readonly SheetRow[], saved: Saved): Saved {
  const desired = new Map<string, Cells>()
  const owners = new Set<number>()
  const whole = rows.flatMap((row) => {
    const key = wholeKey(flow, row)
    return key === undefined ? [] : [{ row, key }]
  })
  const claim = ({ row, key }: (typeof whole)[number]) => {
    if (desired.has(key) || !(hasContent(row) || saved.has(key))) return
    desired.set(key, row.cells)
    owners.add(row.id)
  }
  for (const one of whole) if (one.key === one.row.origin) claim(one)
  for (const one of whole) if (one.key !== one.row.origin) claim(one)
  for (const row of rows) {
    const before = row.origin === null || owners.has(row.id) ? undefined : saved.get(row.origin)
    if (before && !desired.has(row.origin!)) desired.set(row.origin!, before)
  }
  return desired
}

/** The cell edits that make of what the server holds what it is to hold: removals first. */
export function editsBetween(dataflow: string, saved: Saved, desired: Saved): readonly Edit[] {
  const edits: Edit[] = []
  for (const key of saved.keys()) if (!desired.has(key)) edits.push({ dataflow, key, column: 'ROW', value: null })
  for (const [key, cells] of desired) {
    const before = saved.get(key)
    if (before === cells) continue
    const changed = CELLS.filter((column) => cells[column] !== (before?.[column] ?? ''))
    for (const column of changed) edits.push({ dataflow, key, column, value: cells[column] === '' ? null : cells[column] })
    if (!before && changed.length === 0) edits.push({ dataflow, key, column: 'ROW', value: '1' })
  }
  return edits
}

/** The rows as the server has them now, in the order in which they stand here; what it has not been told yet stays as it is written. */
export function absorb(flow: Dataflow, rows: readonly SheetRow[], before: Saved, server: readonly SheetRow[]): readonly SheetRow[] {
  const fresh = new Map(server.map((row) => [row.origin, row]))
  const kept = rows.flatMap((row) => {
    if (row.origin === null) return [row]
    const now = fresh.get(row.origin)
    fresh.delete(row.origin)
    if (wholeKey(flow, row) !== row.origin || before.get(row.origin) !== row.cells) return [row]
    return now ? [{ ...now, id: row.id }] : []
  })
  return [...kept, ...fresh.values()]
}

/** The rows with each knowing under which key the server has it, once what they say was saved. */
export const settle = (flow: Dataflow, rows: readonly SheetRow[], saved: Saved): readonly SheetRow[] =>
  rows.map((row) => {
    const key = wholeKey(flow, row)
    if (key === undefined) return row
    return key !== row.origin && saved.get(key) === row.cells ? { ...row, origin: key } : row
  })
