import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { verifyLines } from '@openvrs/core/audit/lines.ts'
import type { Terms } from '@openvrs/core/sharing/terms.ts'
import type { TestDatabase } from '../../test/database.ts'
import { anySigner, clearReleases, membersDatabase, seeFigures, shareFigures, viewerOf, type Figure } from '../../test/releases.ts'
import { appendAudit, exportChain, sha256 } from '../audit/index.ts'
import type { Db } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import { copyTerms } from './copies.ts'
import { runDue } from './due.ts'
import { makeGroup } from './groups.ts'
import { countRefused, countUse } from './ledger.ts'
import { changeTerms } from './terms.ts'
import { withdrawRelease } from './withdraw.ts'

const day = (text: string) => new Date(`${text}T00:00:00Z`)
const NOW = day('2026-11-21')
const CONTRIBUTORS: Terms = { level: 'CONTRIBUTORS' }

let database: TestDatabase
let app: Db
let jobs: Db
beforeAll(async () => {
  ;({ database, app, jobs } = await membersDatabase(['THA', 'KHM', 'MYS', 'USA', 'FJI', 'CAU', 'FRONTEX'], day('2024-01-01')))
})
afterAll(() => database.close())
beforeEach(async () => {
  const migrator = database.db('migrator')
  await clearReleases(migrator)
  await sql`truncate sharing_group, sharing_group_member`.execute(migrator)
})

const analyst = (member: string) => viewerOf(member, member === 'CAU' ? 'cau_analyst' : 'analyst')
const focal = (member: string) => viewerOf(member, 'focal_point')
const months = (from: number, to: number, value = 10): Figure[] => Array.from({ length: to - from + 1 }, (_, i) => ({ timePeriod: `2026-${String(from + i).padStart(2, '0')}`, value }))
const share = (member: string, figures: Figure[], terms: Terms, now = NOW) => shareFigures(app, member, figures, terms, now)
const sees = async (member: string, of: string, now = NOW, options: Parameters<typeof seeFigures>[3] = {}) => (await seeFigures(app, analyst(member), now, options)).filter((row) => row.refArea === of).map((row) => row.value)
const change = (member: string, release: number, terms: Terms, now = NOW) => withViewer(app, focal(member), now, (trx) => changeTerms(trx, focal(member), release, terms, now, anySigner))
const group = (maker: string, name: string, members: string[], withCau = false, now = NOW) => withViewer(app, focal(maker), now, (trx) => makeGroup(trx, focal(maker), { name, members, withCau }, now))
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000)

test('who contributes sees what others share; who does not, does not, and a newcomer has sixty days', async () => {
  await share('THA', months(6, 9), CONTRIBUTORS)
  await share('KHM', months(9, 9, 7), CONTRIBUTORS)
  await share('FJI', months(6, 9), { level: 'NATIONAL' })
  expect(await sees('THA', 'KHM')).toEqual([7])
  expect(await sees('KHM', 'THA')).toHaveLength(4)
  expect(await sees('FJI', 'THA')).toEqual([])
  expect(await sees('FJI', 'FJI')).toHaveLength(4)
  expect(await sees('CAU', 'THA')).toHaveLength(4)
  expect(await sees('KHM', 'THA', later(61)), 'grace is over').toEqual([])
  expect(await sees('THA', 'KHM', later(61))).toEqual([7])
  expect(await sees('THA', 'KHM', day('2027-10-02')), 'passing time alone ends it').toEqual([])
  expect(await seeFigures(app, viewerOf('THA', 'liaison'), NOW)).toEqual([])
  expect(await seeFigures(app, viewerOf('CAU', 'administrator'), NOW)).toEqual([])
})

