import type { AnswerOf } from '../../api/call.ts'
import { hasContent, isBlank, isWhole, missingOf, wholeKey, type SheetRow } from './sheet.ts'
import type { Fix } from './fixes.ts'
import type { Lexicon } from './lexicon.ts'

/** What a rule found, here or at the server. */
export type Found = { readonly severity: 'error' | 'warning'; readonly rule: string; readonly key: string; readonly column: string; readonly message: string; readonly outcome: 'wrong' | 'missing'; readonly fixes?: readonly Fix[] }

export type Comment = AnswerOf<'reports', 'comments'>['comments'][number]

/** One thing to look at, as it is numbered beside the grid. */
export type Item = {
  readonly no: number
  readonly kind: 'error' | 'warn' | 'ask'
  readonly message: string
  /** Where: the row on this page and its column; undefined where the row is not on this page, or it is about the whole section. */
  readonly row?: number
  /** All the rows that it is about, where they are several. */
  readonly rows?: readonly number[]
  readonly column: string
  readonly key: string
  /** The rule whose warning can be answered. */
  readonly rule?: string
  readonly answer?: Comment
  readonly asked?: Comment
  /** Ways out that one press takes. */
  readonly fixes?: readonly Fix[]
  /** What was written and is no code: others may be near it. */
  readonly word?: string
}

export type Texts = { readonly unknown: (column: string, word: string) => string; readonly missing: (column: string) => string; readonly blank: (count: number) => string }

/** Words that stand for no code, and rows that lack one. The row being typed is not hurried. */
export function openItems(rows: readonly SheetRow[], lexicon: Lexicon, typing: number | null, texts: Texts): readonly Omit<Item, 'no'>[] {
  const blank = rows.flatMap((row, at) => (at !== typing && isBlank(lexicon.flow, row) ? [at] : []))
  const open = rows.flatMap((row, at): readonly Omit<Item, 'no'>[] => {
    if (isWhole(lexicon.flow, row)) return []
    const unknown = Object.entries(row.words).map(([column, word]) => ({ kind: 'error' as const, message: texts.unknown(column, word), row: at, column, key: '', word }))
    if (at === typing) return unknown
    const missing = missingOf(lexicon.flow, row).filter((column) => !(column in row.words))
    return [...unknown, ...missing.slice(0, 1).map((column) => ({ kind: 'error' as const, message: texts.missing(column), row: at, column, key: '' }))]
  })
  if (blank.length === 0) return open
  return [...open, { kind: 'ask', message: texts.blank(blank.length), row: blank[0], rows: blank, column: 'OBS_VALUE', key: '', fixes: [{ do: 'zero' }, { do: 'not_counted' }, { do: 'leave_out' }] }]
}

/** Rows that have their codes and no figure yet: they are decided upon before the report is submitted. */
export const blanksOf = (items: readonly Item[]): Item | undefined => items.find((item) => item.rows !== undefined)

export type Gathered = { readonly rows: readonly SheetRow[]; readonly lexicon: Lexicon; readonly found: readonly Found[]; readonly comments: readonly Comment[]; readonly open: readonly Omit<Item, 'no'>[]; readonly typing: number | null }

/** The last note at the place of a question, written after it: comments come in the order of their writing. */
export const replyTo = (asked: Comment, comments: readonly Comment[]): Comment | undefined =>
  comments.slice(comments.indexOf(asked) + 1).findLast((c) => c.kind === 'note' && c.dataflow === asked.dataflow && c.key === asked.key && c.column === asked.column)

/** Everything there is to look at: errors, then warnings, then what a reader of the report asks; each in the order of the rows. */
export function gather({ rows, lexicon, found, comments, open, typing }: Gathered): readonly Item[] {
  const places = new Map<string, number>()
  rows.forEach((row, at) => {
    const key = wholeKey(lexicon.flow, row)
    if (key !== undefined) places.set(key, at)
  })
  const answers = new Map(comments.filter((c) => c.kind === 'answer').map((c) => [`${c.rule} ${c.key}`, c]))
  const items: Omit<Item, 'no'>[] = [...open]
  for (const { severity, rule, key, column, message, outcome, fixes } of found) {
    const row = places.get(key)
    if (row !== undefined && row === typing && outcome === 'missing' && !hasContent(rows[row]!)) continue
    items.push({ kind: severity === 'error' ? 'error' : 'warn', message, row, column, key, fixes, ...(severity === 'warning' && { rule, answer: answers.get(`${rule} ${key}`) }) })
  }
  const replies = new Map(comments.flatMap((asked) => (asked.kind === 'return' ? [[asked, replyTo(asked, comments)] as const] : [])))
  for (const asked of comments.filter((c) => c.kind !== 'answer' && ![...replies.values()].includes(c))) {
    items.push({ kind: 'ask', message: asked.words, row: places.get(asked.key), column: asked.column, key: asked.key, asked, answer: replies.get(asked) })
  }
  const order = { error: 0, warn: 1, ask: 2 }
  return items.sort((a, b) => order[a.kind] - order[b.kind] || (a.row ?? -1) - (b.row ?? -1)).map((item, at) => ({ ...item, no: at + 1 }))
}

/** The column of the grid in which an item is marked: its own where it is shown, else the figure. */
export const markedColumn = (item: Pick<Item, 'column'>, shown: readonly string[]): string => (shown.includes(item.column) ? item.column : 'OBS_VALUE')

/** The items of each cell, by row and column; the first counts. */
export function marksOf(items: readonly Item[], shown: readonly string[]): ReadonlyMap<string, Item> {
  const marks = new Map<string, Item>()
  for (const item of items) {
    for (const row of item.rows ?? [item.row]) {
      const cell = `${row} ${markedColumn(item, shown)}`
      if (row !== undefined && !marks.has(cell) && !(item.kind === 'warn' && item.answer)) marks.set(cell, item)
    }
  }
  return marks
}
