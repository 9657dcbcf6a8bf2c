import { parseDocument, stringify } from 'yaml'
import type { Cell } from '@openvrs/core/mapping/cells.ts'
import { codeLookup, codesOf } from '@openvrs/core/mapping/codes.ts'
import { Gatherer } from '@openvrs/core/mapping/gather.ts'
import { ENGLISH, type Sentences } from '@openvrs/core/i18n/sentences.ts'
import { ENCODINGS, NUMBER_STYLES, type NumberStyle } from '@openvrs/core/mapping/language.ts'
import { namesOf, nearest, type Names } from '@openvrs/core/mapping/nearest.ts'
import { parseNumber } from '@openvrs/core/mapping/number.ts'
import { readMapping } from '@openvrs/core/mapping/read.ts'
import { refusalText, type Reject } from '@openvrs/core/mapping/refusals.ts'
import { isTotalWord, restOf } from '@openvrs/core/mapping/words.ts'
import type { Code, Collection, Dataflow, Dimension } from '@openvrs/core/metadata/model.ts'
import { placeText, Problem, problemText } from '@openvrs/core/problem.ts'
import type { AnswerOf } from '../../api/call.ts'
import type { CollectionAnswer } from '../../api/collection.ts'
import { draftOf, OPEN, PERIOD_ASKS, PERIOD_COLUMNS, roleOf, type Draft } from './draft.ts'

export { codesOf, ENCODINGS, NUMBER_STYLES }

/** Mapping in the browser, with the same code as on the server: loaded when a file is opened, not before. */
export type Glimpse = AnswerOf<'intake', 'suggest'>['glimpse']
export type FileColumn = Glimpse['columns'][number]

/** The collection as the core reads it, with the names in all languages: words of a file may be in any. */
export const collectionOf = ({ dataflows, codelists, ...rest }: CollectionAnswer): Collection =>
  ({ ...rest, id: rest.collection, codelists: new Map(codelists.map((list) => [list.id, list])), dataflows: new Map(dataflows.map((flow) => [flow.id, flow])) }) as unknown as Collection

/** Undefined where the text is no YAML that a mapping could be. */
export function readDraft(yaml: string, dataflow: string): Draft | undefined {
  const document = parseDocument(yaml, { prettyErrors: false })
  return document.errors.length > 0 ? undefined : draftOf(document.toJS({ maxAliasCount: 0 }), dataflow)
}

export const writeDraft = (draft: Draft): string => stringify(JSON.parse(JSON.stringify(draft)), { lineWidth: 0 })

export type WordState = 'list' | 'own' | 'open' | 'left'
export type WordLine = { readonly word: string; readonly rows: number; readonly code?: string; readonly state: WordState; readonly candidates: readonly { readonly code: string; readonly name: string }[]; readonly isTotal: boolean }
export type Left = ReadonlySet<string>
export const leftKey = (dimension: string, word: string): string => `${dimension}\u0000${word}`

const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['REF_AREA', 'FREQ'])
/** Where nothing is near, a short list is offered whole. */
const FEW_CODES = 10
const everyCode = (dimension: Dimension, codes: readonly Code[]) => [...codes.map(({ id, name }) => ({ code: id, name: name.en })), ...dimension.totals.filter((total) => total !== '_T').map((total) => ({ code: total as string, name: total }))]

const named = new WeakMap<readonly Code[], Names>()

/** The words of a dimension's column, the commonest first: what the list knows, what was decided, what is open with the nearest codes. */
export function wordsOf(draft: Draft, dimension: Dimension, column: FileColumn, collection: Collection, left: Left): readonly WordLine[] {
  const rule = draft.dimensions[dimension.id] ?? {}
  const lookup = codeLookup(dimension, collection, { codes: rule.codes ?? {}, otherwise: (rule.otherwise ?? 'reject') as 'reject' })
  const codes = codesOf(dimension, collection)
  const names = named.get(codes) ?? namesOf(codes)
  named.set(codes, names)
  const words = column.blank > 0 ? [{ word: '', rows: column.blank }, ...column.words] : column.words
  return words.map(({ word, rows }): WordLine => {
    const found = lookup(word)
    const isTotal = isTotalWord(word)
    if (typeof found === 'string') return { word, rows, code: found, state: rule.codes?.[word] === undefined ? 'list' : 'own', candidates: [], isTotal }
    if (left.has(leftKey(dimension.id, word)) || SAID_ELSEWHERE.has(dimension.id)) return { word, rows, state: 'left', candidates: [], isTotal }
    const rest = word === '' ? '_U' : restOf(word)
    const total = isTotal && dimension.totals.includes('_T') ? [{ code: '_T', name: '_T' }] : []
    const special = rest !== undefined && dimension.totals.includes(rest) ? [{ code: rest, name: rest }] : []
    const near = [...special, ...total, ...nearest(word, names).map(({ code, name }) => ({ code, name }))]
    return { word, rows, state: 'open', candidates: near.length === 0 && codes.length <= FEW_CODES ? everyCode(dimension, codes) : near, isTotal }
  })
}

