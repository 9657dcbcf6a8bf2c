import { sql } from 'kysely'
import { scopeEntered, type Entered, type Scope } from '@openvrs/core/sharing/scope.ts'
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

/** What the viewer of a transaction may see, as the database found out on entering, and how often releases had changed by now. */
export type Sight = { readonly scope: Scope; readonly version: number }

export async function sightOf(trx: Trx): Promise<Sight> {
  const { rows } = await sql<Entered & { version: number }>`
    select current_setting('app.member') as member, current_setting('app.role') as role, current_setting('app.purpose') as purpose, current_setting('app.now')::timestamptz as now,
           current_setting('app.unlocked') as unlocked, current_setting('app.groups') as groups, current_setting('app.hidden') as hidden, releases_version() as version`.execute(trx)
  const { version, ...entered } = rows[0]!
  return { scope: scopeEntered(entered), version }
}
