import { sql } from 'kysely'
import type { z } from 'zod'
import type { search as routes } from '@openvrs/contract/search.ts'
import type { Words } from '@openvrs/core/metadata/model.ts'
import type { Catalogue } from '@openvrs/core/search/catalogue.ts'
import type { Description } from '@openvrs/core/search/descriptions.ts'
import { stemmedIn } from '@openvrs/core/search/narrative-words.ts'
import { highlight, type Highlight } from '@openvrs/core/search/highlight.ts'
import { readCodeToken, stemToken, tokensOf } from '@openvrs/core/search/terms.ts'
import { foldedWords } from '@openvrs/core/search/words.ts'
import type { Trx } from '../db/connect.ts'
import { publicId } from '../http/public-id.ts'
import { narrowest } from '../sharing/index.ts'
import type { Names } from './described.ts'
import type { Search } from './find.ts'
import type { Found } from './hits.ts'
import type { Unit } from './look.ts'
import { getOrMake } from './get-or-make.ts'
import { inEveryLanguage, readStems } from './stems.ts'

type Result = z.input<typeof routes.find.response>['results'][number]
/** How a result reads before it is marked where the words stand. */
type Draft = Omit<Result, 'title' | 'text' | 'score'> & { readonly title: string; readonly text: string | null }

/** A page of results in the reader's language, marked where what was sought stands. */
export async function presentResults(trx: Trx, found: readonly Found[], search: Search, catalogue: Catalogue, names: Names): Promise<Result[]> {
  const tokens = new Set(tokensOf(search.terms))
  const told = await readTold(trx, found.flatMap((one) => (one.kind === 'narrative' ? [one.unit] : [])))
  const drafts = found.map((one) => draftOf(one, catalogue, names, tokens, told, search))
  const isSought = await soughtIn(trx, drafts, search)
  return drafts.map((draft, at) => ({ ...draft, title: marked(draft.title, isSought(draft)), text: draft.text === null ? null : marked(draft.text, isSought(draft)), score: found[at]!.score }))
}

const marked = (text: string, isSought: (folded: string) => boolean) => {
  const { text: piece, ranges }: Highlight = highlight(text, isSought)
  return { text: piece, ranges: ranges.map(([from, to]): [number, number] => [from, to]) }
}

/** Whether a word of a draft is one that was sought, or has its stem in the language of the draft. The "of" of a name that may be meant is none, by itself. */
async function soughtIn(trx: Trx, drafts: readonly Draft[], { terms }: Search): Promise<(draft: Draft) => (folded: string) => boolean> {
  const ways = terms.flatMap((term) => term.ways)
  const [tokens, parts] = [ways.filter((way) => way.tokens.length === 1), ways.filter((way) => way.tokens.length > 1)].map((all) => new Set(all.flatMap((way) => way.tokens))) as [Set<string>, Set<string>]
  const stems = await readStems(trx, wordsByLanguage(drafts))
  return ({ language }) => (folded) => {
    const own = Object.entries(stems.get(folded) ?? {}).filter(([of]) => language === null || of === stemmedIn(language))
    return tokens.has(folded) || (parts.has(folded) && !own.some(([, stem]) => stem === null)) || own.some(([of, stem]) => stem !== null && tokens.has(stemToken(of, stem)))
  }
}

/** The words of what is written in a language; of names, which may be in any, those of all. */
function wordsByLanguage(drafts: readonly Draft[]): Map<string, Set<string>> {
  const words = new Map<string, Set<string>>()
  for (const { title, text, language } of drafts) {
    const own = foldedWords(`${title}\n${text ?? ''}`)
    for (const [of, all] of language === null ? inEveryLanguage(own) : new Map([[stemmedIn(language), own]])) for (const word of all) getOrMake(words, of, () => new Set()).add(word)
  }
  return words
}

type Told = ReadonlyMap<Unit, { readonly summary: string; readonly text: string }>

/** What some narratives tell, under the policies of the viewer of the transaction. */
async function readTold(trx: Trx, units: readonly Unit[]): Promise<Told> {
  if (units.length === 0) return new Map()
  const rows = await trx.selectFrom('narrative').select(['ref_area', 'release_id', 'narrative_id', 'summary', sql<string>`body ->> 'text'`.as('text')])
    .where((e) => e.or(units.map(({ group, entry }) => e.and({ ref_area: group.member, release_id: group.release, narrative_id: Number(entry) })))).execute()
  return new Map(units.flatMap((unit) => rows.filter((row) => row.ref_area === unit.group.member && row.release_id === unit.group.release && row.narrative_id === unit.entry).map((row) => [unit, row] as const)))
}

