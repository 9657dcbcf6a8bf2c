import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../db/connect.ts'
import type { Periodic } from '../jobs/index.ts'
import { removeSpool } from '../spool/index.ts'

/** A file without a row: its upload broke off, or its row is about to be written. */
const ORPHAN_MS = 15 * 60_000

/** Takes the keys and files of uploads away whose task has ended, however it did, and files that no upload names. */
export const spoolSweep = (jobs: Db, folder: string): Periodic => ({
  name: 'spool',
  everySeconds: 10,
  run: async () => {
    const ended = await jobs.selectFrom('upload as u').innerJoin('task as t', (join) => join.onRef('t.ref_area', '=', 'u.ref_area').onRef('t.task_id', '=', 'u.task_id'))
      .select(['u.ref_area', 'u.upload_id', 'u.spool_name']).where('u.spool_name', 'is not', null).where('t.status', 'in', ['done', 'failed', 'cancelled']).execute()
    for (const { ref_area, upload_id, spool_name } of ended) {
      await removeSpool(join(folder, spool_name!))
      await jobs.updateTable('upload').set({ spool_name: null, spool_key: null }).where('ref_area', '=', ref_area).where('upload_id', '=', upload_id).execute()
    }
    await removeOrphans(jobs, folder)
  },
})

async function removeOrphans(jobs: Db, folder: string): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.spool'))
  if (names.length === 0) return
  const kept = new Set((await jobs.selectFrom('upload').select('spool_name').where('spool_name', 'in', names).execute()).map((row) => row.spool_name))
  for (const name of names) {
    const path = join(folder, name)
    const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now())
    if (!kept.has(name) && age > ORPHAN_MS) await removeSpool(path)
  }
}
