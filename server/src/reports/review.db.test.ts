import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { draft, shown, typeIn, work, type Figure } from '../../test/reports.ts'
import { browse, codeOf, cookieOf, settle, wait, type Human } from '../../test/sign-in.ts'

/** What a focal point of Thailand reads before approving, and what approving asks for. */
let app: TestApp
let police: Actor
let navy: Actor
let maya: Actor // focal point
let khmer: Actor
let anan: Human // focal point, with a browser

beforeAll(async () => {
  app = await testApp()
  police = await app.person('THA', 'reporter', 'POLICE')
  navy = await app.person('THA', 'reporter', 'NAVY')
  maya = await app.person('THA', 'focal_point')
  khmer = await app.person('KHM', 'focal_point')
  anan = await settle(app, maya, 'THA', 'focal_point')
})
afterAll(() => app.close())

const submitted = async (actor: Actor, figures: readonly Figure[], month: string): Promise<string> => {
  const report = await draft(app, actor, figures.map(([codes, value]) => [`${codes} TIME_PERIOD=${month}`, value]), { from: month, to: month })
  expect(await work(app, actor, `/api/reports/${report}/submit`, { comment: 'checked' })).toEqual({ result: { report } })
  return report
}
const approve = async (report: string): Promise<string> => String((await work(app, maya, `/api/reports/${report}/approve`, { terms: { level: 'CONTRIBUTORS' } })).result!['report'])
const read = async (actor: Actor, report: string, what: string) => {
  const answer = await app.call(actor, 'GET', `/api/reports/${report}/sections/VRS_DETECT/${what}`)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json() as { [name: string]: unknown } & { changes: Change[]; rows: Row[] }
}
type Change = { key: string; before?: { value: number }; after?: { value: number } }
type Row = { key: string; figures: { report: string; value: number }[]; now?: number }

/** A change in a word: citizenship, before, after. */
const said = (changes: readonly Change[]) => changes.map(({ key, before, after }) => [/\b(LAO|KHM|MMR|VNM)\b/.exec(key)![1], before?.value ?? null, after?.value ?? null]).sort()

describe('what changed', () => {
  let september: string
  let october: string
  beforeAll(async () => {
    september = await approve(await submitted(police, [['CITIZENSHIP=LAO', 10], ['CITIZENSHIP=KHM', 4]], '2025-09'))
    october = await submitted(police, [['CITIZENSHIP=LAO', 12], ['CITIZENSHIP=MMR', 7]], '2025-10')
  })

  test('against the last period: more, gone and new', async () => {
    const difference = await read(maya, october, 'difference?against=period')
    expect(difference).toMatchObject({ against: 'unit', added: 1, removed: 1, changed: 1, same: 0, next: null })
    expect(said(difference.changes)).toEqual([['KHM', 4, null], ['LAO', 10, 12], ['MMR', null, 7]])
  })

  test('page by page, and one kind alone', async () => {
    const first = await read(maya, october, 'difference?against=period&limit=2')
    const second = await read(maya, october, 'difference?against=period&limit=2&after=2')
    expect([first.changes.length, first['next'], second.changes.length, second['next']]).toEqual([2, 2, 1, null])
    expect(said([...first.changes, ...second.changes])).toEqual(said((await read(maya, october, 'difference?against=period')).changes))
    expect(said((await read(maya, october, 'difference?against=period&kind=added')).changes)).toEqual([['MMR', null, 7]])
  })

  test('another unit with nothing of its own is held against the national figures', async () => {
    const report = await submitted(navy, [['CITIZENSHIP=LAO', 3]], '2025-10')
    expect(await read(maya, report, 'difference?against=period')).toMatchObject({ against: 'national', changed: 1, removed: 1 })
    // Its reporter does not see what other units reported, nor the national figures made of it.
    expect(await read(navy, report, 'difference?against=period')).toMatchObject({ against: 'nothing', added: 1, changed: 0, removed: 0 })
    expect(await read(navy, report, 'difference?against=current')).toMatchObject({ against: 'nothing' })
    await app.call(maya, 'POST', `/api/reports/${report}/withdraw`)
  })

  test('against what counts now: a unit\'s report is laid over it and takes nothing away', async () => {
    expect(await read(maya, october, 'difference?against=current')).toMatchObject({ against: 'nothing', added: 2, removed: 0, changed: 0 })
    const again = await submitted(police, [['CITIZENSHIP=LAO', 11]], '2025-09')
    const difference = await read(maya, again, 'difference?against=current')
    expect(difference).toMatchObject({ against: 'national', added: 0, removed: 0, changed: 1, same: 1, replaced: 1 })
    expect(said(difference.changes)).toEqual([['LAO', 10, 11]])
    expect(await read(police, again, 'difference?against=current')).toMatchObject({ against: 'nothing', added: 1 })
    expect((await read(police, again, 'beside')).rows.map(({ now }) => now)).toEqual([undefined])
    await app.call(maya, 'POST', `/api/reports/${again}/withdraw`)
  })

  test('a correction, also while it is a draft', async () => {
    await app.call(maya, 'POST', `/api/reports/${september}/correct`)
    await typeIn(app, maya, september, [['CITIZENSHIP=LAO TIME_PERIOD=2025-09', 9], ['CITIZENSHIP=KHM TIME_PERIOD=2025-09', null]])
    expect(await shown(app, maya, september)).toMatchObject({ version: 2, status: 'draft' })
    const difference = await read(maya, september, 'difference?against=current')
    expect(difference).toMatchObject({ removed: 1, changed: 1, replaced: 2 })
    expect(said(difference.changes)).toEqual([['KHM', 4, null], ['LAO', 10, 9]])
  })
})

