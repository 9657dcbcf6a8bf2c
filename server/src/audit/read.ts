import { sql } from 'kysely'
import type { AuditBody, AuditEntry } from '@openvrs/core/audit/chain.ts'
import { GENESIS } from '@openvrs/core/audit/chain.ts'
import { auditLine } from '@openvrs/core/audit/lines.ts'
import { reading, type Db, type ReadDb, type Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'

export type ChainHead = { readonly entries: number; readonly head: string }

const PAGE = 1000

/** How many entries a chain has and the hash of the last; an empty chain stands at 64 zeros. */
export async function readHead(db: ReadDb, chain: string): Promise<ChainHead> {
  const head = await db.selectFrom('audit_head').select(['seq', 'hash']).where('ref_area', '=', chain).executeTakeFirst()
  return { entries: head?.seq ?? 0, head: head?.hash ?? GENESIS }
}

/**
 * The lines of a whole chain as it is when the reading begins. Entries are only ever added, so pages of it can be read in
 * transactions of their own and a slow reader holds none open.
 */
export async function* exportChain(db: Db, viewer: Viewer, chain: string, now: Date): AsyncGenerator<string> {
  const { entries: of } = await withViewer(db, viewer, now, (trx) => readHead(reading(trx), chain))
  for (let after = 0; after < of; after += PAGE) {
    const page = await withViewer(db, viewer, now, (trx) => readPage(trx, chain, after, Math.min(after + PAGE, of)))
    yield page.map((entry) => auditLine(entry, of)).join('')
  }
}

async function readPage(trx: Trx, chain: string, after: number, upTo: number): Promise<AuditEntry[]> {
  const { rows } = await sql<{ body: AuditBody; prev_hash: string; hash: string }>`
    select body, prev_hash, hash from audit_entry where ref_area = ${chain} and seq > ${after} and seq <= ${upTo} order by seq`.execute(trx)
  return rows.map((row) => ({ body: row.body, prevHash: row.prev_hash, hash: row.hash }))
}
