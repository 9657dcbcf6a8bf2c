import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Terms } from '@openvrs/core/sharing/terms.ts'
import type { TestDatabase } from '../../test/database.ts'
import { anySigner, clearReleases, membersDatabase, seeFigures, shareFigures, viewerOf, type Figure } from '../../test/releases.ts'
import type { Db } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import { copyTerms } from './copies.ts'
import { runDue } from './due.ts'
import { makeGroup } from './groups.ts'
import { makeRelease } from './release.ts'
import { changeTerms } from './terms.ts'
import { withdrawRelease } from './withdraw.ts'

/** Tricks by which a state could see what others share without sharing in earnest. Khmer figures are the prize, Fiji plays the tricks. */
const day = (text: string) => new Date(`${text}T00:00:00Z`)
const NOW = day('2026-11-21')
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000)
const OPEN: Terms = { level: 'CONTRIBUTORS' }

let database: TestDatabase
let app: Db
let jobs: Db
beforeAll(async () => {
  ;({ database, app, jobs } = await membersDatabase(['KHM', 'FJI', 'TON', 'MYS', 'CAU', 'FRONTEX'], day('2024-01-01')))
  await database.db('migrator').insertInto('member').values({ code: 'NCL', name: 'NCL', kind: 'territory', joined_at: NOW, terms_accepted_at: NOW, left_at: null, had_focal_point: true }).execute()
})
afterAll(() => database.close())
beforeEach(async () => {
  await clearReleases(database.db('migrator'))
  await sql`truncate sharing_group, sharing_group_member`.execute(database.db('migrator'))
  await share('KHM', months(1, 10), OPEN, later(-10))
})

const focal = (member: string) => viewerOf(member, 'focal_point')
const months = (from: number, to: number, value = 10, year = 2026): Figure[] => Array.from({ length: to - from + 1 }, (_, i) => ({ timePeriod: `${year}-${String(from + i).padStart(2, '0')}`, value }))
const share = (member: string, figures: Figure[], terms: Terms, now = NOW) => shareFigures(app, member, figures, terms, now)
const seesKhmer = async (member: string, now = NOW) => (await seeFigures(app, viewerOf(member, 'analyst'), now)).filter((row) => row.refArea === 'KHM').length > 0
const change = async (member: string, release: number, terms: Terms, now: Date) => {
  await withViewer(app, focal(member), now, (trx) => changeTerms(trx, focal(member), release, terms, now, anySigner))
  await copyTerms(jobs)
}
const withdraw = (member: string, release: number, now: Date) => withViewer(app, focal(member), now, (trx) => withdrawRelease(trx, focal(member), release, now, anySigner))
/** As if the sixty days of a newcomer were over long ago. */
const knowSince = (member: string) => jobs.insertInto('first_contribution').values({ member, dataflow: 'VRS_DETECT', shown_at: day('2025-01-01') }).execute()

describe('what is no contribution opens nothing', () => {
  const tricks: readonly (readonly [string, (member: string) => Promise<unknown>])[] = [
    ['zeros', (m) => share(m, months(5, 10, 0), OPEN)],
    ['a single zero, for the sake of the grace', (m) => share(m, months(10, 10, 0), OPEN)],
    ['figures of long ago', (m) => share(m, months(1, 12, 10, 1990), OPEN)],
    ['figures of long ago and a zero of now', async (m) => { await share(m, months(1, 12, 10, 1990), OPEN); await share(m, months(10, 10, 0), OPEN) }],
    ['figures of months that are still to come', (m) => share(m, months(1, 12, 10, 2027), OPEN)],
    ['an embargo for ever', (m) => share(m, months(1, 10), { ...OPEN, embargo: day('2126-01-01') })],
    ['national figures', (m) => share(m, months(1, 10), { level: 'NATIONAL' })],
    ['figures for the secretariat alone', (m) => share(m, months(1, 10), { level: 'SECRETARIAT' })],
  ]
  test.each(tricks)('%s', async (_name, trick) => {
    await trick('FJI')
    expect(await seesKhmer('FJI')).toBe(false)
    expect(await seesKhmer('FJI', later(59))).toBe(false)
  })

  test('months filed ahead do not count when they have come and gone either; filed again after their end they do', async () => {
    await knowSince('FJI')
    await share('FJI', months(1, 6, 10, 2027), OPEN)
    expect(await seesKhmer('FJI', day('2027-07-15'))).toBe(false)
    await share('KHM', months(1, 6, 10, 2027), OPEN, day('2027-07-15'))
    await share('FJI', months(1, 3, 10, 2027), OPEN, day('2027-07-15'))
    expect(await seesKhmer('FJI', day('2027-07-15'))).toBe(true)
  })

  test('a month that a correction emptied', async () => {
    await knowSince('FJI')
    const periods = [8, 9, 10].map((m) => ({ freq: 'M' as const, timePeriod: `2026-${String(m).padStart(2, '0')}`, nonzero: m === 8, empty: m !== 8 }))
    const { report_id: reportId } = await jobs.selectFrom('release').select('report_id').where('ref_area', '=', 'KHM').executeTakeFirstOrThrow()
    await share('FJI', months(8, 10), OPEN, later(-1))
    expect(await seesKhmer('FJI')).toBe(true)
    await withViewer(app, focal('FJI'), NOW, (trx) => makeRelease(trx, focal('FJI'), { refArea: 'FJI', dataflow: 'VRS_DETECT', reportId, version: 1, rows: 1, terms: OPEN, periods, now: NOW }))
    expect(await seesKhmer('FJI')).toBe(false)
  })

  test('the same months by two units, or in two releases, are the same months', async () => {
    await knowSince('FJI')
    await share('FJI', months(9, 10).map((f) => ({ ...f, key: { CITIZENSHIP: 'LAO' } })), OPEN)
    await share('FJI', months(9, 10).map((f) => ({ ...f, key: { CITIZENSHIP: 'MMR' } })), OPEN)
    expect(await seesKhmer('FJI')).toBe(false)
  })

  test('a sham group of two opens that group alone, and one of its maker alone cannot be made', async () => {
    const make = (members: string[]) => withViewer(app, focal('FJI'), NOW, (trx) => makeGroup(trx, focal('FJI'), { name: 'Sham', members, withCau: false }, NOW))
    await expect(make(['FJI'])).rejects.toMatchObject({ code: 'group.too_small' })
    await expect(make(['FJI', 'FJI'])).rejects.toMatchObject({ code: 'group.too_small' })
    await expect(make(['FJI', 'CAU'])).rejects.toMatchObject({ code: 'group.member_unknown' })
    const { id } = await make(['FJI', 'TON'])
    await runDue(jobs, NOW)
    for (const member of ['FJI', 'TON']) await share(member, months(1, 10), { level: 'GROUP', group: id })
    for (const member of ['FJI', 'TON']) expect(await seesKhmer(member), member).toBe(false)
    await makeWith('KHM')
    expect(await seesKhmer('FJI'), 'being named in a group shares nothing').toBe(false)
    async function makeWith(other: string): Promise<void> {
      await withViewer(app, focal('FJI'), NOW, (trx) => makeGroup(trx, focal('FJI'), { name: 'Lure', members: ['FJI', other], withCau: false }, NOW))
      await runDue(jobs, NOW)
      await share('FJI', months(1, 10), { level: 'GROUP', group: 'FJI/Lure' })
    }
  })

  test('an observer opens nothing, neither for itself nor for a state; a territory opens for itself alone', async () => {
    await share('FRONTEX', months(1, 10), OPEN)
    await share('NCL', months(1, 10), OPEN)
    expect([await seesKhmer('FRONTEX'), await seesKhmer('NCL'), await seesKhmer('FJI')]).toEqual([false, true, false])
    const { rows: [summary] } = await sql<{ states: number }>`select states from contributor_summary('VRS_DETECT', ${NOW})`.execute(database.db('migrator'))
    expect(summary!.states, 'Cambodia and the territory; the observer is not counted').toBe(2)
  })
})

