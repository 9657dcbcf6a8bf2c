import { sql } from 'kysely'
import { signatureOf } from '@openvrs/core/query/ask.ts'
import { frequencyOf } from '@openvrs/core/report/period.ts'
import type { Terms } from '@openvrs/core/sharing/terms.ts'
import { reading, type Db, type Trx } from '../src/db/connect.ts'
import { withViewer, type Purpose, type Role, type Viewer } from '../src/db/viewer.ts'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import { storeReleased } from '../src/narratives/index.ts'
import { currentCollections, findDataflow, tableName } from '../src/registry/index.ts'
import { lockReleases, makeRelease, termColumns } from '../src/sharing/index.ts'
import { addMember } from './cast.ts'
import { testDatabase, type TestDatabase } from './database.ts'

/** A viewer without an account: what a transaction knows of who asks. */
export const viewerOf = (member: string, role: Role, unit = 'MAIN'): Viewer => ({ member, unit, role, person: `${member}-${role}`.toLowerCase() })

/** Gives receipts that nobody checks. */
export const anySigner = { kid: 'test', sign: async <Manifest>(manifest: Manifest) => ({ manifest, payload: '', protected: '', signature: '' }) }

/** A database in which these take part since a day, with a pool of each login. Close it in `afterAll`. */
export async function membersDatabase(members: readonly string[], since: Date): Promise<{ readonly database: TestDatabase; readonly app: Db; readonly jobs: Db }> {
  const database = await testDatabase()
  for (const member of members) await addMember(database.db('migrator'), member, since)
  return { database, app: database.db('app'), jobs: database.db('jobs') }
}

export type Figure = { readonly timePeriod: string; readonly value: number; readonly key?: { readonly [dimension: string]: string } }

/** Releases figures as an approval does: a report, its release, its rows, in one transaction of the member's focal point. Resolves to the number of the release. */
export async function shareFigures(app: Db, member: string, figures: readonly Figure[], terms: Terms, now: Date, dataflow = 'VRS_DETECT'): Promise<number> {
  const viewer = viewerOf(member, 'focal_point')
  return withViewer(app, viewer, now, async (trx) => {
    await lockReleases(trx, member)
    const reportId = await insertReport(trx, member, figures, now)
    const periods = Map.groupBy(figures, (f) => f.timePeriod)
    const { releaseId } = await makeRelease(trx, viewer, {
      refArea: member, dataflow, reportId, version: 1, rows: figures.length, terms, now,
      periods: [...periods].map(([timePeriod, all]) => ({ freq: frequencyOf(timePeriod)!, timePeriod, nonzero: all.some((f) => f.value > 0) })),
    })
    await insertRows(trx, member, releaseId, figures, terms, dataflow)
    return releaseId
  })
}

/** The same for narratives of one kind, numbered on from the member's last. */
export async function shareNarratives(app: Db, member: string, kindId: string, bodies: readonly NarrativeBody[], terms: Terms, now: Date): Promise<number> {
  const viewer = viewerOf(member, 'focal_point')
  return withViewer(app, viewer, now, async (trx) => {
    await lockReleases(trx, member)
    const collection = (await currentCollections(reading(trx))).get('vrs-msrc')!
    const kind = collection.narratives.get(kindId)!
    const reportId = await insertReport(trx, member, bodies.map(({ period }) => ({ timePeriod: period })), now)
    const periods = [...new Set(bodies.map(({ period }) => period))].map((timePeriod) => ({ freq: frequencyOf(timePeriod)!, timePeriod, nonzero: true }))
    const { releaseId } = await makeRelease(trx, viewer, { refArea: member, dataflow: kindId, reportId, version: 1, rows: bodies.length, terms, now, periods, holds: 'narratives' })
    const { last } = await trx.selectFrom('narrative').select((e) => e.fn.max<number | null>('narrative_id').as('last')).where('ref_area', '=', member).executeTakeFirstOrThrow()
    await storeReleased(trx, { refArea: member, releaseId, collection: collection.id, collectionVersion: collection.version, freq: periods[0]!.freq, kind, terms: termColumns(terms), now }, bodies.map((body, at) => ({ narrativeId: (last ?? 0) + 1 + at, version: 1, body })))
    return releaseId
  })
}

