import { randomUUID } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Catalogue } from '@openvrs/core/search/catalogue.ts'
import type { Chosen } from '@openvrs/core/search/facets.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Trx } from '../db/connect.ts'
import { lockOwn } from '../db/person-lock.ts'
import type { SavedSearchTable } from '../db/tables/search.ts'
import type { Viewer } from '../db/viewer.ts'
import { find } from './find.ts'
import type { Found } from './hits.ts'

export type SavedRow = Selectable<SavedSearchTable>

/** The most results of a search that is watched, and the most searches of one person. */
const MOST_WATCHED = 2000
const MOST_SAVED = 50

export const listSaved = (trx: Trx): Promise<SavedRow[]> => trx.selectFrom('saved_search').selectAll().orderBy('made_at', 'desc').orderBy('search_id').execute()

/** Throws `search.too_many_saved`, `search.too_wide`. */
export async function saveSearch(trx: Trx, viewer: Viewer, catalogue: Catalogue, asked: { readonly words: string; readonly chosen: Chosen; readonly watched: boolean }, now: Date): Promise<SavedRow> {
  await lockOwn(trx, viewer, 'searches')
  if ((await listSaved(trx)).length >= MOST_SAVED) throw new Problem('search.too_many_saved', { most: MOST_SAVED })
  const search = asked.watched ? await find(trx, viewer, catalogue, asked.words, asked.chosen, now) : undefined
  if (search && search.total > MOST_WATCHED) throw new Problem('search.too_wide', { most: MOST_WATCHED, found: search.total })
  const known = marksOf(search?.all() ?? [])
  return trx.insertInto('saved_search').values({
    ref_area: viewer.member, person_id: viewer.person, search_id: randomUUID(), words: asked.words, chosen: JSON.stringify(asked.chosen), watched: asked.watched, known, made_at: now, looked_at: now,
  }).returningAll().executeTakeFirstOrThrow()
}

/** Looks again and remembers everything that is there now. Resolves to the search, with how many results are new since it was opened. */
export async function lookAgain(trx: Trx, viewer: Viewer, catalogue: Catalogue, row: SavedRow, now: Date): Promise<SavedRow> {
  if (!row.watched) return row
  const marks = marksOf((await find(trx, viewer, catalogue, row.words, row.chosen as Chosen, now)).all())
  const known = new Set(row.known)
  return update(trx, row, { known: marks.slice(0, MOST_WATCHED), fresh: row.fresh + marks.filter((mark) => !known.has(mark)).length, looked_at: now })
}

export const openSaved = (trx: Trx, row: SavedRow): Promise<SavedRow> => update(trx, row, { fresh: 0 })

export async function getSaved(trx: Trx, id: string): Promise<SavedRow> {
  const row = await trx.selectFrom('saved_search').selectAll().where('search_id', '=', id).executeTakeFirst()
  if (!row) throw new Problem('not_found')
  return row
}

export async function removeSaved(trx: Trx, id: string): Promise<void> {
  const { numDeletedRows } = await trx.deleteFrom('saved_search').where('search_id', '=', id).executeTakeFirst()
  if (numDeletedRows !== 1n) throw new Problem('not_found')
}

const update = (trx: Trx, row: SavedRow, change: Partial<Pick<SavedRow, 'known' | 'fresh' | 'looked_at'>>): Promise<SavedRow> =>
  trx.updateTable('saved_search').set(change).where('ref_area', '=', row.ref_area).where('person_id', '=', row.person_id).where('search_id', '=', row.search_id).returningAll().executeTakeFirstOrThrow()

/** A series with a further period is a new result. */
const marksOf = (found: readonly Found[]): string[] => found.map(({ kind, key, period }) => (kind === 'series' ? `${key} ${period}` : key)).toSorted()
