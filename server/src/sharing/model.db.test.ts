import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { counted, scopeOf, visible } from '@openvrs/core/sharing/scope.ts'
import type { Level, Terms } from '@openvrs/core/sharing/terms.ts'
import type { TestDatabase } from '../../test/database.ts'
import { anySigner, clearReleases, membersDatabase, seeFigures, shareFigures, viewerOf } from '../../test/releases.ts'
import type { Db } from '../db/connect.ts'
import { withViewer, type Role, type Viewer } from '../db/viewer.ts'
import { copyTerms } from './copies.ts'
import { makeGroup } from './groups.ts'
import { PlainRegion, isLive, type PlainRow } from './plain.trial.ts'
import { changeTerms } from './terms.ts'
import { refreshUnlocked } from './unlock.ts'
import { withdrawRelease } from './withdraw.ts'

const START = Date.UTC(2026, 5, 1)
const date = (day: number) => new Date(START + day * 86_400_000)
const MEMBERS = ['THA', 'KHM', 'MYS', 'FRONTEX'] as const
const KINDS = { THA: 'state', KHM: 'state', MYS: 'state', FRONTEX: 'organisation' } as const
const GROUPS = [{ id: 'THA/One', members: ['KHM', 'THA'], withCau: true }, { id: 'KHM/Two', members: ['FRONTEX', 'KHM', 'MYS', 'THA'], withCau: false }]
const PERIODS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05']
const VIEWERS: readonly { viewer: Viewer; quality: boolean }[] = [
  ...MEMBERS.map((member) => ({ viewer: viewerOf(member, 'analyst'), quality: false })), { viewer: viewerOf('FJI', 'focal_point'), quality: false }, { viewer: viewerOf('THA', 'liaison'), quality: false },
  { viewer: viewerOf('CAU', 'cau_analyst'), quality: false }, { viewer: viewerOf('CAU', 'cau_analyst'), quality: true }, { viewer: viewerOf('CAU', 'administrator'), quality: false },
]

let database: TestDatabase
let app: Db
let jobs: Db
beforeAll(async () => {
  ;({ database, app, jobs } = await membersDatabase([...MEMBERS, 'FJI', 'CAU'], date(0)))
  for (const { id, members, withCau } of GROUPS) {
    const [owner, name] = id.split('/') as [string, string]
    await withViewer(app, viewerOf(owner, 'focal_point'), date(0), (trx) => makeGroup(trx, viewerOf(owner, 'focal_point'), { name, members, withCau }, date(0)))
  }
})
afterAll(() => database.close())

type Step = { readonly member: (typeof MEMBERS)[number]; readonly days: number; readonly terms: { readonly level: Level; readonly group: number; readonly embargo?: number }; readonly copy: boolean }
  & ({ readonly do: 'share'; readonly from: number; readonly count: number; readonly nonzero: boolean } | { readonly do: 'change' | 'withdraw'; readonly which: number } | { readonly do: 'zero' })

const terms = fc.record({ level: fc.constantFrom<Level>('NATIONAL', 'SECRETARIAT', 'GROUP', 'GROUP', 'CONTRIBUTORS', 'CONTRIBUTORS', 'CONTRIBUTORS', 'PUBLIC'), group: fc.nat({ max: 1 }), embargo: fc.option(fc.integer({ min: -5, max: 60 }), { nil: undefined, freq: 3 }) }, { requiredKeys: ['level', 'group'] })
const common = { member: fc.constantFrom(...MEMBERS), days: fc.integer({ min: 0, max: 45 }), terms, copy: fc.boolean() }
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('share' as const), from: fc.nat({ max: 3 }), count: fc.integer({ min: 1, max: 5 }), nonzero: fc.boolean(), ...common }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('change' as const), which: fc.nat({ max: 5 }), ...common }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('withdraw' as const), which: fc.nat({ max: 5 }), ...common }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('zero' as const), ...common }) },
)

/** Does a step in the database and in the model. */
async function take(plain: PlainRegion, given: Step, day: number): Promise<void> {
  const { member } = given
  const viewer = viewerOf(member, 'focal_point')
  const groups = GROUPS.filter((group) => group.members.includes(member))
  const group = groups[given.terms.group % Math.max(1, groups.length)]
  const embargo = given.terms.embargo === undefined || given.terms.embargo <= 0 ? undefined : day + given.terms.embargo
  const asked: Terms = { level: given.terms.level, group: given.terms.level === 'GROUP' ? group!.id : undefined, embargo: given.terms.embargo === undefined ? undefined : date(day + given.terms.embargo) }
  if (given.do === 'share') {
    const periods = PERIODS.slice(given.from, given.from + given.count).map((timePeriod, i) => ({ timePeriod, nonzero: given.nonzero && i % 2 === 0 }))
    await shareFigures(app, member, periods.map(({ timePeriod, nonzero }) => ({ timePeriod, value: nonzero ? 5 : 0 })), embargo === undefined ? { ...asked, embargo: undefined } : asked, date(day))
    return plain.share(member, periods, asked, embargo, day)
  }
  if (given.do === 'zero') {
    if (plain.zeros.has(member)) return
    await database.db('migrator').insertInto('plausible_zero').values({ member, dataflow: 'VRS_DETECT', recorded_by: 'cau', recorded_at: date(day) }).execute()
    await jobs.transaction().execute((trx) => refreshUnlocked(trx, member, 'VRS_DETECT', date(day)))
    return plain.zero(member, day)
  }
  const live = plain.of(member).filter(isLive)
  const release = live[given.which % Math.max(1, live.length)]
  if (!release) return
  if (given.do === 'change') {
    await withViewer(app, viewer, date(day), (trx) => changeTerms(trx, viewer, release.id, asked, date(day), anySigner))
    return plain.change(release, asked, embargo, day)
  }
  await withViewer(app, viewer, date(day), (trx) => withdrawRelease(trx, viewer, release.id, date(day), anySigner))
  plain.withdraw(release, day)
}

