import { sql } from 'kysely'
import type { NarrativeKind } from '@openvrs/core/metadata/model.ts'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import type { ReadDb, Trx } from '../db/connect.ts'
import type { TermColumns } from '../sharing/index.ts'

/** A narrative of a member by its number, and what it tells. */
export type Numbered = { readonly narrativeId: number; readonly version: number; readonly body: NarrativeBody }

export type ReleasedUnder = {
  readonly refArea: string
  readonly releaseId: number
  readonly collection: string
  readonly collectionVersion: string
  readonly freq: string
  readonly kind: NarrativeKind
  readonly terms: TermColumns
  readonly now: Date
}

const AT_ONCE = 500

/** Puts narratives where those read them who may, with the terms of their release. */
export async function storeReleased(trx: Trx, { refArea, releaseId, collection, collectionVersion, freq, kind, terms, now }: ReleasedUnder, narratives: readonly Numbered[]): Promise<void> {
  const rows = narratives.map(({ narrativeId, version, body }) => ({
    ref_area: refArea, release_id: releaseId, narrative_id: narrativeId, dataflow: kind.id, kind: kind.kind, collection, collection_version: collectionVersion, freq, time_period: body.period, version,
    language: body.language, summary: body.summary, body: JSON.stringify(body), released_at: now, never_public: kind.neverPublic, ...terms,
  }))
  for (let from = 0; from < rows.length; from += AT_ONCE) await trx.insertInto('narrative').values(rows.slice(from, from + AT_ONCE)).execute()
}

/** The narratives of some releases of one member in the periods for which each of them counts. */
export async function readReleased(db: ReadDb, refArea: string, releases: readonly { readonly releaseId: number; readonly periods: readonly string[] }[]): Promise<Numbered[]> {
  const found: Numbered[] = []
  for (const { releaseId, periods } of releases) {
    if (periods.length === 0) continue
    const rows = await db.selectFrom('narrative').select(['narrative_id', 'version', 'body']).where('ref_area', '=', refArea).where('release_id', '=', releaseId).where('time_period', 'in', periods).orderBy('narrative_id').execute()
    found.push(...rows.map((row) => ({ narrativeId: row.narrative_id, version: row.version, body: row.body as unknown as NarrativeBody })))
  }
  return found.toSorted((a, b) => a.narrativeId - b.narrativeId)
}

export type Wanted = {
  readonly kind?: string
  readonly member?: string
  readonly language?: string
  readonly year?: string
  readonly after: number
  readonly limit: number
}

export type NarrativeRow = {
  readonly ref_area: string; readonly narrative_id: number; readonly release_id: number; readonly dataflow: string; readonly kind: string; readonly collection: string; readonly collection_version: string
  readonly freq: string; readonly time_period: string; readonly version: number; readonly language: string; readonly summary: string; readonly body: NarrativeBody; readonly released_at: Date
  readonly level: number; readonly share_group: string | null; readonly embargo_until: Date | null
}

/** Narratives that the viewer of the transaction may see now, the newest first. The policies decide over rows; which of them counts is said by their periods. */
export async function listVisible(trx: Trx, member: string, now: Date, { kind, member: of, language, year, after, limit }: Wanted): Promise<NarrativeRow[]> {
  const { rows } = await sql<NarrativeRow>`
    select ${COLUMNS} from ${counting(member, now)}
     where (${kind ?? null}::text is null or n.kind = ${kind ?? null}) and (${of ?? null}::text is null or n.ref_area = ${of ?? null}) and (${language ?? null}::text is null or n.language = ${language ?? null})
       and (${year ?? null}::text is null or left(n.time_period, 4) = ${year ?? null})
     order by n.released_at desc, n.ref_area, n.narrative_id limit ${limit} offset ${after}`.execute(trx)
  return rows
}

/** The one of that number which counts now, or undefined where the viewer sees none. */
export async function findVisible(trx: Trx, member: string, now: Date, refArea: string, narrativeId: number): Promise<NarrativeRow | undefined> {
  const { rows } = await sql<NarrativeRow>`select ${COLUMNS} from ${counting(member, now)} where n.ref_area = ${refArea} and n.narrative_id = ${narrativeId} order by n.release_id desc limit 1`.execute(trx)
  return rows[0]
}

const COLUMNS = sql`n.ref_area, n.narrative_id, n.release_id, n.dataflow, n.kind, n.collection, n.collection_version, n.freq, n.time_period, n.version, n.language, n.summary, n.body, n.released_at, p.level, p.share_group, p.embargo_until`

/** Own ones count from their approval on, others' from when they are shown. */
const counting = (member: string, now: Date) => sql`
  narrative n join release_period p on p.ref_area = n.ref_area and p.release_id = n.release_id and p.freq = n.freq and p.time_period = n.time_period
   and case when n.ref_area = ${member} then p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now}) else p.shown_from <= ${now} and (p.shown_to is null or p.shown_to > ${now}) end`
