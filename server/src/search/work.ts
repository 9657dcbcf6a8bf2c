import type { Db } from '../db/connect.ts'
import { writeEntries } from './entries.ts'

/** What the jobs do for the search: what is released is found some seconds later. */
export const searchWork = (jobs: Db) => ({ name: 'search', everySeconds: 2, run: async (): Promise<void> => void (await writeEntries(jobs)) })