test('an embargo holds a version back and others still see the one before', async () => {
  await share('KHM', months(6, 9), CONTRIBUTORS)
  await share('THA', months(6, 6, 1), CONTRIBUTORS, later(-30))
  await share('THA', months(6, 6, 2), { level: 'CONTRIBUTORS', embargo: later(10) })
  expect(await sees('THA', 'THA')).toEqual([2])
  expect(await sees('KHM', 'THA')).toEqual([1])
  expect(await sees('KHM', 'THA', later(10))).toEqual([2])
  expect(await sees('KHM', 'THA', later(20), { asOf: later(5) }), 'as known on').toEqual([1])
  await change('THA', 2, CONTRIBUTORS, later(3))
  expect(await sees('KHM', 'THA', later(3)), 'nobody but the owner until the copies are made').toEqual([])
  await copyTerms(jobs)
  expect(await sees('KHM', 'THA', later(3)), 'lifted').toEqual([2])
  expect(await sees('KHM', 'THA', later(4), { asOf: later(1) })).toEqual([1])
})

test('narrowing and a narrower correction reach every earlier version, at once', async () => {
  await share('KHM', months(6, 9), CONTRIBUTORS)
  await share('THA', months(6, 7, 1), CONTRIBUTORS, later(-30))
  await share('THA', months(6, 6, 2), { level: 'NATIONAL' })
  expect(await sees('KHM', 'THA')).toEqual([])
  await copyTerms(jobs)
  expect(await sees('KHM', 'THA'), 'July was not corrected').toEqual([1])
  expect(await sees('KHM', 'THA', NOW, { asOf: later(-5) }), 'June is taken back').toEqual([1])
  expect(await sees('THA', 'THA', NOW, { asOf: later(-5) })).toEqual([1, 1])
  await change('THA', 2, CONTRIBUTORS)
  await copyTerms(jobs)
  expect(await sees('KHM', 'THA')).toEqual([1, 2])
  expect(await sees('KHM', 'THA', NOW, { asOf: later(-5) }), 'what was taken back stays so').toEqual([1])
  await change('THA', 1, { level: 'NATIONAL' })
  await copyTerms(jobs)
  expect(await sees('KHM', 'THA')).toEqual([2])
})

test('an older version is never wider than a newer one', async () => {
  await share('KHM', months(6, 9), CONTRIBUTORS)
  await share('THA', months(6, 6, 1), { level: 'NATIONAL' }, later(-30))
  await share('THA', months(6, 6, 2), { level: 'NATIONAL' })
  const changed = await change('THA', 1, CONTRIBUTORS)
  expect(changed.level).toBe(0)
  await copyTerms(jobs)
  expect(await sees('KHM', 'THA', NOW, { asOf: later(-5) })).toEqual([])
})

test('27: releases made at the same time get numbers of their own, and one of them counts', async () => {
  const numbers = await Promise.all(Array.from({ length: 12 }, (_, i) => share('THA', months(6, 6, i), CONTRIBUTORS)))
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
  expect(await sees('THA', 'THA')).toEqual([numbers.indexOf(12)])
  expect(await sees('CAU', 'THA')).toEqual([numbers.indexOf(12)])
})

test('a withdrawal is final: nothing older returns, not for its owner either', async () => {
  await share('KHM', months(6, 9), CONTRIBUTORS)
  await share('THA', months(6, 6, 1), CONTRIBUTORS, later(-30))
  await share('THA', months(6, 6, 2), { level: 'CONTRIBUTORS', embargo: later(10) })
  await withViewer(app, focal('THA'), NOW, (trx) => withdrawRelease(trx, focal('THA'), 2, NOW, anySigner))
  await copyTerms(jobs)
  for (const now of [NOW, later(11)]) {
    expect(await sees('KHM', 'THA', now)).toEqual([])
    expect(await sees('THA', 'THA', now)).toEqual([])
  }
  expect(await sees('KHM', 'THA', NOW, { asOf: later(-5) })).toEqual([])
  await expect(change('THA', 1, CONTRIBUTORS)).rejects.toMatchObject({ code: 'release.withdrawn' })
  await share('THA', months(6, 6, 3), CONTRIBUTORS, later(1))
  expect(await sees('KHM', 'THA', later(1))).toEqual([3])
  expect(await sees('KHM', 'THA', later(12), { asOf: later(-5) })).toEqual([])
})

