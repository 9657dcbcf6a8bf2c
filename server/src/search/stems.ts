import { sql } from 'kysely'
import type { Stems } from '@openvrs/core/search/catalogue.ts'
import type { Db, Trx } from '../db/connect.ts'
import { getOrMake } from './get-or-make.ts'

/** Languages of the region and the United Nations for which PostgreSQL has a stemmer (Snowball's). */
const STEMMERS: ReadonlyMap<string, string> = new Map([['ar', 'arabic_stem'], ['en', 'english_stem'], ['es', 'spanish_stem'], ['fr', 'french_stem'], ['hi', 'hindi_stem'], ['id', 'indonesian_stem'], ['ta', 'tamil_stem']])

/** Words whose language is not known: of a question, of a name that is looked for in all. */
export const inEveryLanguage = (words: Iterable<string>): ReadonlyMap<string, Set<string>> => {
  const all = new Set(words)
  return new Map([...STEMMERS.keys()].map((language) => [language, all]))
}

/** The stems of folded words in languages, where these have a stemmer; null where the word says nothing in it ("of"). Nothing is remembered: how long it takes tells of no other question. */
export async function readStems(db: Db | Trx, words: ReadonlyMap<string, ReadonlySet<string>>): Promise<Stems> {
  const asked = [...words].flatMap(([language, some]) => (STEMMERS.has(language) && some.size > 0 ? [{ language, some: [...some] }] : []))
  if (asked.length === 0) return new Map()
  const columns = asked.map(({ language, some }) => sql`to_json(array(select (ts_lexize(${sql.lit(STEMMERS.get(language)!)}, w))[1] from unnest(${some}::text[]) w)) as ${sql.ref(language)}`)
  const { rows: [row] } = await sql<{ readonly [language: string]: readonly (string | null)[] }>`select ${sql.join(columns)}`.execute(db)
  const stems = new Map<string, { [language: string]: string | null }>()
  for (const { language, some } of asked) some.forEach((word, at) => { getOrMake<string, { [language: string]: string | null }>(stems, word, () => ({}))[language] = row![language]![at]! })
  return stems
}