/** Cells among the figures that are no numbers; they become rejected rows unless they are said to mean something. */
export function strangeFigures(draft: Draft, glimpse: Glimpse, left: Left): readonly { readonly word: string; readonly rows: number; readonly means?: string; readonly isLeft: boolean }[] {
  const column = glimpse.columns.find(({ name }) => name === draft.value.column)
  if (!column) return []
  const style = (draft.file['numbers'] ?? '1234.5') as NumberStyle
  const words = [...(column.blank > 0 ? [{ word: '', rows: column.blank }] : []), ...column.words.filter(({ word }) => typeof parseNumber(word, style) !== 'number')]
  return words.slice(0, 50).map(({ word, rows }) => ({ word, rows, ...(draft.value.words[word] === undefined ? {} : { means: draft.value.words[word] }), isLeft: left.has(leftKey('', word)) }))
}

export type Step = 'file' | 'columns' | 'period' | 'constants' | 'words' | 'figures' | 'section'
export const STEPS: readonly Step[] = ['file', 'columns', 'period', 'constants', 'words', 'figures', 'section']

/** Dimensions that must be said and are in no column: a constant for each. */
export const askedConstants = (draft: Draft, flow: Dataflow): readonly Dimension[] =>
  flow.dimensions.filter((d) => d.id !== 'TIME_PERIOD' && !SAID_ELSEWHERE.has(d.id) && draft.dimensions[d.id]?.column === undefined && (draft.dimensions[d.id] !== undefined || !d.totals.includes('_T')))

/** How many decisions are still to be made, by step. */
export function countOpen(draft: Draft, glimpse: Glimpse, flow: Dataflow, collection: Collection, left: Left): Readonly<Record<Step, number>> {
  const count = (values: readonly unknown[]) => values.filter((value) => value === undefined || value === OPEN || value === '').length
  const { period, section } = draft
  const asked = period.kind === OPEN ? [OPEN] : [...(PERIOD_COLUMNS[period.kind] ?? []), ...(PERIOD_ASKS[period.kind] ?? [])].map((field) => period[field])
  const words = flow.dimensions.reduce((sum, dimension) => {
    const column = glimpse.columns.find(({ name }) => name === draft.dimensions[dimension.id]?.column)
    return column ? sum + wordsOf(draft, dimension, column, collection, left).filter(({ state }) => state === 'open').length : sum
  }, 0)
  return {
    file: count(Object.values(draft.file)),
    columns: glimpse.columns.filter(({ name }) => name !== '' && roleOf(draft, name) === 'open').length + (draft.value.column === OPEN ? 1 : 0),
    period: count(asked),
    constants: count(askedConstants(draft, flow).map(({ id }) => draft.dimensions[id]?.constant)) + (flow.nObsMandatory && !draft.n_obs ? 1 : 0),
    words,
    figures: count([draft.rows_on_one_key]) + strangeFigures(draft, glimpse, left).filter(({ means, isLeft }) => means === undefined && !isLeft).length,
    section: count([section['source_type'], section['def_conform'], ...(section['def_conform'] === 'N' || section['def_conform'] === 'partly' ? [section['def_note']] : [])]),
  }
}

/** Columns that a mapping names and the file does not have. */
export function missingColumns({ period, dimensions, value, n_obs: nObs }: Draft, glimpse: Glimpse): readonly string[] {
  const used = [...(PERIOD_COLUMNS[period.kind] ?? []).map((field) => period[field]), ...Object.values(dimensions).map(({ column }) => column), value.column, nObs?.column]
  return [...new Set(used.filter((name) => name !== undefined && name !== OPEN && !glimpse.columns.some((column) => column.name === name)))] as string[]
}

export type Preview = {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly sourceRow: number; readonly codes: readonly string[]; readonly value: number }[]
  readonly rejects: readonly { readonly row: number; readonly column: string; readonly reason: string }[]
  readonly read: number
  readonly merged: number
}
export type Faults = { readonly faults: readonly string[] }

/** The first rows as they would become figures; or what is wrong with the mapping. */
export function preview(draft: Draft, glimpse: Glimpse, collection: Collection, member: string, sentences: Sentences = ENGLISH): Preview | Faults {
  try {
    const mapping = readMapping(writeDraft(draft), collection)
    const rejects: Reject[] = []
    const gatherer = new Gatherer(mapping, collection, member, glimpse.columns.map(({ name }) => name), 'trailing', (reject) => rejects.push(reject))
    glimpse.first.forEach((cells: readonly Cell[], at) => gatherer.add(cells, glimpse.header_row + 1 + at))
    const { read, merged } = gatherer.account
    const table = gatherer.table()
    const varying = [...table.dimensions].filter(([id, { codes }]) => !SAID_ELSEWHERE.has(id) && !(codes.length <= 1 && (codes[0] ?? '_T') === '_T')).map(([id]) => id)
    const columns = ['TIME_PERIOD', ...varying.filter((id) => id !== 'TIME_PERIOD')]
    return {
      columns, read, merged,
      rows: Array.from({ length: table.rows }, (_, row) => ({ sourceRow: table.sourceRow![row]!, value: table.value[row]!, codes: columns.map((id) => codeAt(table.dimensions.get(id), row)) })),
      rejects: rejects.map((reject) => ({ row: reject.row, column: reject.column, reason: refusalText(reject, sentences) })),
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { faults: error.places.length > 0 ? error.places.map((place) => placeText(place, sentences)) : [problemText(error.code, error.values, sentences).detail] }
  }
}

const codeAt = (column: { readonly codes: readonly string[]; readonly at: Uint32Array } | undefined, row: number): string => (column ? (column.codes[column.at[row]!] ?? '') : '')