test('a group sees what is released to it, and the secretariat only where it is in', async () => {
  for (const member of ['THA', 'KHM', 'MYS']) await share(member, months(6, 9), CONTRIBUTORS)
  const open = await group('THA', 'Pact', ['KHM'].concat('THA'), true)
  const closed = await group('MYS', 'Pact', ['MYS', 'KHM'])
  expect([open.id, closed.id]).toEqual(['THA/Pact', 'MYS/Pact'])
  expect(await runDue(jobs, NOW)).toBe(4)
  await share('THA', months(10, 10, 5), { level: 'GROUP', group: open.id })
  await share('MYS', months(10, 10, 6), { level: 'GROUP', group: closed.id })
  expect(await sees('KHM', 'THA')).toContain(5)
  expect(await sees('KHM', 'MYS')).toContain(6)
  expect(await sees('MYS', 'THA')).not.toContain(5)
  expect(await sees('CAU', 'THA')).toContain(5)
  expect(await sees('CAU', 'MYS')).not.toContain(6)
  await change('THA', 2, { level: 'SECRETARIAT' })
  await copyTerms(jobs)
  expect(await sees('CAU', 'THA')).not.toContain(5)
  expect(await sees('CAU', 'THA', NOW, { purpose: 'quality' })).toContain(5)
  expect(await sees('KHM', 'THA')).not.toContain(5)
})

test('of two circles one after the other, only who belongs to both sees the older version', async () => {
  for (const member of ['KHM', 'MYS']) await share(member, months(6, 9), CONTRIBUTORS)
  const pact = await group('THA', 'Pact', ['KHM', 'THA', 'FJI'])
  await runDue(jobs, NOW)
  await share('FJI', months(6, 9), { level: 'GROUP', group: pact.id })
  await share('THA', months(6, 6, 1), CONTRIBUTORS, later(-30))
  await share('THA', months(6, 6, 2), { level: 'GROUP', group: pact.id, embargo: later(10) })
  await copyTerms(jobs)
  expect(await sees('KHM', 'THA'), 'contributes to both').toEqual([1])
  expect(await sees('FJI', 'THA'), 'contributes to the group alone').toEqual([])
  expect(await sees('MYS', 'THA')).toEqual([])
  expect(await sees('FJI', 'THA', later(10))).toEqual([2])
})

test('taking figures back and sharing them again gives no second grace', async () => {
  await share('KHM', months(6, 9), CONTRIBUTORS)
  await share('THA', months(6, 6), CONTRIBUTORS, later(-50))
  await withViewer(app, focal('THA'), NOW, (trx) => withdrawRelease(trx, focal('THA'), 1, NOW, anySigner))
  expect(await sees('THA', 'KHM')).toEqual([])
  await share('THA', months(6, 6), CONTRIBUTORS, later(5))
  expect(await sees('THA', 'KHM', later(6))).toHaveLength(4)
  expect(await sees('THA', 'KHM', later(11))).toEqual([])
})

test('an organisation shares like a state and unlocks nothing; a plausible zero unlocks', async () => {
  await share('FRONTEX', months(6, 9, 3), CONTRIBUTORS)
  await share('THA', months(6, 9, 0), CONTRIBUTORS, later(-40))
  await share('KHM', months(6, 9), CONTRIBUTORS)
  expect(await sees('KHM', 'FRONTEX')).toHaveLength(4)
  expect(await sees('FRONTEX', 'KHM')).toEqual([])
  expect(await sees('THA', 'KHM')).toEqual([])
  await withViewer(app, analyst('CAU'), NOW, async (trx) => {
    await trx.insertInto('plausible_zero').values({ member: 'THA', dataflow: 'VRS_DETECT', recorded_by: 'cau', recorded_at: NOW }).execute()
    await trx.insertInto('unlocking_due').values({ member: 'THA', dataflow: 'VRS_DETECT', asked_at: NOW }).execute()
  })
  await runDue(jobs, NOW)
  expect(await sees('THA', 'KHM')).toHaveLength(4)
})

test('a change of terms while copies are made is not lost', async () => {
  await share('KHM', months(6, 9), CONTRIBUTORS)
  await share('THA', months(1, 9), { level: 'NATIONAL' })
  await change('THA', 1, CONTRIBUTORS)
  const blocked = await holdRows(() => copyTerms(jobs))
  await change('THA', 1, { level: 'NATIONAL' })
  await blocked.release()
  expect(await blocked.result, 'what it copied was no longer true').toBe(0)
  expect(await sees('KHM', 'THA')).toEqual([])
  expect(await copyTerms(jobs)).toBe(1)
  const { rows } = await sql<{ level: number; n: number }>`select level, count(*) as n from obs_vrs_detect where ref_area = 'THA' group by 1`.execute(jobs)
  expect(rows).toEqual([{ level: 0, n: 9 }])
  expect(await copyTerms(jobs)).toBe(0)
})

