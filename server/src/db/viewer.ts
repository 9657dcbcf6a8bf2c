import { sql, type RawBuilder } from 'kysely'
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

/** As `withViewer`, for work that is told what the viewer may see. */
export async function withSight<T>(db: Db, viewer: Viewer, now: Date, work: (trx: Trx, sight: Sight) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => work(trx, await enterSeeing(trx, viewer, now)))
}

/** As `enterAs`, in one statement with what the viewer may see: the row is there once the viewer was entered. */
export const enterSeeing = (trx: Trx, { member, unit, role, person }: Viewer, now: Date): Promise<Sight> =>
  readSight(trx, sql`with entered as materialized (select set_viewer(${member}, ${unit}, ${role}, ${person}, 'use', '', ${now})) select ${SEEN} from entered`)

/** The same of the viewer who was entered. */
export const sightOf = (trx: Trx): Promise<Sight> => readSight(trx, sql`select ${SEEN}`)

const SEEN = sql`
    current_setting('app.member') as member, current_setting('app.role') as role, current_setting('app.purpose') as purpose, current_setting('app.now')::timestamptz as now,
    current_setting('app.unlocked') as unlocked, current_setting('app.groups') as groups, current_setting('app.hidden') as hidden, releases_version() as version`

async function readSight(trx: Trx, statement: RawBuilder<unknown>): Promise<Sight> {
  const { rows } = await (statement as RawBuilder<Entered & { version: number }>).execute(trx)
  const { version, ...entered } = rows[0]!
  return { scope: scopeEntered(entered), version }
}
