import { sql } from 'kysely'
import type { Db, Trx } from './connect.ts'

/** Who a transaction acts for. `anonymous` is a viewer too; without one the database returns no rows. */
export type Viewer = {
  readonly member: string
  readonly unit: string
  readonly role: Role | ''
  readonly person: string
}

export type Role = 'reporter' | 'focal_point' | 'analyst' | 'liaison' | 'cau_analyst' | 'administrator'

/** `quality` only from the quality screens of the secretariat. */
export type Purpose = 'use' | 'quality'

export const anonymous: Viewer = { member: '', unit: '', role: '', person: '' }

export type ViewerOptions = { readonly purpose?: Purpose; /** SHA-256 (hex) of a token or invitation that the caller holds. */ readonly secretHash?: string; readonly readOnly?: boolean }

/**
 * Runs `work` in one transaction as `viewer`. What the viewer may see is computed once, here, into settings that last as
 * long as the transaction; the policies of every table compare rows with them.
 */
export async function withViewer<T>(db: Db, viewer: Viewer, now: Date, work: (trx: Trx) => Promise<T>, options: ViewerOptions = {}): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await enterAs(trx, viewer, now, options)
    return work(trx)
  })
}

export async function enterAs(trx: Trx, viewer: Viewer, now: Date, options: ViewerOptions = {}): Promise<void> {
  await sql`select set_viewer(${viewer.member}, ${viewer.unit}, ${viewer.role}, ${viewer.person}, ${options.purpose ?? 'use'}, ${options.secretHash ?? ''}, ${now})`.execute(trx)
}
