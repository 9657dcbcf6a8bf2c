import { sql } from 'kysely'
import type { Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { publicId } from '../http/public-id.ts'
import { presentTerms, type ReleaseRow } from '../sharing/index.ts'

type Row = ReleaseRow & { readonly first: string | null; readonly last: string | null }

const MOST = 50

/** Releases of the own member to which something happened since, the latest first. */
export async function listOwn(trx: Trx, viewer: Viewer, since: Date) {
  const { rows } = await sql<Row>`
    select r.*, p.first, p.last from release r
      left join lateral (select min(time_period) as first, max(time_period) as last from release_period where ref_area = r.ref_area and release_id = r.release_id) p on true
     where r.ref_area = ${viewer.member} and greatest(r.approved_at, r.terms_since, r.withdrawn_at) > ${since}
     order by greatest(r.approved_at, r.terms_since, r.withdrawn_at) desc, r.release_id desc limit ${MOST}`.execute(trx)
  return rows.map((row) => ({
    release: publicId(row.ref_area, row.release_id), report: publicId(row.ref_area, row.report_id), dataflow: row.dataflow, ...happened(row, since), from: row.first, to: row.last, ...presentTerms(row),
  }))
}

/** The last thing that matters: a release that was withdrawn has no terms to speak of, a new one has its first. */
function happened(row: Row, since: Date): { readonly what: 'approved' | 'terms' | 'withdrawn'; readonly at: string } {
  if (row.withdrawn_at && row.withdrawn_at > since) return { what: 'withdrawn', at: row.withdrawn_at.toISOString() }
  if (row.approved_at > since) return { what: 'approved', at: row.approved_at.toISOString() }
  return { what: 'terms', at: row.terms_since.toISOString() }
}
