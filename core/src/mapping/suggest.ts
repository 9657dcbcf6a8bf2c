import type { Collection, Dataflow } from '../metadata/model.ts'
import type { Cell } from './cells.ts'
import { profileColumns, type Profile } from './profile.ts'
import { Proposal, quote } from './proposal.ts'
import { guessStyles, guessValues, recogniseDimensions } from './suggest-columns.ts'
import { writeDimensions } from './suggest-dimensions.ts'
import { guessPeriods, type PeriodGuess } from './suggest-period.ts'
import { parseNumber } from './number.ts'
import type { NumberStyle } from './language.ts'

/** What a reader found out about a file without a mapping. */
export type Sample = {
  readonly header: readonly string[]
  readonly headerRow: number
  readonly rows: readonly (readonly Cell[])[]
  /** Of text files. More than one encoding means that the bytes do not tell. */
  readonly text?: { readonly encodings: readonly string[]; readonly delimiter: string }
  readonly sheet?: string
}

export type Suggestion = { readonly mapping: string; readonly undecided: readonly string[] }

/**
 * Proposes a mapping for a file. Whatever is not certain is written as "?" with candidates in a comment, and named in `undecided`; a mapping with a
 * "?" does not compile, so that nothing guessed gets into a report unseen.
 */
export function suggestMapping(sample: Sample, flow: Dataflow, collection: Collection): Suggestion {
  const columns = profileColumns(sample.header, sample.rows)
  const periods = guessPeriods(columns)
  const period = periods[0]
  const free = columns.filter((column) => !period?.columns.includes(column.at))
  const dimensions = recogniseDimensions(flow, collection, free)
  const figures = findFigures(free.filter((column) => !dimensions.found.some((f) => f.column === column)))
  const proposal = new Proposal(flow.id)
  proposal.line(0, 'mapping: 1')
  proposal.line(0, `collection: ${quote(collection.id)}`)
  proposal.line(0, `dataflow: ${quote(flow.id)}`)
  proposal.line(0, `frequency: ${period?.fineness ?? 'M'}`)
  writeFile(proposal, sample, figures.styles)
  const rivals = periods.filter((other) => other !== period && other.fineness === period?.fineness && other.columns.length === period.columns.length)
  writePeriod(proposal, period, rivals)
  writeDimensions(proposal, flow, collection, dimensions)
  writeFigures(proposal, figures)
  const kept = new Set([...(period?.columns ?? []), ...rivals.flatMap((rival) => rival.columns), ...dimensions.found.map((f) => f.column.at), ...(figures.column ? [figures.column.at] : [])])
  writeOneKey(proposal, sample, [...kept].filter((at) => at !== figures.column?.at))
  writeDrop(proposal, columns.filter((column) => !kept.has(column.at) && column.name !== '' && !dimensions.rivals.some((r) => r.column === column)))
  writeSection(proposal)
  return proposal.done()
}

type Figures = { readonly column?: Profile; readonly candidates: readonly Profile[]; readonly styles: readonly NumberStyle[] }

function findFigures(columns: readonly Profile[]): Figures {
  const { named, others } = guessValues(columns)
  const column = named.length === 1 ? named[0] : undefined
  return { ...(column ? { column, styles: guessStyles(column) } : { styles: ['1234.5'] as const }), candidates: [...named, ...others] }
}

function writeFile(proposal: Proposal, { text, headerRow, sheet }: Sample, styles: readonly NumberStyle[]): void {
  proposal.gap()
  proposal.line(0, 'file:')
  if (text) {
    const [encoding, ...more] = text.encodings
    if (encoding !== undefined && more.length === 0) proposal.line(1, `encoding: ${encoding}`)
    else proposal.open(1, 'encoding: ', 'encoding', { candidates: text.encodings.join(', ') }, 'undecided.encoding')
    proposal.line(1, `delimiter: ${JSON.stringify(text.delimiter)}`)
  }
  if (sheet !== undefined) proposal.line(1, `sheet: ${quote(sheet)}`)
  proposal.line(1, `header_row: ${headerRow}`)
  if (styles.length === 1) proposal.line(1, `numbers: ${JSON.stringify(styles[0])}`)
  else proposal.open(1, 'numbers: ', 'numbers', { candidates: styles.map((style) => JSON.stringify(style)).join(', ') }, 'undecided.numbers')
}

