import type { NarrativeKind } from '@openvrs/core/metadata/model.ts'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import { narrativeTokens, narrativeWords, stemmedIn } from '@openvrs/core/search/narrative-words.ts'
import { codeToken, type Token } from '@openvrs/core/search/terms.ts'
import type { Db } from '../db/connect.ts'
import type { Entry, ReleaseKey } from './entries.ts'
import { getOrMake } from './get-or-make.ts'
import { periodTokens } from './series.ts'
import { readStems } from './stems.ts'

type Row = { readonly freq: string; readonly time_period: string; readonly narrative_id: number; readonly language: string; readonly words: ReturnType<typeof narrativeWords> }

/** Shorter words are proposed to nobody. */
const LEAST_LETTERS = 3

/** The narratives of a release: of each period and language in which of them a word, a stem or a code stands; and its words by their first letters. */
export async function narrativeEntries(jobs: Db, release: ReleaseKey, kind: NarrativeKind): Promise<Entry[]> {
  const rows: Row[] = (await jobs.selectFrom('narrative').select(['freq', 'time_period', 'narrative_id', 'language', 'body']).where('ref_area', '=', release.ref_area).where('release_id', '=', release.release_id).orderBy('narrative_id').execute())
    .map(({ body, ...row }) => ({ ...row, words: narrativeWords(kind, body as unknown as NarrativeBody) }))
  const written = Map.groupBy(rows, ({ language }) => stemmedIn(language))
  const stems = await readStems(jobs, new Map([...written].map(([language, some]) => [language, new Set(some.flatMap(({ words }) => [...words.title, ...words.below]))])))
  const found = new Map<string, Found>()
  for (const { freq, time_period, narrative_id, language, words } of rows) {
    const { tokens, initials } = getOrMake(found, `${freq} ${time_period} ${language}`, () => ({ freq, time_period, language, tokens: new Map(), initials: new Map() }))
    const codes = [...words.codes, ...periodTokens(time_period), codeToken('REF_AREA', release.ref_area), codeToken('DATAFLOW', release.dataflow)]
    for (const [token, says] of narrativeTokens({ ...words, codes }, language, stems)) getOrMake(tokens, token, () => []).push([narrative_id, says])
    for (const word of new Set([...words.title, ...words.below])) if (isTelling(word, language, stems)) getOrMake(initials, [...word][0]!, () => new Set()).add(word)
  }
  return [...found.values()].flatMap(({ tokens, initials, ...period }) => [
    ...[...tokens].map(([token, pairs]) => ({ ...period, kind: 'narrative' as const, token, pairs })),
    ...[...initials].map(([token, some]) => ({ ...period, kind: 'word' as const, token, names: [...some].join(' ') })),
  ])
}

/** Of one period and language: in which narratives a token stands, and which words begin with a letter. */
type Found = { readonly freq: string; readonly time_period: string; readonly language: string; readonly tokens: Map<Token, [number: number, says: number][]>; readonly initials: Map<string, Set<string>> }

const isTelling = (word: string, language: string, stems: Awaited<ReturnType<typeof readStems>>): boolean => [...word].length >= LEAST_LETTERS && !/^\d+$/.test(word) && stems.get(word)?.[stemmedIn(language)] !== null
