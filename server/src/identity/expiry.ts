import type { Db } from '../db/connect.ts'
import { authOf } from './tables.ts'

/** Removes sessions, tickets and counts that have run out. Runs under the jobs login. */
export const identityExpiry = (jobs: Db, clock: () => Date) => ({
  name: 'identity-expiry',
  everySeconds: 3600,
  run: async (): Promise<void> => {
    const now = clock()
    await authOf(jobs).deleteFrom('auth.session').where('expires_at', '<', now).execute()
    await authOf(jobs).deleteFrom('auth.verification').where('expires_at', '<', now).execute()
    await authOf(jobs).deleteFrom('auth.attempt').where('until', '<', now).execute()
  },
})