function writePeriod(proposal: Proposal, period: PeriodGuess | undefined, rivals: readonly PeriodGuess[]): void {
  proposal.gap()
  if (!period) return proposal.open(0, 'period: ', 'period.none', {}, 'undecided.period')
  proposal.line(0, 'period:')
  for (const [name, value] of Object.entries(period.rule)) {
    if (rivals.length > 0 && name === 'column') proposal.open(1, 'column: ', 'column.several', { candidates: [period, ...rivals].map((guess) => String(guess.rule['column'])).join(', ') }, 'undecided.period')
    else proposal.line(1, `${name}: ${name === 'format' ? JSON.stringify(value) : quote(String(value))}`)
  }
  if (period.open?.field === 'starts') proposal.open(1, 'starts: ', 'fiscal.starts', {}, 'undecided.starts')
  if (period.open?.field === 'format') proposal.open(1, 'format: ', 'date.order', {}, 'undecided.order')
}

function writeFigures(proposal: Proposal, { column, candidates, styles }: Figures): void {
  proposal.gap()
  proposal.line(0, 'value:')
  const names = candidates.map((candidate) => candidate.name).join(', ')
  if (!column) return proposal.open(1, 'column: ', candidates.length > 0 ? 'value.several' : 'value.none', { candidates: names || '-' }, 'undecided.value')
  proposal.line(1, `column: ${quote(column.name)}`)
  const strange = column.words.filter(({ word }) => styles.every((style) => typeof parseNumber(word, style) !== 'number')).slice(0, 20)
  const open = [...(column.blank > 0 ? [{ word: '', rows: column.blank }] : []), ...strange]
  if (open.length > 0) proposal.line(1, 'words:')
  for (const { word, rows } of open) proposal.open(2, `${JSON.stringify(word)}: `, 'value.word', { rows }, 'undecided.value_word', { word: JSON.stringify(word) })
}

/** Rows that the kept columns do not tell apart are added up or refused: that is nothing to guess. */
function writeOneKey(proposal: Proposal, { rows }: Sample, key: readonly number[]): void {
  proposal.gap()
  const keys = new Set(rows.map((row) => JSON.stringify(key.map((at) => row[at] ?? ''))))
  if (keys.size === rows.length) proposal.line(0, 'rows_on_one_key: reject')
  else proposal.open(0, 'rows_on_one_key: ', 'one_key.sum', {}, 'undecided.one_key')
}

function writeDrop(proposal: Proposal, columns: readonly Profile[]): void {
  if (columns.length === 0) return
  proposal.line(0, 'drop:')
  for (const column of columns) {
    if (column.words.length <= 1) {
      proposal.line(1, `- ${quote(column.name)}`, column.words.length === 0 ? 'drop.blank' : 'drop.one_word')
      continue
    }
    proposal.remark(1, 'drop', { column: column.name, words: `${column.words.slice(0, 5).map((w) => w.word.slice(0, 40)).join('; ')}${column.words.length > 5 ? '; ...' : ''}` })
    proposal.open(1, '- ', 'drop.ask', {}, 'undecided.drop', { column: column.name })
  }
}

function writeSection(proposal: Proposal): void {
  proposal.gap()
  proposal.line(0, 'section:')
  proposal.open(1, 'source_type: ', 'section.source_type', {}, 'undecided.section')
  proposal.open(1, 'def_conform: ', 'section.def_conform', {}, 'undecided.section')
}
