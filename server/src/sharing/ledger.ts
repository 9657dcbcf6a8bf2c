import { sql } from 'kysely'
import { mayChangeTerms } from '@openvrs/core/sharing/abilities.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Db, Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'

export type Use = 'query' | 'export'

/**
 * Counts one use of the figures of each owner, by day, member and role, never by person. A member's use of its own figures
 * is not counted. Call it last, in the transaction that read: it locks the day's counts.
 */
export async function countUse(trx: Trx, viewer: Viewer, dataflow: string, owners: readonly string[], action: Use, now: Date): Promise<void> {
  await count(trx, viewer, dataflow, owners, action, now)
}

/** The same for what was shown of several dataflows: one use of each of them, for each owner. */
export async function countShown(trx: Trx, viewer: Viewer, shown: readonly { readonly dataflow: string; readonly member: string }[], now: Date): Promise<void> {
  const by = Map.groupBy(shown, ({ dataflow }) => dataflow)
  for (const dataflow of [...by.keys()].toSorted()) await count(trx, viewer, dataflow, by.get(dataflow)!.map(({ member }) => member), 'query', now)
}

async function count(trx: Trx, viewer: Viewer, dataflow: string, owners: readonly string[], action: Use | 'refused', now: Date): Promise<void> {
  const others = [...new Set(owners)].filter((owner) => owner !== viewer.member).sort()
  if (others.length === 0 || viewer.member === '') return
  await sql`
    insert into ledger (ref_area, day, member, role, dataflow, action, count)
    select m.code, ${now.toISOString().slice(0, 10)}::date, ${viewer.member}, ${viewer.role}, ${dataflow}, ${action}, 1
      from unnest(${others}::text[]) as o (code) join member m on m.code = o.code order by m.code
    on conflict (ref_area, day, member, role, dataflow, action) do update set count = ledger.count + 1`.execute(trx)
}

/** The dataflow of a look-up that was refused is not known: it may be of anything. */
const ANY = ''

/**
 * Counts a refused look-up in the ledger of the member that the request names by a public id or a code, whether or not
 * there is such an object: an owner sees who tried. A transaction of its own, since that of the request changed nothing.
 */
export async function countRefused(db: Db, viewer: Viewer, owner: string, now: Date): Promise<void> {
  if (owner !== viewer.member) await withViewer(db, viewer, now, (trx) => count(trx, viewer, ANY, [owner], 'refused', now))
}

export type Used = { readonly member: string; readonly role: string; readonly dataflow: string | null; readonly action: string; readonly count: number; readonly first: string; readonly last: string }

/** Who used the figures of the viewer's member in the last 366 days, the most first. Throws `not_allowed`: it is the focal points' to read. */
export async function listUses(trx: Trx, viewer: Viewer, dataflow: string | undefined, now: Date): Promise<Used[]> {
  if (!mayChangeTerms(viewer, viewer.member)) throw new Problem('not_allowed')
  const { rows } = await sql<Used>`
    select member, role, nullif(dataflow, ${ANY}) as dataflow, action, sum(count)::integer as count, min(day)::text as first, max(day)::text as last from ledger
     where ref_area = ${viewer.member} and day > ${now.toISOString().slice(0, 10)}::date - 366 and (${dataflow ?? null}::text is null or dataflow = ${dataflow ?? null})
     group by member, role, dataflow, action order by sum(count) desc, member, role, action, dataflow limit 1000`.execute(trx)
  return rows
}

export type UsedOn = Omit<Used, 'first' | 'last'> & { readonly day: string }

const LINES = 50_000

/** The same by day, the earliest first. A day is never cut in two: `next` is the day to go on from. Throws `not_allowed`. */
export async function listDays(trx: Trx, viewer: Viewer, { from, dataflow }: { readonly from?: string; readonly dataflow?: string }, now: Date): Promise<{ uses: UsedOn[]; next: string | null }> {
  if (!mayChangeTerms(viewer, viewer.member)) throw new Problem('not_allowed')
  const { rows } = await sql<UsedOn>`
    select day::text as day, member, role, nullif(dataflow, ${ANY}) as dataflow, action, count::integer as count from ledger
     where ref_area = ${viewer.member} and day >= coalesce(${from ?? null}::date, ${now.toISOString().slice(0, 10)}::date - 365) and (${dataflow ?? null}::text is null or dataflow = ${dataflow ?? null})
     order by ledger.day, member, role, ledger.dataflow, action limit ${LINES + 1}`.execute(trx)
  const next = rows[LINES]?.day ?? null
  return { uses: next === null ? rows : rows.filter(({ day }) => day < next), next }
}
