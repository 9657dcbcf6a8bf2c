import type { Collection, Dataflow, Dimension } from '../metadata/model.ts'
import { SAID_ELSEWHERE } from './check.ts'
import { codesOf, listLookup } from './codes.ts'
import { namesOf, nearest } from './nearest.ts'
import type { Proposal } from './proposal.ts'
import { quote } from './proposal.ts'
import type { Recognised, Rival } from './suggest-columns.ts'
import { isTotalWord, restOf } from './words.ts'

/** Unrecognised words of a column that are listed, most frequent first. */
const MOST_WORDS = 200

/** Writes what was recognised, and asks for every dimension that must be there. */
export function writeDimensions(proposal: Proposal, flow: Dataflow, collection: Collection, { found, rivals }: { readonly found: readonly Recognised[]; readonly rivals: readonly Rival[] }): void {
  proposal.gap()
  proposal.line(0, 'dimensions:')
  for (const dimension of flow.dimensions.filter((d) => !SAID_ELSEWHERE.has(d.id))) {
    const recognised = found.find((f) => f.dimension === dimension)
    const fitting = rivals.filter((rival) => rival.dimensions.includes(dimension.id))
    if (recognised) writeColumn(proposal, recognised, flow, collection)
    else if (fitting.length > 0) writeRivals(proposal, dimension, fitting)
    else if (dimension.role === 'key' && !dimension.totals.includes('_T')) writeMissing(proposal, dimension, flow, collection)
  }
}

function writeRivals(proposal: Proposal, dimension: Dimension, rivals: readonly Rival[]): void {
  proposal.line(1, `${dimension.id}:`)
  const [only] = rivals
  const values = { column: only!.column.name, dimensions: only!.dimensions.join(', '), candidates: rivals.map((rival) => rival.column.name).join(', ') }
  proposal.open(2, 'column: ', rivals.length === 1 ? 'column.rival' : 'column.several', values, 'undecided.dimension', { dimension: dimension.id })
}

/** A dimension that has no total and no column: a constant, decided where there is one code alone. */
function writeMissing(proposal: Proposal, dimension: Dimension, flow: Dataflow, collection: Collection): void {
  const codes = dimension.id === 'INDICATOR' ? flow.indicators.map((i) => i.id) : dimension.id === 'UNIT_MEASURE' ? [...new Set(flow.indicators.flatMap((i) => i.units))] : codesOf(dimension, collection).map((c) => c.id)
  proposal.line(1, `${dimension.id}:`)
  if (codes.length === 1) return proposal.line(2, `constant: ${codes[0]!}`)
  if (codes.length === 0 || codes.length > 30) return proposal.open(2, 'column: ', 'column.missing', {}, 'undecided.dimension', { dimension: dimension.id })
  proposal.open(2, 'constant: ', 'constant', { candidates: codes.join(', ') }, 'undecided.dimension', { dimension: dimension.id })
}

function writeColumn(proposal: Proposal, { dimension, column, by }: Recognised, flow: Dataflow, collection: Collection): void {
  proposal.line(1, `${dimension.id}:`)
  proposal.line(2, `column: ${quote(column.name)}`, by)
  const codes = dimension.id === 'INDICATOR' ? flow.indicators : codesOf(dimension, collection)
  const lookup = listLookup(dimension, collection)
  const unknown = column.words.filter(({ word }) => typeof lookup(word) !== 'string')
  if (unknown.length === 0 && column.blank === 0) return
  const names = namesOf(codes)
  proposal.line(2, 'codes:')
  const ask = (word: string, remark: Parameters<Proposal['open']>[2], values: { readonly [name: string]: string | number }) =>
    proposal.open(3, `${quote(word)}: `, remark, values, 'undecided.word', { dimension: dimension.id, word: JSON.stringify(word) })
  if (column.blank > 0) ask('', 'words.blank', { rows: column.blank })
  for (const { word, rows } of unknown.slice(0, MOST_WORDS)) {
    const near = nearest(word, names)
    const rest = restOf(word)
    if (rest !== undefined && dimension.totals.includes(rest)) ask(word, 'words.near', { rows, candidates: rest })
    else if (isTotalWord(word)) ask(word, 'words.total', { rows })
    else if (near.length > 0) ask(word, 'words.near', { rows, candidates: near.map((n) => `${n.code} ${n.name}`).join('; ') })
    else ask(word, 'words.unknown', { rows })
  }
  if (unknown.length > MOST_WORDS) proposal.remark(3, 'words.more', { count: unknown.length - MOST_WORDS })
}
