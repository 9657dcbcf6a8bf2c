import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isChosen, countFacets, type Facets } from '@openvrs/core/search/facets.ts'
import { counted, visible } from '@openvrs/core/sharing/scope.ts'
import type { Level } from '@openvrs/core/sharing/terms.ts'
import { anySigner, clearReleases, membersDatabase, shareFigures, viewerOf } from '../../test/releases.ts'
import type { TestDatabase } from '../../test/database.ts'
import type { Db } from '../db/connect.ts'
import { anonymous, sightOf, withViewer, type Viewer } from '../db/viewer.ts'
import { changeTerms, copyTerms, makeGroup, withdrawRelease } from '../sharing/index.ts'
import { describedBy } from './described.ts'
import { writeEntries } from './entries.ts'
import { find } from './find.ts'

/**
 * Requirement 12 for the search: after any history of releases and terms a viewer finds the series that core/sharing lets them
 * see, in the periods that it lets them see, and counts nothing else. The plain model reads figures from a list in memory.
 */
const START = Date.UTC(2026, 5, 1)
const date = (day: number) => new Date(START + day * 86_400_000)
const MEMBERS = ['THA', 'KHM', 'MYS'] as const
const PERIODS = ['2026-01', '2026-02', '2026-03', '2026-04']
const CITIZENSHIPS = ['MMR', 'VNM', 'BGD'] as const
const NAMES: { readonly [code: string]: string } = { MMR: 'Myanmar', VNM: 'Việt Nam', BGD: '孟加拉国', F: 'femme' }
const VIEWERS: readonly Viewer[] = [...MEMBERS.map((member) => viewerOf(member, 'analyst')), viewerOf('FJI', 'focal_point'), viewerOf('THA', 'liaison'), viewerOf('CAU', 'cau_analyst'), viewerOf('CAU', 'administrator')]

let database: TestDatabase
let app: Db
let jobs: Db
beforeAll(async () => {
  ;({ database, app, jobs } = await membersDatabase([...MEMBERS, 'FJI', 'CAU'], date(0)))
  await withViewer(app, viewerOf('THA', 'focal_point'), date(0), (trx) => makeGroup(trx, viewerOf('THA', 'focal_point'), { name: 'Two', members: ['KHM', 'THA'], withCau: true }, date(0)))
})
afterAll(() => database.close())

type Step = { readonly do: 'share' | 'change' | 'withdraw'; readonly member: (typeof MEMBERS)[number]; readonly level: Level; readonly embargo: number | undefined; readonly from: number; readonly codes: readonly string[]; readonly woman: boolean; readonly which: number; readonly copy: boolean; readonly write: boolean }
const step: fc.Arbitrary<Step> = fc.record({
  do: fc.constantFrom('share', 'share', 'share', 'change', 'withdraw'), member: fc.constantFrom(...MEMBERS), level: fc.constantFrom('NATIONAL', 'SECRETARIAT', 'GROUP', 'CONTRIBUTORS', 'CONTRIBUTORS', 'CONTRIBUTORS'), embargo: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined, freq: 4 }),
  from: fc.nat({ max: 1 }), codes: fc.subarray([...CITIZENSHIPS], { minLength: 1 }), woman: fc.boolean(), which: fc.nat({ max: 3 }), copy: fc.boolean(), write: fc.boolean(),
})

type Shared = { readonly member: string; readonly release: number; readonly periods: readonly string[]; readonly codes: readonly string[]; readonly woman: boolean }

async function take(shared: Shared[], given: Step, day: number): Promise<void> {
  const { member } = given
  const viewer = viewerOf(member, 'focal_point')
  const level = given.level === 'GROUP' && member === 'MYS' ? 'CONTRIBUTORS' : given.level
  const terms = { level, group: level === 'GROUP' ? 'THA/Two' : undefined, embargo: given.embargo === undefined ? undefined : date(day + given.embargo) }
  if (given.do === 'share') {
    const periods = PERIODS.slice(given.from, given.from + 3)
    const figures = periods.flatMap((timePeriod) => given.codes.map((code) => ({ timePeriod, value: 5, key: { CITIZENSHIP: code, ...(given.woman ? { SEX: 'F' } : {}) } })))
    shared.push({ member, release: await shareFigures(app, member, figures, terms, date(day)), periods, codes: given.codes, woman: given.woman })
    return
  }
  const own = await jobs.selectFrom('release').select('release_id').where('ref_area', '=', member).where('withdrawn_at', 'is', null).orderBy('release_id').execute()
  const release = own[given.which % Math.max(1, own.length)]?.release_id
  if (release === undefined) return
  await withViewer(app, viewer, date(day), (trx) => (given.do === 'change' ? changeTerms(trx, viewer, release, terms, date(day), anySigner) : withdrawRelease(trx, viewer, release, date(day), anySigner)))
}

