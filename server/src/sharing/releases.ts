import type { z } from 'zod'
import type { sharing } from '@openvrs/contract/sharing.ts'
import type { ReadDb } from '../db/connect.ts'
import { publicId } from '../http/public-id.ts'
import { presentTerms } from './present.ts'

type Releases = z.input<typeof sharing.listReleases.response>

const PAGE = 200

/** The releases of a member for its own eyes, the newest first. */
export async function listReleases(db: ReadDb, refArea: string, { dataflow, before }: { readonly dataflow?: string; readonly before?: number }): Promise<Releases> {
  let wanted = db.selectFrom('release').selectAll().where('ref_area', '=', refArea).orderBy('release_id', 'desc').limit(PAGE + 1)
  if (dataflow !== undefined) wanted = wanted.where('dataflow', '=', dataflow)
  if (before !== undefined) wanted = wanted.where('release_id', '<', before)
  const found = await wanted.execute()
  const releases = found.slice(0, PAGE)
  const spans = new Map((await readSpans(db, refArea, releases.map((release) => release.release_id))).map((span) => [span.release_id, span]))
  return {
    releases: releases.map((row) => {
      const span = spans.get(row.release_id)
      return {
        release: publicId(refArea, row.release_id), report: publicId(refArea, row.report_id), version: row.version, dataflow: row.dataflow, freq: (span?.freq ?? null) as 'M' | null, from: span?.first ?? null, to: span?.last ?? null, rows: row.rows,
        ...presentTerms(row), since: row.terms_since.toISOString(), approved: row.approved_at.toISOString(), withdrawn: row.withdrawn_at?.toISOString() ?? null, counts: Number(span?.counting ?? 0) > 0,
      }
    }),
    next: found.length > PAGE ? releases.at(-1)!.release_id : null,
  }
}

const readSpans = async (db: ReadDb, refArea: string, ids: readonly number[]) =>
  ids.length === 0 ? [] : db.selectFrom('release_period').where('ref_area', '=', refArea).where('release_id', 'in', ids)
    .select((e) => ['release_id', e.fn.min('freq').as('freq'), e.fn.min('time_period').as('first'), e.fn.max('time_period').as('last'), e.fn.countAll().filterWhere('valid_to', 'is', null).as('counting')]).groupBy('release_id').execute()
