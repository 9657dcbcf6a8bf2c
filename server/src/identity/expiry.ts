import type { Db } from '../db/connect.ts'
import { dayOf } from './failures.ts'
import { KEPT_SECONDS } from './known-device.ts'
import { authOf } from './tables.ts'

const SIGN_INS_KEPT_MS = 90 * 86_400_000
const FAILURES_KEPT_MS = 3 * 86_400_000

/** Removes sessions, tickets, counts and known devices that have run out, and sign-ins of more than ninety days ago. Runs under the jobs login. */
export const identityExpiry = (jobs: Db, clock: () => Date) => ({
  name: 'identity-expiry',
  everySeconds: 3600,
  run: async (): Promise<void> => {
    const now = clock()
    await authOf(jobs).deleteFrom('auth.session').where('expires_at', '<', now).execute()
    await authOf(jobs).deleteFrom('auth.verification').where('expires_at', '<', now).execute()
    await authOf(jobs).deleteFrom('auth.attempt').where('until', '<', now).execute()
    await authOf(jobs).deleteFrom('auth.sign_in').where('at', '<', new Date(now.getTime() - SIGN_INS_KEPT_MS)).execute()
    await authOf(jobs).deleteFrom('auth.known_device').where('used_at', '<', new Date(now.getTime() - KEPT_SECONDS * 1000)).execute()
    // Of addresses that nobody has: what was counted of people is told, and gone, by then.
    await authOf(jobs).deleteFrom('auth.failed_sign_in').where('day', '<', dayOf(new Date(now.getTime() - FAILURES_KEPT_MS))).execute()
  },
})
