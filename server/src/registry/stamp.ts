import { sql } from 'kysely'
import type { ReadDb } from '../db/connect.ts'

/** The same as long as collections and the register are: what is worked out from all of them holds as long. Of the register rows are only ever added. */
export async function registryStamp(db: ReadDb): Promise<string> {
  const { stamp } = await db.selectNoFrom([sql<string>`concat_ws(' ', (select string_agg(concat_ws(' ', id, version, sha256), ',' order by id, version) from collection), (select count(*) from register_entry))`.as('stamp')]).executeTakeFirstOrThrow()
  return stamp
}
