import type { Db } from '../db/connect.ts'
import type { Described } from './described.ts'
import { writeEntries } from './entries.ts'

/** What the jobs do for the search: what is released is found some seconds later, and descriptions are ready before somebody asks. */
export const searchWork = (jobs: Db, described: Described, clock: () => Date) => ({
  name: 'search',
  everySeconds: 2,
  run: async (): Promise<void> => {
    await writeEntries(jobs)
    await described(clock())
  },
})