async function insertReport(trx: Trx, member: string, figures: readonly Pick<Figure, 'timePeriod'>[], now: Date): Promise<number> {
  const { last } = await trx.selectFrom('report').select((e) => e.fn.max<number | null>('report_id').as('last')).where('ref_area', '=', member).executeTakeFirstOrThrow()
  const { id: collection, version: collection_version } = await trx.selectFrom('collection').select(['id', 'version']).where('id', '=', 'vrs-msrc').executeTakeFirstOrThrow()
  const reportId = (last ?? 0) + 1
  const periods = figures.map((f) => f.timePeriod).toSorted()
  await trx.insertInto('report').values({
    ref_area: member, report_id: reportId, unit: 'NATIONAL', collection, collection_version, freq: frequencyOf(periods[0]!)!, period_from: periods[0]!, period_to: periods.at(-1)!, status: 'approved', inputs: '[]',
    made_by: 'test', made_at: now, last_edited_by: null, submitted_by: null, submitted_at: null, approved_by: null, approved_at: now,
  }).execute()
  return reportId
}

async function insertRows(trx: Trx, member: string, releaseId: number, figures: readonly Figure[], terms: Terms, dataflow: string): Promise<void> {
  const flow = (await findDataflow(reading(trx), dataflow))!.dataflow
  const indicator = flow.indicators[0]!
  const { level, share_group, embargo_until } = termColumns(terms)
  const rows = figures.map(({ timePeriod, value, key = {} }) => {
    const fixed: { readonly [dimension: string]: string } = { FREQ: frequencyOf(timePeriod)!, REF_AREA: member, INDICATOR: indicator.id, UNIT_MEASURE: indicator.units[0]!, TIME_PERIOD: timePeriod, ...key }
    const broken = flow.dimensions.filter((d) => (fixed[d.id] ?? '_T') !== '_T').map((d) => d.id)
    return { codes: flow.dimensions.map((d) => fixed[d.id] ?? '_T'), value, signature: signatureOf(flow, broken) }
  })
  const columns = [...flow.dimensions.map((d) => d.id.toLowerCase()), 'obs_value', 'signature', 'release_id', 'level', 'share_group', 'embargo_until']
  const given = flow.dimensions.map((_, i) => sql`${rows.map((row) => row.codes[i]!)}::text[]`)
  await sql`
    insert into ${sql.table(tableName(dataflow))} (${sql.join(columns.map((c) => sql.ref(c)))})
    select g.*, ${releaseId}::bigint, ${level}::smallint, ${share_group}::text, ${embargo_until}::timestamptz
      from unnest(${sql.join([...given, sql`${rows.map((row) => row.value)}::float8[]`, sql`${rows.map((row) => row.signature)}::integer[]`])}) g`.execute(trx)
}

export type Seen = { readonly refArea: string; readonly releaseId: number; readonly timePeriod: string; readonly value: number }

/** What a viewer sees of a dataflow: rows of the versions that count, as every query joins them. */
export async function seeFigures(app: Db, viewer: Viewer, now: Date, options: { readonly asOf?: Date; readonly purpose?: Purpose; readonly dataflow?: string } = {}): Promise<Seen[]> {
  const asOf = options.asOf ?? now
  return withViewer(app, viewer, now, async (trx) => {
    const { rows } = await sql<Seen>`
      select o.ref_area as "refArea", o.release_id as "releaseId", o.time_period as "timePeriod", o.obs_value as value
        from ${sql.table(tableName(options.dataflow ?? 'VRS_DETECT'))} o join release_period p using (ref_area, release_id, freq, time_period)
       where case when o.ref_area = ${viewer.member} then p.valid_from <= ${asOf} and coalesce(p.valid_to, 'infinity') > ${asOf}
                  else p.shown_from <= ${asOf} and coalesce(p.shown_to, 'infinity') > ${asOf} end
       order by 1, 2, 3`.execute(trx)
    return rows
  }, { purpose: options.purpose })
}

/** Empties every table that releases and their use fill; members, people and groups stay. For a server without the columnar copy, which knows releases by their numbers. */
export async function clearReleases(migrator: Db): Promise<void> {
  const { rows } = await sql<{ names: string }>`
    select string_agg(format('%I', relname), ', ') as names from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and (relname like 'obs\\_%' or relname in ('report', 'release', 'release_period', 'receipt', 'unlocked', 'group_unlocked', 'first_contribution', 'trust', 'notice', 'unlocking_due', 'plausible_zero', 'ledger', 'news_seen', 'audit_entry', 'audit_head'))`.execute(migrator)
  await sql.raw(`truncate ${rows[0]!.names} cascade`).execute(migrator)
  await sql`insert into release_change (ref_area, version) select code, 1 from member on conflict (ref_area) do update set version = release_change.version + 1`.execute(migrator)
}