function draftOf(found: Found, catalogue: Catalogue, names: Names, tokens: ReadonlySet<string>, told: Told, search: Search): Draft {
  switch (found.kind) {
    case 'description':
      return descriptionDraft(catalogue.descriptions[found.number]!, names.language, tokens)
    case 'report': {
      const { id, member, from, to, dataflows, unit } = found.report
      return { ...NOTHING, kind: 'report', id, title: id, within: unit === 'NATIONAL' || unit === 'MAIN' ? null : unit, text: dataflows.map((flow) => flowName(names, flow)).join(', ') || null, member, from, to }
    }
    case 'narrative':
      return narrativeDraft(found.unit, told, names)
    case 'series':
      return seriesDraft(found.units, codesIn(found.numbers, search, found.units[0]!.group.dataflow, names), names)
  }
}

const NOTHING = { within: null, text: null, member: null, from: null, to: null, dataflow: null, language: null, terms: null, codes: [] }
const inWords = (words: Words, language: string): string => words[language] ?? words.en

/** Where the words stand in a name of another language, that name is said as well. */
function descriptionDraft(one: Description, language: string, tokens: ReadonlySet<string>): Draft {
  const title = inWords(one.name, language)
  const holds = (text: string): boolean => foldedWords(text).some((word) => tokens.has(word))
  const other = holds(title) ? undefined : [...Object.values(one.name), ...one.also].find(holds)
  const text = [...(other === undefined ? [] : [other]), ...(one.text ? [inWords(one.text, language)] : [])].join(' · ')
  return { ...NOTHING, kind: one.kind, id: one.id, title, within: one.within ? inWords(one.within, language) : null, text: text || null, member: one.kind === 'member' ? one.id : null, dataflow: one.dataflow ?? null }
}

const flowOf = (names: Names, dataflow: string) => names.collections.map(({ dataflows }) => dataflows.get(dataflow)).find((flow) => flow !== undefined)
const flowName = (names: Names, dataflow: string): string => inWords(flowOf(names, dataflow)?.name ?? { en: dataflow }, names.language)

/** What a series is, whatever it is broken down by. */
const WHOLE: ReadonlySet<string> = new Set(['DATAFLOW', 'INDICATOR', 'REF_AREA', 'TIME_PERIOD'])

/** By which breakdown a series has each term: its best, and none where the series as a whole is meant. */
function codesIn(numbers: readonly number[], { terms, postings }: Search, dataflow: string, names: Names): Result['codes'] {
  const own = new Set(numbers)
  const stands = (token: string): boolean => postings.get(token)?.documents.some((number) => own.has(number)) ?? false
  const codes = terms.flatMap(({ ways }) => {
    const there = ways.flatMap(({ tokens }) => (tokens.length === 1 && readCodeToken(tokens[0]!) && stands(tokens[0]!) ? tokens : []))
    return there.some((token) => WHOLE.has(readCodeToken(token)!.list)) ? [] : there.flatMap((token) => codeOf(token, dataflow, names)).slice(0, 1)
  })
  return [...new Map(codes.map((one) => [`${one.dimension} ${one.code}`, one])).values()]
}

function seriesDraft(units: readonly Unit[], codes: Result['codes'], names: Names): Draft {
  const { entry, group: { member, dataflow } } = units[0]!
  const periods = units.map(({ group }) => group.period).toSorted()
  const flow = flowOf(names, dataflow)
  const indicator = flow?.indicators.find(({ id }) => id === entry)
  return {
    kind: 'series', id: `${dataflow}/${entry}/${member}`, title: `${inWords(indicator?.name ?? { en: String(entry) }, names.language)} · ${names.member(member)}`, within: flowName(names, dataflow),
    text: codes.length === 0 ? null : codes.map(({ name }) => name).join(', '), member, from: periods[0]!, to: periods.at(-1)!, dataflow, language: null, terms: narrowest(units.map(({ group }) => group.audience)), codes,
  }
}

function narrativeDraft(unit: Unit, told: Told, names: Names): Draft {
  const { entry, group: { member, period, dataflow, language, audience } } = unit
  const { summary = '', text = '' } = told.get(unit) ?? {}
  return { ...NOTHING, kind: 'narrative', id: publicId(member, Number(entry)), title: summary, text, within: kindName(names, dataflow), member, from: period, to: period, dataflow, language, terms: narrowest([audience]) }
}

const kindName = (names: Names, kind: string): string => inWords(names.collections.map(({ narratives }) => narratives.get(kind)?.name).find((name) => name !== undefined) ?? { en: kind }, names.language)

/** The breakdown that a token stands for, if it is one of the dataflow's. */
function codeOf(token: string, dataflow: string, names: Names): { dimension: string; code: string; name: string }[] {
  const read = readCodeToken(token)
  const collection = names.collections.find(({ dataflows }) => dataflows.has(dataflow))
  const dimension = collection?.dataflows.get(dataflow)?.dimensions.find(({ id, role }) => id === read?.list && role === 'optional')
  if (!read || !collection || !dimension) return []
  const { representation } = dimension
  const named = representation.kind === 'codelist' ? collection.codelists.get(representation.list)?.codes : representation.kind === 'register' ? collection.register : undefined
  const name = named?.find(({ id }) => id === read.code)?.name
  return name ? [{ dimension: dimension.id, code: read.code, name: inWords(name, names.language) }] : []
}
