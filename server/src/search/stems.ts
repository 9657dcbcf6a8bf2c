import { sql } from 'kysely'
import type { Stems } from '@openvrs/core/search/catalogue.ts'
import type { Db, Trx } from '../db/connect.ts'

/** Languages of the region and the United Nations for which PostgreSQL has a stemmer (Snowball's). */
const STEMMERS: { readonly [language: string]: string } = { ar: 'arabic_stem', en: 'english_stem', es: 'spanish_stem', fr: 'french_stem', hi: 'hindi_stem', id: 'indonesian_stem', ta: 'tamil_stem' }

export const isStemmed = (language: string): boolean => Object.hasOwn(STEMMERS, language)

const lexemes = sql.join(Object.entries(STEMMERS).map(([language, dictionary]) => sql`${sql.lit(language)}, to_jsonb(ts_lexize(${sql.lit(dictionary)}, w))`))

/** The stems of folded words by language; null where the word says nothing in it ("of"). Nothing is remembered: how long it takes tells of no other question. */
export async function readStems(db: Db | Trx, words: readonly string[]): Promise<Stems> {
  if (words.length === 0) return new Map()
  const { rows } = await sql<{ word: string; stems: { readonly [language: string]: readonly string[] | null } }>`
    select w as word, jsonb_build_object(${lexemes}) as stems from unnest(${words}::text[]) w`.execute(db)
  return new Map(rows.map(({ word, stems }) => [word, Object.fromEntries(Object.entries(stems).flatMap(([language, found]) => (found === null ? [] : [[language, found[0] ?? null]])))]))
}
