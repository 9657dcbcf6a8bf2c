import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ask } from '@openvrs/core/query/ask.ts'
import { signatureOf } from '@openvrs/core/query/ask.ts'
import { explain } from '@openvrs/core/query/explain.ts'
import { answerPlainly, explainPlainly, type Observation } from '@openvrs/core/query/model.ts'
import { planQuery } from '@openvrs/core/query/plan.ts'
import { periodsIn } from '@openvrs/core/query/time.ts'
import { sampleCollection, sampleFlow } from '@openvrs/core/query/sample.ts'
import { openCube, type Cube } from '../cube/index.ts'
import { anonymous, withSight, type Viewer } from '../db/viewer.ts'
import { connect, type Db } from '../db/connect.ts'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { answerPlan } from './queries.ts'

/** Random figures, releases, terms, viewers and questions: PostgreSQL under its policies and the columnar copy answer what the plain model answers. */
const day = (d: number) => new Date(Date.UTC(2026, 0, 1 + d))
const NOW = day(100)

type Release = {
  readonly ref_area: string; readonly release_id: number; readonly freq: string; readonly time_period: string
  readonly level: number; readonly share_group: string | null; readonly embargo_until: Date | null; readonly copies_current: boolean
  readonly valid_from: Date; readonly valid_to: Date | null; readonly shown_from: Date; readonly shown_to: Date | null
}
type Row = Observation & { readonly release: Release }
type Terms = { readonly level: number; readonly embargo: number | null; readonly current: boolean; readonly withdrawn: boolean }
type Rights = { readonly viewer: Viewer; readonly unlocked: boolean; readonly group: boolean }

let database: TestDatabase
let app: Db
let admin: pg.Client
let cube: Cube
let jobs: Db
const folder = mkdtempSync(join(tmpdir(), 'openvrs-cube-'))
const complaints: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  app = database.db('app')
  admin = new pg.Client(database.admin)
  await admin.connect()
  const dims = sampleFlow.dimensions.map((d) => `${d.id.toLowerCase()} text not null`).join(', ')
  await admin.query(`set session_replication_role = replica`)
  await admin.query(`set role vrs_migrator; create table obs_toy (release_id bigint not null, ${dims}, signature integer not null, obs_value double precision, level smallint not null, share_group text, embargo_until timestamptz);
    select install_release_policies('obs_toy', 'TOY'); reset role`)
  await admin.query(`insert into system (id, mode, made_at) values (1, 'training', now()) on conflict do nothing`)
  jobs = connect(database.jobs, () => undefined, 3).db
  const kept = openCube({ folder, memory: '500MB', answers: 10_000, jobs, collections: async () => [sampleCollection], log: pino({ level: 'info' }, { write: (line: string) => void complaints.push(line) }) })
  // Here the copy must answer: going to PostgreSQL instead would prove nothing.
  cube = { ...kept, ask: async (...question) => (await kept.ask(...question)) ?? expect.fail(`the copy did not answer: ${complaints.at(-1)}`) }
})
afterAll(async () => {
  await cube.stop()
  rmSync(folder, { recursive: true })
  await jobs.destroy()
  await admin.end()
  await database.close()
})

