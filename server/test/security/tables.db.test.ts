import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, reading, type Db } from '../../src/db/connect.ts'
import { anonymous, withViewer, type Role, type Viewer } from '../../src/db/viewer.ts'
import { currentCollections, tableName } from '../../src/registry/index.ts'
import { testApp, TODAY, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { viewerOf } from '../releases.ts'
import { makeWorld, type World } from './world.ts'

/** Requirements 9 and 10 over the whole catalogue, with something in every table: what a connection sees without a viewer, as another state, and after somebody else. */

/** Tables without row-level security: what all who take part may know, and nothing that a state reported. */
const SHARED: { readonly [table: string]: string } = {
  audit_day: 'one hash over all chains, published', collection: 'what may be reported, open to everybody', exchange_rate: 'public', joint_audience: 'names of circles together, no figure', member: 'who takes part', migration: 'the migrator\'s list of what it applied',
  plausible_zero: 'what the secretariat recorded of a member; no figure', register_entry: 'routes and places', sharing_group: 'names of groups; the routes show a member its own', sharing_group_member: 'who is in a group; the routes show a member its own',
  signing_key: 'public keys', system: 'the stamp',
}

let app: TestApp
let superuser: Db
let khm: World
const roles: readonly Role[] = ['reporter', 'focal_point', 'analyst', 'liaison']

type Table = { readonly name: string; readonly secured: boolean; readonly forced: boolean; readonly state: boolean }
let tables: readonly Table[]

beforeAll(async () => {
  app = await testApp()
  superuser = connect(app.database.admin, () => undefined, 2).db
  khm = await makeWorld(app, 'KHM', 'VNM')
  await fillTheRest()
  tables = (await sql<Table>`
    select c.oid::regclass::text as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'ref_area' and not a.attisdropped) as state
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema)' order by 1`.execute(superuser)).rows
})
afterAll(async () => {
  await superuser?.destroy()
  await app?.close()
})

const PROVIDER = '3f2504e0-4f89-41d3-9a0c-0305e82c3302'

/** A row of the KHM in every table that the story above leaves empty. */
async function fillTheRest(): Promise<void> {
  const own = { ref_area: 'KHM' }
  const release = Number(khm.release.split('-')[1])
  for (const collection of (await currentCollections(reading(superuser))).values()) {
    for (const flow of collection.dataflows.values()) {
      const fixed: { readonly [d: string]: string } = { FREQ: 'M', REF_AREA: 'KHM', TIME_PERIOD: '2019-01', INDICATOR: flow.indicators[0]!.id, UNIT_MEASURE: flow.indicators[0]!.units[0]! }
      const columns = [...flow.dimensions.map((d) => d.id.toLowerCase()), 'obs_value', 'release_id', 'signature', 'level', 'share_group', 'embargo_until']
      const values = [...flow.dimensions.map((d) => fixed[d.id] ?? '_T'), 1, release, 0, 0, null, null]
      await sql`insert into ${sql.table(tableName(flow.id))} (${sql.join(columns.map((c) => sql.ref(c)))}) values (${sql.join(values)}) on conflict do nothing`.execute(superuser)
    }
  }
  await sql`insert into ledger (ref_area, day, member, role, dataflow, action, count) values ('KHM', '2026-11-20', 'MYS', 'analyst', '', 'refused', 1)`.execute(superuser)
  await sql`insert into unlocked (member, dataflow, since, until) values ('KHM', 'VRS_FEE', ${TODAY}, '2027-01-01')`.execute(superuser)
  await sql`insert into group_unlocked (member, dataflow, share_group, since, until) values ('KHM', 'VRS_FEE', 'KHM/Circle of KHM', ${TODAY}, '2027-01-01')`.execute(superuser)
  await sql`insert into first_contribution (member, dataflow, shown_at) values ('KHM', 'VRS_FEE', ${TODAY}) on conflict do nothing`.execute(superuser)
  await sql`insert into leaving (ref_area, leaving_id, releases, asked_by, asked_at, opens_at) values ('KHM', gen_random_uuid(), 'stay', 'p', ${TODAY}, ${new Date(TODAY.getTime() + 7 * 86_400_000)})`.execute(superuser)
  await sql`insert into counterpart (ref_area, counterpart_id, unit, with_member, asked_by, asked_at) values ('KHM', gen_random_uuid(), 'MAIN', 'VNM', 'p', ${TODAY})`.execute(superuser)
  await sql`insert into member_return (member, return_id, email, asked_by, asked_at) values ('KHM', gen_random_uuid(), 'a@khm.example', 'p', ${TODAY})`.execute(superuser)
  await sql`insert into trust (member, dataflow, share_group, taken_back_at, lost) values ('KHM', 'VRS_FEE', '', ${TODAY}, true)`.execute(superuser)
  await sql`insert into notice (ref_area, notice_id, owner, roles, dataflow, period_from, period_to, what, made_at) values ('KHM', gen_random_uuid(), 'VNM', '{analyst}', 'VRS_FEE', '2026-01', '2026-02', 'narrowed', ${TODAY})`.execute(superuser)
  await sql`insert into default_terms (ref_area, dataflow, level, set_by, set_at) values ('KHM', 'VRS_FEE', 1, 'p', ${TODAY})`.execute(superuser)
  await sql`insert into search_entry (ref_area, release_id, dataflow, freq, time_period, kind, language, token, names, level) select ref_area, release_id, dataflow, freq, time_period, 'word', '', 's', 'secret', 0 from release_period where ref_area = 'KHM' limit 1`.execute(superuser)
  await superuser.insertInto('news_seen').values({ ...own, person_id: khm.reporter.person, seen: '{}', seen_at: TODAY }).execute()
  await superuser.insertInto('idempotency').values({ ...own, person_id: khm.reporter.person, key: 'k', request_hash: 'h', made_at: TODAY }).execute()
  await superuser.insertInto('identity_provider').values({ ...own, provider_id: PROVIDER, kind: 'oidc', issuer: 'https://login.khm.example', client_id: 'c', client_secret: 'x', metadata: '{}', trust_factor: false, acr: [], amr: [], made_at: TODAY, changed_at: TODAY }).execute()
  await sql`insert into auth.provider_link (id, member, provider_id, user_id, subject_hash, made_at) select ${PROVIDER}, 'KHM', ${PROVIDER}, id, 'h', ${TODAY} from auth."user" where email = ${khm.human.email}`.execute(superuser)
  await sql`insert into auth.verification (id, identifier, value, expires_at, created_at, updated_at) values ('v', 'i', 'x', '2100-01-01', ${TODAY}, ${TODAY})`.execute(superuser)
  await sql`insert into auth.retired_secret (token, session_id, user_id, retired_at, opens) select 'h', id, user_id, ${TODAY}, true from auth.session limit 1`.execute(superuser)
  await sql`insert into auth.failed_sign_in (account, day, passwords, codes, refused) values ('h', ${TODAY}, 1, 0, 0)`.execute(superuser)
}

const count = async (db: Db, table: string, where = sql`true`): Promise<number> => (await sql<{ n: number }>`select count(*) as n from ${sql.raw(table)} where ${where}`.execute(db)).rows[0]!.n

/** How many rows a connection of the application reads of each table that it may read at all. */
async function readable(db: Db): Promise<{ [table: string]: number }> {
  const seen: { [table: string]: number } = {}
  for (const { name } of tables.filter(({ secured }) => secured)) {
    const { rows } = await sql<{ ok: boolean }>`select has_any_column_privilege(${name}, 'select') as ok`.execute(db)
    if (rows[0]!.ok) seen[name] = await count(db, name)
  }
  return seen
}

test('9: every table there is has row-level security forced, or is known to hold nothing of a state', () => {
  expect(tables.filter(({ secured, forced }) => !secured || !forced).map(({ name }) => name)).toEqual(Object.keys(SHARED).sort())
  expect(tables.filter(({ name, state }) => state && SHARED[name])).toEqual([])
})

test('9: this test has a row in each of them', async () => {
  const empty: string[] = []
  for (const { name, secured } of tables) if (secured && (await count(superuser, name)) === 0) empty.push(name)
  // The jobs take what is due as soon as it is there; counts of attempts are hashes without a person.
  expect(empty.filter((name) => name !== 'unlocking_due' && name !== 'auth.attempt')).toEqual([])
})

test('9: without a viewer a connection reads no row of any, neither fresh nor after a viewer, a failure or a cancelled query', async () => {
  const one = app.database.db('app', 1)
  const nothing = Object.fromEntries(Object.keys(await readable(one)).filter((name) => name !== 'auth.attempt').map((name) => [name, 0]))
  expect(Object.keys(nothing).filter((name) => name.startsWith('obs_'))).toHaveLength(tables.filter(({ name }) => name.startsWith('obs_')).length)
  const bare = async () => Object.fromEntries(Object.entries(await readable(one)).filter(([name]) => name !== 'auth.attempt'))
  expect(await bare()).toEqual(nothing)
  const focal = viewerOf('KHM', 'focal_point')
  expect(await withViewer(one, focal, TODAY, (trx) => count(trx, 'report'))).toBeGreaterThan(3)
  expect(await bare()).toEqual(nothing)
  await expect(withViewer(one, focal, TODAY, (trx) => sql`select 1 / 0`.execute(trx))).rejects.toMatchObject({ code: '22012' })
  expect(await bare()).toEqual(nothing)
  await expect(withViewer(one, focal, TODAY, async (trx) => {
    await sql`set local statement_timeout = '20ms'`.execute(trx)
    return sql`select pg_sleep(5)`.execute(trx)
  })).rejects.toMatchObject({ code: '57014' })
  expect(await bare()).toEqual(nothing)
  // Anonymous is a viewer: of what is secured it sees where the system's own chain stands, and nothing else.
  expect(await withViewer(one, anonymous, TODAY, (trx) => readable(trx))).toMatchObject({ ...nothing, audit_head: 1 })
  expect(await withViewer(one, anonymous, TODAY, (trx) => count(trx, 'audit_head', sql`ref_area = '_SYSTEM'`))).toBe(1)
})

test('9: as another state, in every role, none of its rows is there; nor is any to its own people what is another person\'s', async () => {
  const others: readonly Viewer[] = [...roles.map((role) => viewerOf('THA', role)), viewerOf('CAU', 'cau_analyst')]
  for (const viewer of others) {
    for (const { name } of tables.filter(({ state, name }) => state && name !== 'ledger')) {
      const seen = await withViewer(app.services.db, viewer, TODAY, (trx) => count(trx, name, sql`ref_area = 'KHM'`))
      expect([viewer.role, name, seen]).toEqual([viewer.role, name, 0])
    }
  }
  const administrator = viewerOf('CAU', 'administrator')
  for (const { name } of tables.filter(({ state }) => state)) {
    const seen = await withViewer(app.services.db, administrator, TODAY, (trx) => count(trx, name, sql`ref_area = 'KHM'`))
    expect([name, seen > 0]).toEqual([name, ['person', 'unit', 'invitation'].includes(name)])
  }
  const navy = viewerOf('KHM', 'reporter', 'NAVY')
  for (const name of ['report', 'report_section', 'payload_chunk', 'cell_edit', 'cell_comment', 'finding', 'task', 'upload', 'upload_reject', 'upload_raw', 'api_token', 'invitation', 'idempotency', 'audit_entry', 'narrative_draft', 'export', 'saved_search']) {
    expect([name, await withViewer(app.services.db, navy, TODAY, (trx) => count(trx, name))]).toEqual([name, 0])
  }
})

test('9: a viewer writes no row of another member into any table', async () => {
  for (const { name } of tables.filter(({ state }) => state)) {
    const attempt = withViewer(app.services.db, viewerOf('THA', 'focal_point'), TODAY, (trx) => sql.raw(`insert into ${name} select (r).* from (select jsonb_populate_record(null::${name}, '{"ref_area": "KHM", "member": "THA"}') as r) x`).execute(trx))
    // 42501: refused by a policy or for want of a right. A constraint (23502) comes only after the policies of the inserting role.
    const code = await attempt.then(() => 'written', (error: { code?: string }) => error.code)
    expect([name, code], name).toEqual([name, name === 'ledger' ? '23502' : '42501'])
  }
})

test('9: everybody has no right to anything, and what runs as the owner is known', async () => {
  const loose = await sql<{ what: string }>`
    select p.oid::regprocedure::text as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'auth') and has_function_privilege('public', p.oid, 'execute')
    union all select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join lateral aclexplode(c.relacl) a where n.nspname in ('public', 'auth') and a.grantee = 0
    union all select n.nspname from pg_namespace n where n.nspname in ('public', 'auth') and has_schema_privilege('public', n.oid, 'create')`.execute(superuser)
  expect(loose.rows).toEqual([])
  const definers = await sql<{ name: string; path: string | null }>`
    select p.proname as name, array_to_string(p.proconfig, ',') as path from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname in ('public', 'auth') order by 1`.execute(superuser)
  expect(definers.rows.map(({ name }) => name)).toEqual(['circle_members', 'confirm_person', 'contributor_summary', 'counterpart_units', 'device_known', 'due_tallies', 'end_own_rights', 'end_rights_at_reset', 'erase_people', 'has_account', 'max_number', 'may_return', 'members_with_provider', 'narrative_number_taken', 'note_language', 'people_security', 'release_address', 'releases_version', 'set_viewer', 'states_that_see', 'take_return'])
  expect(definers.rows.filter(({ path }) => path !== 'search_path=public, pg_temp')).toEqual([])
})

test('9: no login of ours empties a table, or deletes but what a draft, a file, a session, a way in or a count is', async () => {
  const { rows } = await sql<{ login: string; what: string }>`
    select g.grantee as login, g.table_schema || '.' || g.table_name || ' ' || g.privilege_type as what from information_schema.role_table_grants g
     where g.grantee in ('vrs_app', 'vrs_jobs') and g.privilege_type not in ('SELECT', 'INSERT', 'UPDATE') order by 1, 2`.execute(superuser)
  const deletes = (login: string) => rows.filter((row) => row.login === login).map(({ what }) => what.replace('public.', '').replace(' DELETE', ''))
  expect(deletes('vrs_app')).toEqual(['auth.attempt', 'auth.failed_sign_in', 'auth.known_device', 'auth.passkey', 'auth.provider_link', 'auth.session', 'auth.token_use', 'auth.verification', 'cell_edit', 'export', 'finding', 'first_contribution', 'group_unlocked', 'idempotency', 'identity_provider', 'narrative_draft', 'payload_chunk', 'saved_search', 'saved_view', 'unlocked', 'upload_raw', 'upload_reject'])
  expect(deletes('vrs_jobs')).toEqual(['auth.attempt', 'auth.failed_sign_in', 'auth.known_device', 'auth.session', 'auth.sign_in', 'auth.verification', 'export', 'first_contribution', 'group_unlocked', 'idempotency', 'search_entry', 'unlocked', 'unlocking_due', 'upload_raw'])
})

test('10: interleaved requests of two states and of nobody over a server with one connection leak nothing', { timeout: 120_000 }, async () => {
  const narrow = await testApp({ poolSize: 1 })
  try {
    const [a, b] = [await makeWorld(narrow, 'KHM', 'VNM'), await makeWorld(narrow, 'FJI', 'VNM')]
    const paths = ['/api/reports', '/api/tasks', '/api/people', '/api/units', '/api/default-terms', '/api/audit/export', '/api/dataflows/VRS_DETECT/query?by=REF_AREA', '/api/reports?before=nonsense', '/api/releases/VNM-1/receipts']
    const asking: readonly (readonly [Actor | null, others: readonly string[]])[] = [[a.focal, ['FJI']], [b.focal, ['KHM']], [null, ['KHM', 'FJI']], [a.reporter, ['FJI']], [b.second, ['KHM']]]
    const wrong: string[] = []
    let own = 0
    const ask = async (i: number): Promise<void> => {
      const [actor, others] = asking[(i * 7) % asking.length]!
      const url = i % 3 === 0 ? `/api/reports/${others[0]}-1` : paths[(i * 5) % paths.length]!
      const { statusCode, body } = await narrow.call(actor, 'GET', url)
      if (statusCode >= 500 || others.some((other) => body.includes(other)) || (actor === null && statusCode < 400)) wrong.push(`${actor?.member} ${url} ${statusCode} ${body.slice(0, 200)}`)
      if (statusCode === 200 && actor && body.includes(actor.member)) own++
    }
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 100 }, (_, i) => ask(round * 100 + i)))
    expect(wrong).toEqual([])
    expect(own).toBeGreaterThan(200)
  } finally {
    await narrow.close()
  }
})