type Plain = { readonly member: string; readonly period: string; readonly codes: readonly string[]; readonly woman: boolean }

/** Figures of the viewer's sight, by the one function of sharing. */
async function seen(shared: readonly Shared[], viewer: Viewer, day: number): Promise<Plain[]> {
  const { scope } = await withViewer(app, viewer, date(day), sightOf)
  const rows = await jobs.selectFrom('release_period').selectAll().execute()
  return rows.flatMap((r) => {
    const row = { refArea: r.ref_area, releaseId: r.release_id, dataflow: r.dataflow, level: r.level, shareGroup: r.share_group, embargoUntil: r.embargo_until, validFrom: r.valid_from, validTo: r.valid_to, shownFrom: r.shown_from, shownTo: r.shown_to }
    const of = shared.find(({ member, release }) => member === r.ref_area && release === r.release_id)!
    return visible(scope, row) && counted(scope, row, date(day)) ? [{ member: of.member, period: r.time_period, codes: of.codes, woman: of.woman }] : []
  })
}

const QUESTIONS: readonly { readonly words: string; readonly holds: (one: Plain) => boolean }[] = [
  ...CITIZENSHIPS.map((code) => ({ words: NAMES[code]!, holds: (one: Plain) => one.codes.includes(code) })),
  { words: `${NAMES['F']} Myanmar`, holds: (one) => one.woman && one.codes.includes('MMR') },
  { words: 'irregular entries 2026-02', holds: (one) => one.period === '2026-02' },
  { words: 'irregular entries of Cambodia in 2026', holds: (one) => one.member === 'KHM' },
]

test('12: the search finds and counts what core/sharing lets through, after any history of terms', { timeout: 120_000 }, async () => {
  const { catalogue } = await describedBy(app)(date(0))
  const described = new Map(await Promise.all(QUESTIONS.map(async ({ words }) => [words, await withViewer(app, anonymous, date(0), async (trx) => (await find(trx, anonymous, catalogue, words, {}, date(0))).all().map(({ facets }) => facets))] as const)))
  const times = { found: 0, withheld: 0 }
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async (steps) => {
    await clearReleases(database.db('migrator'))
    const shared: Shared[] = []
    let day = 30
    for (const [at, given] of steps.entries()) {
      await take(shared, given, day)
      day += 7
      if (given.write || at === steps.length - 1) await writeEntries(jobs)
      if (given.copy) await copyTerms(jobs)
    }
    for (const viewer of VIEWERS) {
      const sight = await seen(shared, viewer, day)
      for (const { words, holds } of QUESTIONS) {
        const search = await withViewer(app, viewer, date(day), (trx) => find(trx, viewer, catalogue, words, { kind: ['series'] }, date(day)))
        const expected = [...Map.groupBy(sight.filter(holds), ({ member }) => member)].map(([member, own]) => [member, own.map(({ period }) => period).toSorted()] as const).toSorted()
        const found = search.all().flatMap((one) => (one.kind === 'series' ? [[one.units[0]!.group.member, one.units.map(({ group }) => group.period).toSorted()] as const] : [])).toSorted()
        expect(found, `${viewer.member} ${viewer.role}: ${words}`).toEqual(expected)
        const documents: Facets[] = expected.map(([member, periods]) => ({ kind: ['series'], member: [member], year: [...new Set(periods.map((period) => period.slice(0, 4)))], language: [], dataflow: ['VRS_DETECT'] }))
        expect(search.facets).toEqual(countFacets([...documents, ...described.get(words)!].map((one) => [one, 1] as const), { kind: ['series'] }))
        expect(search.total).toBe(documents.filter((one) => isChosen(one, { kind: ['series'] })).length)
        times.found += expected.filter(([member]) => member !== viewer.member).length
        times.withheld += new Set(shared.map(({ member }) => member)).size - expected.length
      }
    }
  }), { seed: 20261121, numRuns: 15 })
  // A run in which nobody finds anything of another, or everybody finds everything, would prove little.
  expect(times.found).toBeGreaterThan(50)
  expect(times.withheld).toBeGreaterThan(300)
})
