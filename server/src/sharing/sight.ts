import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '../db/connect.ts'

/**
 * A mark of the releases that the viewer sees, each at its terms: it is another when a figure comes, goes, or changes who sees
 * it. A sum of hashes needs no order, so the mark costs one pass over the releases that the policies let through. It leaves
 * under a key of the system and the viewer's name: nobody finds out by trying what it is made of, or compares it with another's.
 */
export async function sightOf(trx: Trx, key: string, person: string): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select count(*) || '.' || coalesce(sum(hashtextextended(ref_area || ':' || release_id || ':' || terms_version || ':' || coalesce(withdrawn_at::text, ''), 0)::numeric), 0) as mark from release`.execute(trx)
  return createHmac('sha256', key).update(`sight:${person}:${rows[0]!.mark}`).digest('base64url')
}