const pick = <T>(...items: readonly T[]) => fc.constantFrom(...items)
const CODES: { readonly [dimension: string]: readonly string[] } = {
  CITIZENSHIP: ['MMR', 'KHM', '_U'],
  TRANSPORT: ['SEA', 'SEA_SMALL', 'SEA_COMM', 'RAFT', 'RAIL', 'OTH'],
  AGE: ['Y0T17', 'Y0T11', 'Y12T17', 'Y_GE18'],
  VULN: ['PREGNANT', 'OLDER'],
}
const row = (signatures: readonly (readonly string[])[]) => fc.record({
  codes: fc.constantFrom(...signatures).chain((own) => fc.record({
    REF_AREA: pick('THA', 'THA', 'USA'), INDICATOR: pick('ENTRY', 'ENTRY', 'ENTRY', 'ENTRY', 'ENTRY_BCP', 'SHARE'), UNIT_MEASURE: pick('DET', 'DET', 'DET', 'PS'), STAGE: pick('ARRESTED', 'ARRESTED', 'ARRESTED', 'CONVICTED'),
    ...Object.fromEntries(Object.entries(CODES).map(([d, codes]) => [d, own.includes(d) ? fc.constantFrom(...codes) : fc.constant('_T')])),
    TIME_PERIOD: pick('2024-01', '2024-01', '2024-02', '2024-Q1', '2024'),
  })) as fc.Arbitrary<{ readonly REF_AREA: string; readonly TIME_PERIOD: string; readonly [dimension: string]: string }>,
  value: fc.option(fc.integer({ min: 0, max: 20 }).map((n) => n / 4), { freq: 8 }),
  version: pick(1, 2, 2),
})
const signatures = fc.array(fc.subarray(Object.keys(CODES)), { minLength: 1, maxLength: 4 })
const anyTerms: fc.Arbitrary<Terms> = fc.record({
  level: pick(0, 1, 2, 3, 3, 3, 4), embargo: fc.option(pick(50, 150), { freq: 2 }), current: pick(true, true, true, false), withdrawn: pick(false, false, false, true),
})
const shared: fc.Arbitrary<Terms> = fc.constant({ level: 3, embargo: null, current: true, withdrawn: false })
const figuresUnder = (terms: fc.Arbitrary<Terms>) => fc.record({ rows: signatures.chain((s) => fc.array(row(s), { minLength: 1, maxLength: 60, size: '+1' })), terms: fc.array(terms, { minLength: 4, maxLength: 4 }) }).map(({ rows, terms }): readonly Row[] => {
  const seen = new Map<string, Row>()
  for (const { codes, value, version } of rows) {
    const TIME_PERIOD = codes.TIME_PERIOD
    const FREQ = TIME_PERIOD.includes('Q') ? 'Q' : TIME_PERIOD.includes('-') ? 'M' : 'A'
    const all = { FREQ, ...codes }
    const key = JSON.stringify([all, version])
    if (!seen.has(key)) seen.set(key, { codes: all, value, release: releaseOf(all.REF_AREA, version, FREQ, TIME_PERIOD, terms) })
  }
  return [...seen.values()]
})

/** Version 1 counts from day 10 to day 40, version 2 from day 40 on; others see it when its embargo ends. */
function releaseOf(refArea: string, version: number, freq: string, period: string, all: readonly Terms[]): Release {
  const at = (refArea === 'THA' ? 0 : 2) + version - 1
  const { level, embargo, current, withdrawn } = all[at]!
  const next = all[at - (version - 1) + 1]!
  const shown = (v: number, e: number | null) => Math.max(v === 1 ? 10 : 40, e ?? 0)
  const until = withdrawn ? day(90) : null
  return {
    ref_area: refArea, release_id: version, freq, time_period: period, level: withdrawn ? 0 : level, share_group: level === 2 && !withdrawn ? 'PACT' : null,
    embargo_until: embargo === null ? null : day(embargo), copies_current: current,
    valid_from: day(version === 1 ? 10 : 40), valid_to: version === 1 ? day(40) : until,
    shown_from: day(shown(version, embargo)), shown_to: version === 1 ? day(Math.max(shown(1, embargo), shown(2, next.embargo))) : until,
  }
}

const clause = fc.oneof(
  ...Object.entries(CODES).map(([dimension, codes]) => fc.oneof({ weight: 6, arbitrary: fc.subarray([...codes, 'LAND'].filter((c) => dimension === 'TRANSPORT' || c !== 'LAND'), { minLength: 1, maxLength: 2 }) }, { weight: 1, arbitrary: fc.constant(['_T']) }).map((c) => ({ dimension, codes: c }))),
  fc.subarray(['THA', 'USA', 'FJI'], { minLength: 1 }).map((codes) => ({ dimension: 'REF_AREA', codes })),
  fc.subarray(['M', 'A'], { minLength: 1 }).map((codes) => ({ dimension: 'FREQ', codes })),
  pick('2024', '2024-Q1', '2024-02', '2023-05..2024-01').map((text) => ({ dimension: 'TIME_PERIOD', codes: periodsIn(text)! })),
  pick('ARRESTED', 'CONVICTED').map((code) => ({ dimension: 'STAGE', codes: [code] })),
)
const ask: fc.Arbitrary<Ask> = fc.record({
  by: fc.oneof(fc.constant([]), fc.shuffledSubarray(sampleFlow.dimensions.map((d) => d.id), { maxLength: 4 })),
  where: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 3, arbitrary: fc.array(clause, { minLength: 1, maxLength: 2 }) }),
  asOf: fc.option(pick(5, 20, 45, 60, 95), { nil: undefined, freq: 2 }),
}).map(({ by, where, asOf }) => ({ dataflow: 'TOY', by, where, ...(asOf === undefined ? {} : { asOf: day(asOf) }) }))

