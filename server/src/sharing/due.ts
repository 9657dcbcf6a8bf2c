import type { Db, Trx } from '../db/connect.ts'
import { reading } from '../db/connect.ts'
import { listShareables } from '../registry/index.ts'
import { lockReleases } from './lock.ts'
import { refreshUnlocked } from './unlock.ts'

export type Due = { readonly member: string; readonly dataflow: string | null }

/** Asks the jobs to compute what members unlock, of all dataflows where none is named: no viewer may read what others shared to do it. */
export async function askUnlocking(trx: Trx, due: readonly Due[], now: Date): Promise<void> {
  await trx.insertInto('unlocking_due').values(due.map((one) => ({ ...one, asked_at: now }))).execute()
}

/** Does what was asked, oldest first, each in a transaction of its own. Resolves to how many. Run under the jobs login. */
export async function runDue(jobs: Db, now: Date): Promise<number> {
  const due = await jobs.selectFrom('unlocking_due').select(['id', 'member', 'dataflow']).orderBy('id').limit(200).execute()
  for (const { id, member, dataflow } of due) {
    await jobs.transaction().execute(async (trx) => {
      await lockReleases(trx, member)
      for (const flow of dataflow === null ? await allDataflows(trx) : [dataflow]) await refreshUnlocked(trx, member, flow, now)
      await trx.deleteFrom('unlocking_due').where('id', '=', id).execute()
    })
  }
  return due.length
}

async function allDataflows(trx: Trx): Promise<string[]> {
  return (await listShareables(reading(trx))).map(({ id }) => id)
}