/** What `core/sharing/scope` lets through of the rows that are there. */
async function scoped(viewer: Viewer, quality: boolean, day: number, asOf: number): Promise<PlainRow[]> {
  const rows = await jobs.selectFrom('release_period').selectAll().orderBy('ref_area').orderBy('release_id').orderBy('time_period').execute()
  const [unlocked, groupsUnlocked, hidden] = await Promise.all([
    jobs.selectFrom('unlocked').select(['dataflow', 'since', 'until']).where('member', '=', viewer.member).execute(),
    jobs.selectFrom('group_unlocked').select(['dataflow', 'share_group as group', 'since', 'until']).where('member', '=', viewer.member).execute(),
    jobs.selectFrom('release').select(['ref_area as refArea', 'release_id as releaseId']).where('copies_current', '=', false).execute(),
  ])
  const scope = scopeOf({ member: viewer.member, role: viewer.role as Role, purpose: quality ? 'quality' : 'use', now: date(day), unlocked, groupsUnlocked, hidden, groupsWithSecretariat: GROUPS.filter((g) => g.withCau).map((g) => g.id) })
  return rows.flatMap((r) => {
    const row = { refArea: r.ref_area, releaseId: r.release_id, dataflow: r.dataflow, level: r.level, shareGroup: r.share_group, embargoUntil: r.embargo_until, validFrom: r.valid_from, validTo: r.valid_to, shownFrom: r.shown_from, shownTo: r.shown_to }
    return visible(scope, row) && counted(scope, row, date(asOf)) ? [{ refArea: row.refArea, releaseId: row.releaseId, timePeriod: r.time_period }] : []
  })
}

test('12: after any history of terms the database shows what the plain model of sharing says, and core/sharing the same', { timeout: 240_000 }, async () => {
  const seen = { foreign: 0, withheld: 0, joint: 0, pending: 0 }
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), fc.infiniteStream(fc.nat({ max: 200 })), async (steps, back) => {
    await clearReleases(database.db('migrator'))
    const plain = new PlainRegion(KINDS, GROUPS, date)
    let day = 30
    for (const [i, given] of steps.entries()) {
      day += given.days
      await take(plain, given, day)
      if (given.copy) await copyTerms(jobs)
      if (i % 3 !== 2 && i !== steps.length - 1) continue
      const hidden = new Set((await jobs.selectFrom('release').select(['ref_area', 'release_id']).where('copies_current', '=', false).execute()).map((r) => `${r.ref_area}-${r.release_id}`))
      seen.pending += hidden.size
      for (const { viewer, quality } of VIEWERS) {
        const asOf = Math.max(0, day - back.next().value)
        const known = await withViewer(app, viewer, date(day), (trx) => trx.selectFrom('release').select(['ref_area', 'release_id']).where('ref_area', '<>', viewer.member).execute(), { purpose: quality ? 'quality' : 'use' })
        const strangers = known.filter((r) => !plain.concerns({ member: viewer.member, role: viewer.role, quality }, plain.of(r.ref_area).find(({ id }) => id === r.release_id)!, day))
        expect(strangers, `${viewer.member} ${viewer.role} on day ${day}: releases of which nothing is theirs`).toEqual([])
        for (const asKnown of [day, asOf]) {
          const allowed = plain.sees({ member: viewer.member, role: viewer.role, quality }, day, asKnown)
          const expected = allowed.filter((row) => row.refArea === viewer.member || !hidden.has(`${row.refArea}-${row.releaseId}`))
          const found = (await seeFigures(app, viewer, date(day), { asOf: date(asKnown), purpose: quality ? 'quality' : 'use' })).map(({ refArea, releaseId, timePeriod }) => ({ refArea, releaseId, timePeriod }))
          expect(found, `${viewer.member} ${viewer.role} on day ${day} as on ${asKnown}`).toEqual(expected)
          expect(await scoped(viewer, quality, day, asKnown)).toEqual(expected)
          seen.foreign += expected.filter((row) => row.refArea !== viewer.member).length
          seen.withheld += plain.releases.length - new Set(expected.map((row) => `${row.refArea}${row.releaseId}`)).size
        }
      }
    }
    seen.joint += Number((await jobs.selectFrom('release_period').select((e) => e.fn.countAll<number>().as('n')).where((e) => e.or([e('share_group', 'like', '%+'), e('share_group', 'like', '%&%')])).executeTakeFirstOrThrow()).n)
  }), { seed: 20261121, numRuns: 40 })
  // A run in which nothing is shared, withheld, joint or pending would prove little.
  expect(seen.foreign).toBeGreaterThan(500)
  expect(seen.withheld).toBeGreaterThan(1000)
  expect(seen.joint).toBeGreaterThan(10)
  expect(seen.pending).toBeGreaterThan(20)
})