const rights: fc.Arbitrary<Rights> = fc.record({
  viewer: fc.record({ member: pick('THA', 'THA', 'USA', 'FJI'), role: pick<Viewer['role']>('reporter', 'focal_point', 'analyst', 'analyst', 'analyst', 'cau_analyst', 'administrator', '') }).map(({ member, role }): Viewer =>
    role === '' ? anonymous : { member: role === 'cau_analyst' ? 'CAU' : member, unit: 'MAIN', role, person: 'p' }),
  unlocked: fc.boolean(),
  group: fc.boolean(),
})
const contributor: fc.Arbitrary<Rights> = fc.constant({ viewer: { member: 'FJI', unit: 'MAIN', role: 'analyst', person: 'p' }, unlocked: true, group: false })

/** sharing.md, in the order of its sentences. */
function sees({ viewer, unlocked, group }: Rights, asOf: Date, { release: r }: Row): boolean {
  const within = (from: Date, to: Date | null) => from <= asOf && (to === null || asOf < to)
  const isReader = ['reporter', 'focal_point', 'analyst'].includes(viewer.role)
  if (isReader && r.ref_area === viewer.member) return within(r.valid_from, r.valid_to)
  if (!isReader && viewer.role !== 'cau_analyst') return false
  if (!r.copies_current || (r.embargo_until !== null && r.embargo_until > NOW) || !within(r.shown_from, r.shown_to)) return false
  if (r.level >= 3) return viewer.role === 'cau_analyst' || unlocked
  return r.level === 2 && group
}

/** Releases of the same number are other ones in each case. */
let approved = 0

async function store(rows: readonly Row[], { viewer, unlocked, group }: Rights): Promise<void> {
  await admin.query('truncate obs_toy, release, release_period, unlocked, group_unlocked cascade')
  const releases = new Map(rows.map(({ release: r }) => [`${r.ref_area} ${r.release_id}`, r]))
  const periods = new Map(rows.map(({ release: r }) => [`${r.ref_area} ${r.release_id} ${r.freq} ${r.time_period}`, r]))
  approved++
  await insert('release', [...releases.values()].map((r) => ({
    ref_area: r.ref_area, release_id: r.release_id, dataflow: 'TOY', level: r.level, share_group: r.share_group, embargo_until: r.embargo_until, copies_current: r.copies_current,
    terms_since: NOW, approved_at: new Date(day(0).getTime() + approved), report_id: 1, version: 1, rows: 1,
  })))
  await insert('release_period', [...periods.values()].map(({ copies_current: _, ...r }) => ({ ...r, dataflow: 'TOY', nonzero: true })))
  await insert('obs_toy', rows.map(({ codes, value, release: r }) => ({
    ...Object.fromEntries(Object.entries(codes).map(([d, c]) => [d.toLowerCase(), c])), release_id: r.release_id, obs_value: value,
    signature: signatureOf(sampleFlow, Object.keys(codes).filter((d) => codes[d] !== '_T')), level: r.level, share_group: r.share_group, embargo_until: r.embargo_until,
  })))
  const open = { member: viewer.member, dataflow: 'TOY', since: day(0), until: day(200) }
  if (unlocked) await insert('unlocked', [open])
  if (group) await insert('group_unlocked', [{ ...open, share_group: 'PACT' }])
  await countChange()
  await cube.catchUp()
}