/** Starts work that writes observation rows and holds it up there; resolves once it waits. */
async function holdRows<T>(work: () => Promise<T>): Promise<{ result: Promise<T>; release: () => Promise<void> }> {
  const admin = new pg.Client(database.admin)
  await admin.connect()
  await admin.query('begin; lock table obs_vrs_detect in share mode')
  const result = work()
  for (;;) {
    const { rowCount } = await admin.query(`select from pg_locks where not granted and relation = 'obs_vrs_detect'::regclass`)
    if (rowCount) break
  }
  return { result, release: async () => { await admin.query('commit'); await admin.end() } }
}

test('the ledger counts use by others, day by day, and refused look-ups of members that there are', async () => {
  for (let i = 0; i < 3; i++) await withViewer(app, analyst('THA'), NOW, (trx) => countUse(trx, analyst('THA'), 'VRS_DETECT', ['USA', 'KHM', 'THA', 'KHM'], 'query', NOW))
  await countRefused(app, analyst('THA'), 'USA', NOW)
  await countRefused(app, analyst('THA'), 'ZZZ', NOW)
  await countRefused(app, analyst('THA'), 'THA', NOW)
  const ledger = (member: string) => withViewer(app, focal(member), NOW, (trx) => trx.selectFrom('ledger').select(['day', 'member', 'role', 'dataflow', 'action', 'count']).where('ref_area', '=', member).orderBy('action').execute())
  expect(await ledger('USA')).toEqual([
    { day: '2026-11-21', member: 'THA', role: 'analyst', dataflow: 'VRS_DETECT', action: 'query', count: 3 },
    { day: '2026-11-21', member: 'THA', role: 'analyst', dataflow: '', action: 'refused', count: 1 },
  ])
  expect(await ledger('THA')).toEqual([])
  expect(await ledger('KHM')).toHaveLength(1)
})

test('21: terms are entries of the chain; an altered row is found, and the application can only append', async () => {
  await share('THA', months(6, 6), CONTRIBUTORS)
  await change('THA', 1, { level: 'NATIONAL' })
  await change('THA', 1, { level: 'NATIONAL' })
  for (let i = 0; i < 3; i++) await withViewer(app, focal('THA'), NOW, (trx) => appendAudit(trx, { chain: 'THA', at: NOW, actor: 'p', action: 'report.edit', subject: String(i) }))
  const file = async (reader = 'THA') => {
    let text = ''
    for await (const lines of exportChain(app, focal(reader), 'THA', NOW)) text += lines
    return text.split('\n')
  }
  const before = await file()
  expect(before.filter((line) => line.includes('release.terms')), 'the same terms again are no change').toHaveLength(1)
  expect(verifyLines(before, sha256)).toMatchObject({ ok: true, entries: before.length - 1 })
  for (const statement of ['update audit_entry set hash = hash', 'delete from audit_entry']) {
    await expect(withViewer(app, focal('THA'), NOW, (trx) => sql.raw(statement).execute(trx))).rejects.toMatchObject({ code: '42501' })
  }
  const admin = database.db('migrator')
  await sql`update audit_entry set body = jsonb_set(body, '{subject}', '"other"') where ref_area = 'THA' and seq = 2`.execute(admin)
  expect(verifyLines(await file(), sha256)).toMatchObject({ ok: false, reason: 'hash', brokenAt: 2 })
  await sql`delete from audit_entry where ref_area = 'THA' and seq = (select max(seq) from audit_entry where ref_area = 'THA')`.execute(admin)
  await sql`update audit_entry set body = jsonb_set(body, '{subject}', '"0"') where ref_area = 'THA' and seq = 2`.execute(admin)
  expect(verifyLines(await file(), sha256)).toMatchObject({ ok: false, reason: 'end' })
  expect(await file('KHM')).toEqual([''])
})
