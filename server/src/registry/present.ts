import type { z } from 'zod'
import type { collections as routes } from '@openvrs/contract/collections.ts'
import type { Collection, Words } from '@openvrs/core/metadata/model.ts'
import { COMMON_LISTS } from '@openvrs/core/narrative/narrative.ts'
import type { Change } from '@openvrs/core/metadata/compare.ts'
import type { EntryVersion } from './register.ts'
import type { Version } from './current.ts'

type Summary = z.input<typeof routes.install.response>
type Whole = z.input<typeof routes.show.response>

export const presentSummary = (c: Collection): Summary => ({
  collection: c.id, version: c.version, name: c.name, description: c.description, agency: c.agency, dataflows: [...c.dataflows.values()].map(({ id, name, description }) => ({ id, name, description })),
  narratives: [...c.narratives.values()].map(({ id, name, neverPublic }) => ({ id, name, neverPublic })),
})

/** Summaries; with a language, texts in that language and English alone. */
export const presentSummaries = (all: Iterable<Collection>, language: string | undefined): Summary[] => {
  const summaries = [...all].map(presentSummary)
  return language === undefined ? summaries : (inLanguage(summaries, language) as Summary[])
}

/** The whole of a collection; with a language, names in that language and English (by which they are found, too), and longer texts in that language alone. */
export function presentCollection(c: Collection, language: string | undefined, versions: readonly Version[], abilities: Whole['abilities']): Whole {
  const whole = {
    ...presentSummary(c), dataflows: [...c.dataflows.values()], codelists: [...c.codelists.values()].filter(({ id }) => !ofNarratives(c).has(id)), rules: c.rules, register: c.register, organisations: c.organisations,
    versions: versions.map(({ version, installedAt }) => ({ version, installed: installedAt.toISOString() })).toReversed(), abilities,
  }
  return (language === undefined ? whole : inLanguage(whole, language)) as Whole
}

/** Lists that nothing but narratives names: they come with those. */
function ofNarratives(c: Collection): ReadonlySet<string> {
  const named = [...c.narratives.values()].flatMap(({ fields }) => fields.flatMap((field) => (field.kind === 'legs' ? field.fields : [field]))).flatMap((field) => (field.kind === 'code' ? [field.list] : []))
  const elsewhere = new Set([...c.dataflows.values()].flatMap(({ dimensions }) => dimensions.flatMap(({ representation: from }) => (from.kind === 'codelist' ? [from.list] : []))))
  return new Set(c.narratives.size === 0 ? [] : [...Object.values(COMMON_LISTS), ...named].filter((list) => !elsewhere.has(list)))
}

type Kinds = z.input<typeof routes.narratives.response>

/** The kinds of narratives, with the lists that nothing else names. */
export function presentKinds(c: Collection, language: string | undefined): Kinds {
  const lists = ofNarratives(c)
  const whole = { narratives: [...c.narratives.values()], codelists: [...c.codelists.values()].filter(({ id }) => lists.has(id)) }
  return (language === undefined ? whole : inLanguage(whole, language)) as Kinds
}

type Changes = z.input<typeof routes.changes.response>['changes']
type History = z.input<typeof routes.registerHistory.response>

export const presentChanges = (changes: readonly Change[], language: string): Changes => inLanguage(changes, language) as Changes

/** Versions of an entry. Who wrote them is told to those who write them. */
export const presentVersions = (versions: readonly EntryVersion[], language: string | undefined, named: boolean): History => ({
  versions: versions.map(({ version, at, by, entry }) => ({
    version, at: at.toISOString(), origin: by === null ? 'collection' : 'secretariat', by: named ? by : null, entry: (language === undefined ? entry : inLanguage(entry, language)) as History['versions'][number]['entry'],
  })),
})

const isWords = (value: unknown): value is Words => typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string'
function wordsIn(words: Words, language: string, isName: boolean): { readonly [language: string]: string } {
  const own = words[language]
  return own === undefined || language === 'en' ? { en: words.en } : isName ? { en: words.en, [language]: own } : { [language]: own }
}

function inLanguage(value: unknown, language: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item) => inLanguage(item, language))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, isWords(item) ? wordsIn(item, language, key === 'name') : inLanguage(item, language)]))
}
