import { findCycles } from '@openvrs/core/metadata/cycles.ts'
import type { RegisterEntry, Words } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { ReadDb, Trx } from '../db/connect.ts'

export type RegisterKind = RegisterEntry['register']

/** Routes and places as they are now: of each the version written last. */
export async function currentRegister(db: ReadDb): Promise<readonly RegisterEntry[]> {
  const rows = await db.selectFrom('register_entry').distinctOn(['register', 'id'])
    .select(['register', 'id', 'name', 'kind', 'area', 'successors', 'retired']).orderBy('register').orderBy('id').orderBy('version', 'desc').execute()
  return rows.map((row) => ({
    register: row.register as RegisterKind, id: row.id, name: row.name as Words, kind: row.kind, successors: row.successors, ...(row.area === null ? {} : { area: row.area }), ...(row.retired ? { retired: true } : {}),
  }))
}

/** Adds what a collection brings along. Entries that are there stay, since the secretariat may have edited them. */
export async function seedRegister(trx: Trx, entries: readonly RegisterEntry[], now: Date): Promise<void> {
  if (entries.length === 0) return
  await trx.insertInto('register_entry').values(entries.map((entry) => row(entry, 1, now, null))).onConflict((c) => c.doNothing()).execute()
}

/** Writes the next version of an entry, or its first. Resolves to the number of the version. */
export async function writeEntry(trx: Trx, entry: RegisterEntry, by: string, now: Date): Promise<number> {
  const last = await trx.selectFrom('register_entry').select((e) => e.fn.max('version').as('version')).where('register', '=', entry.register).where('id', '=', entry.id).executeTakeFirst()
  const version = (last?.version ?? 0) + 1
  await trx.insertInto('register_entry').values(row(entry, version, now, by)).execute()
  return version
}

const row = ({ register, id, name, kind, area, successors, retired }: RegisterEntry, version: number, now: Date, by: string | null) => ({
  register, id, version, name: JSON.stringify(name), kind, area: area ?? null, successors: [...successors], valid_from: now, edited_by: by, retired: retired ?? false,
})

/** Refuses an entry that names an area or a successor that is not there, or that would follow itself. */
export function checkEntry(entry: RegisterEntry, register: readonly RegisterEntry[], areas: ReadonlySet<string>): void {
  const others = new Map(register.filter((e) => e.register === entry.register && e.id !== entry.id).map((e) => [e.id, e.successors]))
  if (entry.area !== undefined && !areas.has(entry.area)) throw new Problem('register.reference_unknown', { name: entry.area })
  for (const successor of entry.successors) {
    if (successor !== entry.id && !others.has(successor)) throw new Problem('register.reference_unknown', { name: successor })
  }
  if (findCycles(new Map([...others, [entry.id, entry.successors]])).some((cycle) => cycle.includes(entry.id))) throw new Problem('register.circle', { entry: entry.id })
}

export type EntryVersion = { readonly version: number; readonly entry: RegisterEntry; readonly at: Date; readonly by: string | null }

/** Every version of an entry, the newest first. Empty where there is none of that id. */
export async function listVersions(db: ReadDb, register: RegisterKind, id: string): Promise<readonly EntryVersion[]> {
  const rows = await db.selectFrom('register_entry').selectAll().where('register', '=', register).where('id', '=', id).orderBy('version', 'desc').execute()
  return rows.map((row) => ({
    version: row.version, at: row.valid_from, by: row.edited_by,
    entry: { register, id, name: row.name as Words, kind: row.kind, successors: row.successors, ...(row.area === null ? {} : { area: row.area }), ...(row.retired ? { retired: true } : {}) },
  }))
}
