import type { ChainLeaf, DailyHead, DayProof } from '@openvrs/core/audit/daily.ts'
import { hashLeaf, previousOf } from '@openvrs/core/audit/daily.ts'
import { growTree, type Step } from '@openvrs/core/audit/tree.ts'
import type { Receipt } from '@openvrs/core/report/receipt.ts'
import { reading, type Db, type ReadDb } from '../db/connect.ts'
import type { Periodic } from '../jobs/index.ts'
import { sha256, SYSTEM_CHAIN } from './append.ts'

/** Signs with the key of receipts. */
export type HeadSigner = () => { readonly kid: string; readonly sign: (manifest: DailyHead) => Promise<Receipt<DailyHead>> }

/** Looks every minute whether the day has its signed head. */
export const dailyHeads = (jobs: Db, signer: HeadSigner, clock: () => Date): Periodic => ({ name: 'audit-day', everySeconds: 60, run: () => closeDay(jobs, signer, clock()) })

/**
 * Puts the heads of all chains under one signed root, once for each day (UTC); does nothing where that day, or a later one,
 * has it already, or where no member has a chain yet. Runs under the jobs' login: no viewer sees all chains.
 */
export async function closeDay(jobs: Db, signer: HeadSigner, now: Date): Promise<void> {
  const day = now.toISOString().slice(0, 10)
  await jobs.transaction().execute(async (trx) => {
    const last = await findSigned(reading(trx), undefined)
    if (last && last.manifest.day >= day) return
    const heads = await trx.selectFrom('audit_head').select(['ref_area', 'seq', 'hash']).orderBy('ref_area').execute()
    if (heads.every((head) => head.ref_area === SYSTEM_CHAIN)) return
    const leaves = heads.map((head): ChainLeaf => ({ chain: head.ref_area, day, entries: head.seq, head: head.hash }))
    const { root, paths } = await growTree(await Promise.all(leaves.map((leaf) => hashLeaf(leaf, sha256))), sha256)
    const { kid, sign } = signer()
    const receipt = await sign({ format: 'openvrs-audit-head/1', kind: 'audit_head', day, taken_at: now.toISOString(), chains: leaves.length, root, previous: await previousOf(last?.manifest, sha256), key: kid })
    await trx.insertInto('audit_day').values({ day, receipt: JSON.stringify(receipt), taken_at: now }).execute()
    await trx.insertInto('audit_leaf').values(leaves.map((leaf, i) => ({ ref_area: leaf.chain, day, entries: leaf.entries, head: leaf.head, path: JSON.stringify(paths[i]) }))).execute()
  })
}

/** The signed head of a day, or the last one. */
export async function findSigned(db: ReadDb, day: string | undefined): Promise<Receipt<DailyHead> | undefined> {
  const days = db.selectFrom('audit_day').select('receipt')
  const row = await (day === undefined ? days.orderBy('day', 'desc').limit(1) : days.where('day', '=', day)).executeTakeFirst()
  return row?.receipt as unknown as Receipt<DailyHead> | undefined
}

/** Where a chain stood on a day, or on the last one that has a signed head with it. */
export async function findProof(db: ReadDb, chain: string, day: string | undefined): Promise<DayProof | undefined> {
  const found = db.selectFrom('audit_leaf as l').innerJoin('audit_day as d', 'd.day', 'l.day').select(['l.day', 'l.entries', 'l.head', 'l.path', 'd.receipt']).where('l.ref_area', '=', chain)
  const row = await (day === undefined ? found.orderBy('l.day', 'desc').limit(1) : found.where('l.day', '=', day)).executeTakeFirst()
  if (!row) return undefined
  return { signed: row.receipt as unknown as Receipt<DailyHead>, leaf: { chain, day: row.day, entries: row.entries, head: row.head }, path: row.path as unknown as Step[] }
}
