import type { NarrativeKind } from '@openvrs/core/metadata/model.ts'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import { narrativeTokens, narrativeWords } from '@openvrs/core/search/narrative-words.ts'
import { codeToken } from '@openvrs/core/search/terms.ts'
import type { Db } from '../db/connect.ts'
import type { Entry, ReleaseKey } from './entries.ts'
import { periodTokens } from './series.ts'
import { readStems } from './stems.ts'

type Row = { readonly freq: string; readonly time_period: string; readonly narrative_id: number; readonly language: string; readonly words: ReturnType<typeof narrativeWords> }

/** Shorter words are proposed to nobody. */
const LEAST_LETTERS = 3

/** The narratives of a release: of each period and language in which of them a word, a stem or a code stands; and its words by their first letters. */
export async function narrativeEntries(jobs: Db, release: ReleaseKey, kind: NarrativeKind): Promise<Entry[]> {
  const rows: Row[] = (await jobs.selectFrom('narrative').select(['freq', 'time_period', 'narrative_id', 'language', 'body']).where('ref_area', '=', release.ref_area).where('release_id', '=', release.release_id).orderBy('narrative_id').execute())
    .map(({ body, ...row }) => ({ ...row, words: narrativeWords(kind, body as unknown as NarrativeBody) }))
  const stems = await readStems(jobs, [...new Set(rows.flatMap(({ words }) => [...words.title, ...words.below]))])
  const found = new Map<string, { readonly entry: Omit<Entry, 'entries' | 'weights'>; readonly says: Map<string, number> }>()
  const put = (entry: Omit<Entry, 'entries' | 'weights'>, name: string, says: number): void => {
    const key = [entry.time_period, entry.kind, entry.language, entry.token].join(' ')
    const there = found.get(key) ?? { entry, says: new Map<string, number>() }
    found.set(key, there)
    there.says.set(name, says)
  }
  for (const { freq, time_period, narrative_id, language, words } of rows) {
    const tokens = narrativeTokens({ ...words, codes: [...words.codes, ...periodTokens(time_period), codeToken('REF_AREA', release.ref_area), codeToken('DATAFLOW', release.dataflow)] }, language, stems)
    for (const [token, says] of tokens) put({ freq, time_period, kind: 'narrative', language, token }, String(narrative_id), says)
    for (const word of new Set([...words.title, ...words.below])) if (isTelling(word, language, stems)) put({ freq, time_period, kind: 'word', language: '', token: [...word][0]! }, word, 1)
  }
  return [...found.values()].map(({ entry, says }) => ({ ...entry, entries: [...says.keys()], weights: [...says.values()] }))
}

const isTelling = (word: string, language: string, stems: Awaited<ReturnType<typeof readStems>>): boolean => [...word].length >= LEAST_LETTERS && !/^\d+$/.test(word) && stems.get(word)?.[language.split('-')[0]!] !== null