describe('units side by side', () => {
  let reports: string[]
  beforeAll(async () => {
    reports = [await submitted(navy, [['CITIZENSHIP=LAO', 3], ['CITIZENSHIP=VNM', 6]], '2025-08'), await submitted(police, [['CITIZENSHIP=LAO', 5]], '2025-08')]
    await submitted(navy, [['CITIZENSHIP=LAO', 99]], '2025-07')
  })

  test('the figures of one time, with overlaps', async () => {
    const beside = await read(maya, reports[1]!, 'beside')
    expect(beside).toMatchObject({ reports: [{ report: reports[0], unit: 'NAVY' }, { report: reports[1], unit: 'POLICE' }], keys: 2, overlapping: 1, next: null })
    expect(beside.rows.map((row) => row.figures)).toEqual([[{ report: reports[0], value: 3 }, { report: reports[1], value: 5 }], [{ report: reports[0], value: 6 }]])
    expect((await read(maya, reports[1]!, 'beside?only=overlaps')).rows).toHaveLength(1)
    expect(await read(maya, reports[1]!, 'beside?limit=1')).toMatchObject({ keys: 2, next: 1 })
  })

  test('a reporter sees the own unit\'s alone, another state nothing', async () => {
    expect(await read(police, reports[1]!, 'beside')).toMatchObject({ reports: [{ unit: 'POLICE' }], keys: 1, overlapping: 0 })
    for (const what of ['beside', 'difference?against=current']) {
      expect((await app.call(navy, 'GET', `/api/reports/${reports[1]}/sections/VRS_DETECT/${what}`)).statusCode).toBe(404)
      expect((await app.call(khmer, 'GET', `/api/reports/${reports[1]}/sections/VRS_DETECT/${what}`)).statusCode).toBe(404)
    }
  })

  test('for a single figure one unit is chosen, or the sum, before the rule for all', async () => {
    const { rows: [lao] } = await read(maya, reports[1]!, 'beside?only=overlaps')
    const choose = (counts: string) => work(app, maya, '/api/reports/combine', { reports, choices: [{ dataflow: 'VRS_DETECT', key: lao!.key, counts }] })
    for (const [counts, value] of [['POLICE', 5], ['NAVY', 3], ['sum', 8]] as const) {
      const national = String((await choose(counts)).result!['report'])
      const { rows } = (await app.call(maya, 'GET', `/api/reports/${national}/sections/VRS_DETECT/rows`)).json() as { rows: { key: string; value: number }[] }
      expect(rows.map(({ value: one }) => one).sort()).toEqual([value, 6].sort())
      await app.call(maya, 'POST', `/api/reports/${national}/withdraw`)
    }
    expect(await choose('PORTS')).toMatchObject({ refused: 'report.overlap_unit' })
  })

  test('a national report shows what it was made of, and what counts now once it is approved', async () => {
    const national = String((await work(app, maya, '/api/reports/combine', { reports, overlap: 'sum' })).result!['report'])
    await approve(national)
    expect((await read(maya, national, 'beside')).rows.map((row) => [row.figures.length, row.now])).toEqual([[2, 8], [1, 6]])
  })
})

describe('a fresh second factor', () => {
  const code = (answer: { json(): unknown }): string => (answer.json() as { code: string }).code
  const freshen = async () => {
    wait(app, 60)
    anan.cookie = cookieOf(await browse(app, anan.cookie, 'POST', '/api/session/reauthenticate', { code: await codeOf(anan, app.services.clock()) }))
  }

  test('is asked of a session that approves, not of one that only reads, nor of a token', async () => {
    const report = await submitted(police, [['CITIZENSHIP=LAO', 5]], '2025-06')
    wait(app, 301)
    const ask = () => browse(app, anan.cookie, 'POST', `/api/reports/${report}/approve`, { terms: { level: 'CONTRIBUTORS' } }, { prefer: 'wait=30' })
    expect(code(await ask())).toBe('auth.fresh_factor')
    expect((await browse(app, anan.cookie, 'GET', `/api/reports/${report}/preview`)).statusCode).toBe(200)
    expect(await shown(app, maya, report)).toMatchObject({ status: 'submitted' })
    await freshen()
    const answer = await ask()
    expect([answer.statusCode, (answer.json() as { status: string }).status]).toEqual([202, 'done'])
    expect(await shown(app, maya, report)).toMatchObject({ status: 'approved' })
    expect(await approve(await submitted(navy, [['CITIZENSHIP=LAO', 5]], '2025-05'))).toMatch(/^THA-/)
  })

  test('is asked of a session that changes terms', async () => {
    const { releases } = (await app.call(maya, 'GET', '/api/releases?dataflow=VRS_DETECT')).json() as { releases: { release: string }[] }
    const narrow = () => browse(app, anan.cookie, 'PUT', `/api/releases/${releases[0]!.release}/terms`, { level: 'NATIONAL' })
    wait(app, 301)
    expect(code(await narrow())).toBe('auth.fresh_factor')
    await freshen()
    expect((await narrow()).json()).toMatchObject({ level: 'NATIONAL' })
  })
})