/** The same figures under other terms: narrowed, widened, under embargo, withdrawn, pending. The copy hears of it by the version alone. */
async function change(rows: readonly Row[], all: readonly Terms[]): Promise<readonly Row[]> {
  const changed = rows.map((row) => ({ ...row, release: releaseOf(row.release.ref_area, row.release.release_id, row.release.freq, row.release.time_period, all) }))
  for (const { release: r } of changed) {
    await admin.query('update release set level = $3, share_group = $4, embargo_until = $5, copies_current = $6 where (ref_area, release_id) = ($1, $2)', [r.ref_area, r.release_id, r.level, r.share_group, r.embargo_until, r.copies_current])
    await admin.query('update release_period set level = $5, share_group = $6, embargo_until = $7, valid_to = $8, shown_from = $9, shown_to = $10 where (ref_area, release_id, freq, time_period) = ($1, $2, $3, $4)',
      [r.ref_area, r.release_id, r.freq, r.time_period, r.level, r.share_group, r.embargo_until, r.valid_to, r.shown_from, r.shown_to])
  }
  await admin.query('update obs_toy o set level = p.level, share_group = p.share_group, embargo_until = p.embargo_until from release_period p where (p.ref_area, p.release_id, p.freq, p.time_period) = (o.ref_area, o.release_id, o.freq, o.time_period)')
  await countChange()
  return changed
}

const countChange = () => admin.query(`insert into release_change values ('THA', 1), ('USA', 1) on conflict (ref_area) do update set version = release_change.version + 1`)

async function insert(table: string, rows: readonly { readonly [column: string]: unknown }[]): Promise<void> {
  const names = Object.keys(rows[0]!)
  await admin.query(`insert into ${table} (${names.join(', ')}) values ${rows.map((_, i) => `(${names.map((_, j) => `$${i * names.length + j + 1}`).join(', ')})`).join(', ')}`, rows.flatMap((r) => names.map((n) => r[n])))
}

/** Counts what was compared: a test of empty answers would prove nothing. */
async function compare(figures: fc.Arbitrary<readonly Row[]>, viewers: fc.Arbitrary<Rights>, changes: fc.Arbitrary<readonly (readonly Terms[])[]>, numRuns: number) {
  const seen = { questions: 0, values: 0, sums: 0 }
  await fc.assert(fc.asyncProperty(figures, viewers, changes, fc.array(ask, { minLength: 6, maxLength: 6 }), async (given, who, terms, asks) => {
    await store(given, who)
    await compareAll(given, who, asks, seen)
    let rows = given
    for (const all of terms) {
      rows = await change(rows, all)
      await compareAll(rows, who, asks, seen)
    }
  }), { seed: 20261121, numRuns })
  return seen
}

async function compareAll(rows: readonly Row[], who: Rights, asks: readonly Ask[], seen: { questions: number; values: number; sums: number }): Promise<void> {
  for (const question of asks) {
    const asOf = question.asOf ?? NOW
    const counts = (r: Row) => sees(who, asOf, r)
    const expected = answerPlainly(sampleCollection, question, rows, counts)
    const choices = explain(explainPlainly(sampleCollection, question, rows, counts))
    const plan = planQuery(sampleCollection, question)
    const asked = { member: who.viewer.member, asOf, limit: 10_000 }
    for (const eye of [cube, undefined]) {
      const answer = await answerPlan({ enter: (work) => withSight(app, who.viewer, NOW, work), cube: eye }, plan, asked, true, async (_trx, answer) => answer)
      expect(answer.cells, eye ? 'the columnar copy' : 'PostgreSQL').toEqual(expected)
      expect(explain(answer.choices!), eye ? 'the columnar copy' : 'PostgreSQL').toEqual(choices)
    }
    seen.questions += 1
    seen.values += expected.filter((c) => c.value !== null).length
    seen.sums += expected.filter((c) => c.value !== null && c.figures > 1).length
  }
}

const unchanged = fc.constant([])

test('random questions over random figures answer as the plain model does', { timeout: 300_000 }, async () => {
  const seen = await compare(figuresUnder(shared), contributor, unchanged, 50)
  expect(seen.sums).toBeGreaterThan(50)
})

test('random viewers under random terms, changed in between, get what sharing lets them see, and nothing else', { timeout: 300_000 }, async () => {
  const seen = await compare(figuresUnder(anyTerms), rights, fc.array(fc.array(anyTerms, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 2 }), 30)
  expect(seen.questions).toBeGreaterThan(400)
  expect(seen.values).toBeGreaterThan(50)
})
