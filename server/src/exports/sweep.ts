import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../db/connect.ts'
import type { Periodic } from '../jobs/index.ts'
import { removeSpool } from '../spool/index.ts'

/** What no row names: its making broke off, and nobody has its key, or its row is about to be written. Longer than any making takes. */
const ORPHAN_MS = 3_600_000

/** Takes files away that have had their day, with their keys, and what a broken making left. */
export const exportSweep = (jobs: Db, folder: string, clock: () => Date): Periodic => ({
  name: 'exports',
  everySeconds: 60,
  run: async () => {
    const expired = await jobs.deleteFrom('export').where('expires_at', '<=', clock()).returning('spool_name').execute()
    for (const { spool_name } of expired) if (spool_name !== null) await removeSpool(join(folder, spool_name))
    await removeOrphans(jobs, folder)
  },
})

async function removeOrphans(jobs: Db, folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  if (names.length === 0) return
  const kept = new Set((await jobs.selectFrom('export').select('spool_name').where('spool_name', 'in', names).execute()).map((row) => row.spool_name))
  for (const name of names) {
    const path = join(folder, name)
    const age = Date.now() - ((await stat(path).catch(() => undefined))?.mtimeMs ?? Date.now())
    if (!kept.has(name) && age > ORPHAN_MS) await removeSpool(path)
  }
}
