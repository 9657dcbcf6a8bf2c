import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

/** Erases what is personal of accounts whose access ended two years ago; a pseudonym stays. Also within a day after a restore. Runs under the jobs login. */
export const erasure = (jobs: Db, clock: () => Date) => ({
  name: 'erasure',
  everySeconds: 6 * 3600,
  run: async (): Promise<void> => {
    await sql`select erase_people(${clock()})`.execute(jobs)
  },
})
