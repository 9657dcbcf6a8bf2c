import { sql } from 'kysely'
import type { AuditBody } from '@openvrs/core/audit/chain.ts'
import type { Trx } from '../db/connect.ts'

export type Sought = { readonly action?: string | undefined; readonly actor?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined; readonly about?: string | undefined; readonly before?: number | undefined }

type Row = { readonly seq: number; readonly body: AuditBody; readonly hash: string; readonly actor_name: string | null; readonly subject_name: string | null }

const PAGE = 50

/**
 * A page of a chain, the newest first. The policies decide whose entries and whose names the viewer reads: of a person whom
 * they may not see there is no row to take a name from.
 */
export async function listEntries(trx: Trx, chain: string, { action, actor, from, to, about, before }: Sought) {
  const { rows } = await sql<Row>`
    select e.seq, e.body, e.hash, a.name as actor_name, s.name as subject_name
      from audit_entry e left join person a on a.person_id = e.body ->> 'actor' left join person s on s.person_id = e.body ->> 'subject'
     where e.ref_area = ${chain} and (${before ?? null}::bigint is null or e.seq < ${before ?? null}::bigint)
       and (${action ?? null}::text is null or e.body ->> 'action' = ${action ?? null}) and (${actor ?? null}::text is null or e.body ->> 'actor' = ${actor ?? null})
       and (${from ?? null}::date is null or (e.body ->> 'at')::timestamptz >= ${from ?? null}::date at time zone 'UTC') and (${to ?? null}::date is null or (e.body ->> 'at')::timestamptz < (${to ?? null}::date + 1) at time zone 'UTC')
       and (${about ?? null}::text is null or position(lower(${about ?? null}) in lower((e.body ->> 'subject') || ' ' || (e.body ->> 'detail') || ' ' || coalesce(s.name, ''))) > 0)
     order by e.seq desc limit ${PAGE + 1}`.execute(trx)
  const entries = rows.slice(0, PAGE).map(({ seq, body, hash, actor_name, subject_name }) => ({
    seq, hash, at: body.at, action: body.action, actor: body.actor, actor_name, subject: body.subject, subject_name, detail: body.detail as Record<string, string | number | boolean | null | string[]>,
  }))
  return { entries, next: rows.length > PAGE ? entries.at(-1)!.seq : null }
}
