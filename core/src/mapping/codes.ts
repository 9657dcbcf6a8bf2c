import type { Code, Collection, Dimension } from '../metadata/model.ts'
import { OTHER, TOTAL, UNKNOWN } from '../metadata/model.ts'
import type { DimensionRule } from './language.ts'
import { refuse, type Refusal } from './refusals.ts'
import { isTotalWord, isUnavailableWord, normaliseWord } from './words.ts'

/** Turns a national word into a code of one dimension, or says why it cannot. */
export type Lookup = (word: string) => string | Refusal

/** How a code list may be written: by code, by another system's code (alpha-2, M49), by name in any language; the first that fits decides. */
type WordIndex = { readonly byId: ReadonlyMap<string, string>; readonly byNote: ReadonlyMap<string, readonly string[]>; readonly byName: ReadonlyMap<string, readonly string[]> }

const LONGEST_WORD = 300
/** The annotations that are codes of other systems for the same thing. */
const OTHER_CODES: ReadonlySet<string> = new Set(['alpha2', 'm49'])

/** The codes that a dimension takes from its list or register; none for periods, frequencies and numbers. */
export function codesOf(dimension: Dimension, collection: Collection): readonly Code[] {
  const from = dimension.representation
  switch (from.kind) {
    case 'codelist':
      return collection.codelists.get(from.list)?.codes ?? []
    case 'register':
      return collection.register.filter((entry) => entry.register === from.register)
    case 'pattern':
    case 'period':
    case 'frequency':
      return []
  }
}

/** Whether a code may stand in a dimension; what a mapping names must pass this. */
export function isCodeOf(code: string, dimension: Dimension, collection: Collection): boolean {
  if (code === TOTAL || code === UNKNOWN || code === OTHER) return dimension.totals.includes(code)
  if (dimension.representation.kind === 'pattern') return /^\d{1,9}$/.test(code)
  return codesOf(dimension, collection).some((c) => c.id === code)
}

/** The look-up for one dimension of a mapping: first its own table, then the list, then what it says of other words. */
export function codeLookup(dimension: Dimension, collection: Collection, rule: Pick<DimensionRule, 'codes' | 'otherwise'>): Lookup {
  const own = ownTable(rule.codes)
  const inList = listLookup(dimension, collection)
  return (cell) => {
    const word = cell.trim()
    const said = own.get(word) ?? own.get(normaliseWord(word))
    if (said !== undefined) return said
    if (word === '') return refuse('code.blank')
    const found = inList(word)
    if (typeof found === 'string') return found
    if (isTotalWord(word)) return refuse('row.total')
    return found.reason !== 'code.unknown' || rule.otherwise === 'reject' ? found : rule.otherwise
  }
}

/** The table of a mapping; a word is found as written, or with case, accents and width aside. */
function ownTable(codes: { readonly [word: string]: string }): ReadonlyMap<string, string> {
  const table = new Map<string, string>()
  for (const [word, code] of Object.entries(codes)) {
    table.set(word.trim(), code)
    const normal = normaliseWord(word)
    if (normal !== '') table.set(normal, code)
  }
  return table
}

/** The look-up in a list alone, as `codeLookup` and `suggestMapping` share it. */
export function listLookup(dimension: Dimension, collection: Collection): Lookup {
  const unknown = refuse('code.unknown', { dimension: dimension.id })
  if (dimension.representation.kind === 'pattern') return (word) => (/^\d{1,9}$/.test(word) ? String(Number(word)) : refuse('code.not_integer'))
  const index = indexOf(codesOf(dimension, collection), dimension.totals)
  return (word) => {
    if (word.length > LONGEST_WORD) return refuse('code.too_long')
    const id = index.byId.get(word.toUpperCase())
    if (id !== undefined) return id
    if (isUnavailableWord(word)) return refuse('code.unavailable', { dimension: dimension.id })
    const normal = normaliseWord(word)
    const found = index.byNote.get(normal) ?? index.byName.get(normal)
    if (found === undefined) return unknown
    return found.length === 1 ? found[0]! : refuse('code.ambiguous', { candidates: found.join(', ') })
  }
}

function indexOf(codes: readonly Code[], totals: Dimension['totals']): WordIndex {
  const byId = new Map<string, string>([...codes.map((c) => c.id), ...totals].map((id) => [id.toUpperCase(), id]))
  const byNote = new Map<string, string[]>()
  const byName = new Map<string, string[]>()
  for (const code of codes) {
    for (const [kind, note] of Object.entries(code.annotations ?? {})) {
      if (kind === 'alias') for (const way of note.split(';')) add(byName, way, code.id)
      if (!OTHER_CODES.has(kind)) continue
      add(byNote, note, code.id)
      // A spreadsheet takes the zeros off M49's 004.
      if (/^0\d+$/.test(note)) add(byNote, String(Number(note)), code.id)
    }
    for (const name of Object.values(code.name)) add(byName, name, code.id)
  }
  return { byId, byNote, byName }
}

function add(index: Map<string, string[]>, way: string, code: string): void {
  const normal = normaliseWord(way)
  if (normal === '') return
  const there = index.get(normal)
  if (!there) index.set(normal, [code])
  else if (!there.includes(code)) there.push(code)
}