describe('taking back what opened', () => {
  test('to narrow or to withdraw closes at once', async () => {
    for (const take of [(r: number) => change('FJI', r, { level: 'NATIONAL' }, later(1)), (r: number) => withdraw('FJI', r, later(1))]) {
      await clearReleases(database.db('migrator'))
      await share('KHM', months(1, 10), OPEN, later(-10))
      const release = await share('FJI', months(1, 10), OPEN)
      expect(await seesKhmer('FJI')).toBe(true)
      await take(release)
      expect(await seesKhmer('FJI', later(1))).toBe(false)
    }
  })

  test('who looks and leaves waits thirty days when they come again, each of them shown', async () => {
    const release = await share('FJI', months(1, 10), OPEN)
    await change('FJI', release, { level: 'NATIONAL' }, later(1))
    await change('FJI', release, OPEN, later(2))
    expect(await seesKhmer('FJI', later(31))).toBe(false)
    expect(await seesKhmer('FJI', later(32))).toBe(true)
    await change('FJI', release, { level: 'NATIONAL' }, later(20))
    await change('FJI', release, OPEN, later(25))
    expect(await seesKhmer('FJI', later(54)), 'a break starts them anew').toBe(false)
    expect(await seesKhmer('FJI', later(55))).toBe(true)
  })

  test('also behind an embargo that ends by itself, and by way of a group', async () => {
    const { id } = await withViewer(app, focal('FJI'), NOW, (trx) => makeGroup(trx, focal('FJI'), { name: 'Pact', members: ['FJI', 'KHM'], withCau: false }, NOW))
    await runDue(jobs, NOW)
    const release = await share('FJI', months(1, 10), { ...OPEN, embargo: later(1) })
    expect(await seesKhmer('FJI', later(2))).toBe(true)
    await change('FJI', release, { level: 'GROUP', group: id }, later(2))
    await change('FJI', release, OPEN, later(3))
    expect(await seesKhmer('FJI', later(4))).toBe(false)
    expect(await seesKhmer('FJI', later(33))).toBe(true)
  })

  test('who shared in earnest for a month may take back and come again as they like', async () => {
    const release = await share('FJI', months(1, 10), OPEN)
    await change('FJI', release, { level: 'NATIONAL' }, later(31))
    expect(await seesKhmer('FJI', later(31))).toBe(false)
    await change('FJI', release, OPEN, later(90))
    expect(await seesKhmer('FJI', later(90))).toBe(true)
    await change('FJI', release, { level: 'NATIONAL' }, later(91))
    await change('FJI', release, OPEN, later(92))
    expect(await seesKhmer('FJI', later(92)), 'but not to look and leave from then on').toBe(false)
  })

  test('a correction that leaves the figures shared costs nothing', async () => {
    await share('FJI', months(1, 10), OPEN)
    await share('FJI', months(1, 10, 12), OPEN, later(1))
    expect(await seesKhmer('FJI', later(1))).toBe(true)
  })
})
