import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseKey } from '@openvrs/core/report/keys.ts'
import { writePayload } from '@openvrs/core/report/payload.ts'
import { tableOf } from '@openvrs/core/report/table.ts'
import { checkTable } from '@openvrs/core/rules/index.ts'
import type { Actor } from '../../test/cast.ts'
import { draft, shown, typeIn, work, type Figure } from '../../test/reports.ts'
import { thailand } from '../../test/thailand.ts'
import { reading } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import { findDataflow } from '../registry/index.ts'
import { packChunk, replaceBase } from './index.ts'

/** Thailand's units and how their reports become one. */
const { app, police, navy, maya, anan } = await thailand()
afterAll(() => app.close())

const submitted = async (actor: Actor, figures: readonly Figure[], range?: { from: string; to: string }): Promise<string> => {
  const report = await draft(app, actor, figures, range)
  expect(await work(app, actor, `/api/reports/${report}/submit`, { comment: 'checked' })).toEqual({ result: { report } })
  return report
}
const combine = (reports: readonly string[], overlap?: string) => work(app, maya, '/api/reports/combine', { reports, ...(overlap ? { overlap } : {}) })
const approve = (actor: Actor, report: string) => work(app, actor, `/api/reports/${report}/approve`, { terms: { level: 'NATIONAL' } })

/** The figures that count for a month, by citizenship. */
async function counting(period: string): Promise<{ [citizenship: string]: number }> {
  const { rows } = await sql<{ citizenship: string; obs_value: number }>`
    select o.citizenship, o.obs_value from obs_vrs_detect o join release_period p using (ref_area, release_id, freq, time_period)
     where o.ref_area = 'THA' and o.time_period = ${period} and p.valid_to is null order by 1`.execute(app.migrator)
  return Object.fromEntries(rows.map((row) => [row.citizenship, row.obs_value]))
}

describe('combining units', () => {
  const month = { from: '2025-01', to: '2025-01' }
  let reports: string[]

  beforeAll(async () => {
    reports = [
      await submitted(police, [['CITIZENSHIP=LAO TIME_PERIOD=2025-01', 10], ['CITIZENSHIP=KHM TIME_PERIOD=2025-01', 4]], month),
      await submitted(navy, [['CITIZENSHIP=LAO TIME_PERIOD=2025-01', 3], ['CITIZENSHIP=MMR TIME_PERIOD=2025-01', 7]], month),
    ]
  })

  test('is refused where they overlap, with the number of figures and the first of them', async () => {
    expect(await combine(reports)).toMatchObject({ refused: 'report.overlap', values: { count: 1, examples: expect.stringContaining('LAO') as string } })
  })

  test('takes no unit that has no report, and no report of another member or unit\'s draft', async () => {
    expect((await combine(reports, 'prefer=CUSTOMS')).refused).toBe('report.overlap_unit')
    expect((await combine([reports[0]!, 'USA-1'])).refused).toBe('not_found')
    expect((await combine([reports[0]!, await draft(app, navy, [])])).refused).toBe('report.status')
    expect((await work(app, police, '/api/reports/combine', { reports })).refused).toBe('not_allowed')
  })

  test('one unit may be preferred: its figure counts', async () => {
    const { result } = await combine(reports, 'prefer=NAVY')
    const national = result!['report'] as string
    expect(await shown(app, maya, national)).toMatchObject({ unit: 'NATIONAL', status: 'submitted', rows: 3 })
    const { rows } = (await app.call(maya, 'GET', `/api/reports/${national}/sections/VRS_DETECT/rows`)).json() as { rows: { key: string; value: number }[] }
    expect(rows.map((row) => [row.key.split('.')[4], row.value])).toEqual([['KHM', 4], ['LAO', 3], ['MMR', 7]])
    expect((await app.call(maya, 'POST', `/api/reports/${national}/withdraw`)).json()).toMatchObject({ rows: [{ status: 'withdrawn' }] })
  })

  test('sums are added up; who combined without editing may approve; the units\' reports are approved with it', async () => {
    const { result } = await combine(reports, 'sum')
    const national = result!['report'] as string
    expect(result).toMatchObject({ status: 'submitted', errors: 0 })
    expect((await approve(maya, national)).result).toMatchObject({ report: national, replaces: { VRS_DETECT: 0 } })
    expect(await counting('2025-01')).toEqual({ KHM: 4, LAO: 13, MMR: 7 })
    for (const report of reports) expect((await shown(app, maya, report)).status).toBe('approved')
  })

  test('what is approved is no input again', async () => {
    expect((await combine(reports, 'sum')).refused).toBe('report.status')
  })
})

describe('figures for a period that has some', () => {
  const range = { from: '2025-03', to: '2025-04' }

  test('are merged onto them by key; others of the period stay; replacing is counted', async () => {
    const first = await submitted(police, [['CITIZENSHIP=LAO TIME_PERIOD=2025-03', 10], ['CITIZENSHIP=KHM TIME_PERIOD=2025-03', 4], ['CITIZENSHIP=KHM TIME_PERIOD=2025-04', 9]], range)
    expect((await approve(maya, first)).result).toMatchObject({ replaces: { VRS_DETECT: 0 } })
    const second = await submitted(navy, [['CITIZENSHIP=LAO TIME_PERIOD=2025-03', 12], ['CITIZENSHIP=MMR TIME_PERIOD=2025-03', 1]], range)
    const { parts } = (await app.call(anan, 'GET', `/api/reports/${second}/preview`)).json() as { parts: object[] }
    expect(parts).toMatchObject([{ rows: 3, replaces: 1 }])
    expect((await approve(anan, second)).result).toMatchObject({ replaces: { VRS_DETECT: 1 } })
    expect(await counting('2025-03')).toEqual({ LAO: 12, KHM: 4, MMR: 1 })
    expect(await counting('2025-04')).toEqual({ KHM: 9 })
  })

  test('each period of a dataflow has one release that counts', async () => {
    const { rows } = await sql<{ time_period: string; n: number }>`select time_period, count(*)::int as n from release_period where ref_area = 'THA' and valid_to is null group by 1`.execute(app.migrator)
    expect(rows.length).toBeGreaterThan(2)
    expect(rows.every((row) => row.n === 1)).toBe(true)
  })

  test('a correction leaves periods that a later report has taken over alone', async () => {
    const { reports } = (await app.call(maya, 'GET', '/api/reports?unit=NATIONAL&status=approved')).json() as { reports: { report: string; from: string; release: string }[] }
    const [later, earlier] = reports.filter((row) => row.from === '2025-03')
    const corrected = (await app.call(maya, 'POST', `/api/reports/${earlier!.report}/correct`)).json() as { rows: { rows: number }[] }
    expect(corrected).toMatchObject({ rows: [{ version: 2, rows: 1 }] })
    await typeIn(app, maya, earlier!.report, [['CITIZENSHIP=KHM TIME_PERIOD=2025-04', 8]])
    expect((await work(app, maya, `/api/reports/${earlier!.report}/submit`, { comment: 'recount' })).refused).toBeUndefined()
    expect((await approve(anan, earlier!.report)).result).toMatchObject({ replaces: { VRS_DETECT: 1 } })
    expect(await counting('2025-03')).toEqual({ LAO: 12, KHM: 4, MMR: 1 })
    expect(await counting('2025-04')).toEqual({ KHM: 8 })
    expect((await app.call(maya, 'POST', `/api/reports/${later!.report}/correct`)).statusCode).toBe(200)
  })

  test('nothing is approved over figures that were approved meanwhile', async () => {
    const unit = await submitted(police, [['CITIZENSHIP=LAO TIME_PERIOD=2025-06', 5]], { from: '2025-06', to: '2025-06' })
    const national = (await combine([unit])).result!['report'] as string
    const other = await submitted(navy, [['CITIZENSHIP=MMR TIME_PERIOD=2025-06', 2]], { from: '2025-06', to: '2025-06' })
    expect((await approve(maya, other)).refused).toBeUndefined()
    expect(await approve(anan, national)).toMatchObject({ refused: 'report.base_changed', values: { dataflow: 'VRS_DETECT', periods: '2025-06' } })
    expect(await counting('2025-06')).toEqual({ MMR: 2 })
    const again = (await combine([unit])).result!['report'] as string
    expect((await approve(anan, again)).refused).toBeUndefined()
    expect(await counting('2025-06')).toEqual({ LAO: 5, MMR: 2 })
  })

  test('nothing is approved of a report that changed since it was combined', async () => {
    const unit = await submitted(police, [['CITIZENSHIP=LAO TIME_PERIOD=2025-07', 5]], { from: '2025-07', to: '2025-07' })
    const national = (await combine([unit])).result!['report'] as string
    await typeIn(app, anan, unit, [['CITIZENSHIP=LAO TIME_PERIOD=2025-07', 6]])
    expect((await approve(maya, national)).refused).toBe('report.input_changed')
    expect((await work(app, anan, `/api/reports/${unit}/submit`, { comment: 'counted' })).refused).toBeUndefined()
    expect((await approve(maya, national)).refused).toBe('report.input_changed')
  })

  test('figures that break a rule together are no release, but a national draft in which they are put right', async () => {
    const range = { from: '2025-08', to: '2025-08' }
    const total = await submitted(police, [['TIME_PERIOD=2025-08', 10], ['SEX=M TIME_PERIOD=2025-08', 6], ['SEX=F TIME_PERIOD=2025-08', 4]], range)
    expect((await approve(maya, total)).refused).toBeUndefined()
    const half = await submitted(navy, [['SEX=M TIME_PERIOD=2025-08', 9]], range)
    expect(await approve(maya, half)).toMatchObject({ refused: 'report.merge_errors' })
    const { result } = await combine([half])
    expect(result).toMatchObject({ status: 'draft', errors: expect.any(Number) as number })
    const national = result!['report'] as string
    expect(((await app.call(maya, 'GET', `/api/reports/${national}/findings`)).json() as { errors: number }).errors).toBeGreaterThan(0)
    await typeIn(app, maya, national, [['TIME_PERIOD=2025-08', 13]])
    expect((await work(app, maya, `/api/reports/${national}/submit`, { comment: 'with the navy' })).refused).toBeUndefined()
    expect((await approve(maya, national)).refused).toBe('report.four_eyes')
    expect((await approve(anan, national)).result).toMatchObject({ replaces: { VRS_DETECT: 2 } })
  })
})

describe('two at once', () => {
  test('27: of two approvals of one report one wins, the other is 409, and the chain does not fork', async () => {
    for (let round = 0; round < 3; round++) {
      const month = `2024-0${round + 1}`
      const report = await submitted(police, [[`CITIZENSHIP=LAO TIME_PERIOD=${month}`, 5]], { from: month, to: month })
      const outcomes = await Promise.all([approve(maya, report), approve(anan, report)])
      expect(outcomes.filter((outcome) => outcome.result)).toHaveLength(1)
      expect(outcomes.find((outcome) => outcome.refused)?.refused).toBe('report.status')
      expect(await counting(month)).toEqual({ LAO: 5 })
    }
  })

  test('two approvals for the same month: the second stands on the first', async () => {
    const range = { from: '2024-06', to: '2024-06' }
    const [one, other] = [await submitted(police, [['CITIZENSHIP=LAO TIME_PERIOD=2024-06', 5]], range), await submitted(navy, [['CITIZENSHIP=MMR TIME_PERIOD=2024-06', 2]], range)]
    const outcomes = await Promise.all([approve(maya, one), approve(anan, other)])
    expect(outcomes.every((outcome) => outcome.result)).toBe(true)
    expect(await counting('2024-06')).toEqual({ LAO: 5, MMR: 2 })
  })

  test('two devices that edit merge: the last word on a cell counts, and the writer is told what it overtook', async () => {
    const report = await draft(app, police, [['CITIZENSHIP=LAO', 1], ['CITIZENSHIP=MMR', 2]])
    const { edit_no: base } = (await app.call(police, 'GET', `/api/reports/${report}`)).json() as { edit_no: number }
    const key = ((await app.call(police, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows`)).json() as { rows: { key: string }[] }).rows[0]!.key
    const edit = (device: string, value: string) => app.call(police, 'PATCH', `/api/reports/${report}/cells`, { base, device, edits: [{ dataflow: 'VRS_DETECT', key, column: 'OBS_VALUE', value }] })
    expect((await edit('phone', '7')).json()).toMatchObject({ overtaken: [] })
    expect((await edit('desk', '8')).json()).toMatchObject({ overtaken: [{ dataflow: 'VRS_DETECT', key, column: 'OBS_VALUE' }] })
    const { rows } = (await app.call(police, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows`)).json() as { rows: { value: number }[] }
    expect(rows.map((row) => row.value)).toEqual([8, 2])
  })
})

test('the same key of idempotency approves once', async () => {
  const report = await submitted(police, [['CITIZENSHIP=LAO TIME_PERIOD=2024-09', 5]], { from: '2024-09', to: '2024-09' })
  const headers = { 'idempotency-key': 'approve-once', prefer: 'wait=30' }
  const first = await app.call(maya, 'POST', `/api/reports/${report}/approve`, {}, headers)
  const second = await app.call(maya, 'POST', `/api/reports/${report}/approve`, {}, headers)
  expect([second.statusCode, second.json()]).toEqual([first.statusCode, first.json()])
})

test('edits on figures that a file has replaced are refused: they were made on another base', async () => {
  const report = await draft(app, police, [['CITIZENSHIP=LAO', 1]])
  const { edit_no: seen } = (await app.call(police, 'GET', `/api/reports/${report}`)).json() as { edit_no: number }
  const key = ((await app.call(police, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows`)).json() as { rows: { key: string }[] }).rows[0]!.key
  const { collection, dataflow: flow } = (await findDataflow(reading(app.migrator as never), 'VRS_DETECT'))!
  const now = app.services.clock()
  const table = tableOf(flow, [{ key: parseKey(flow, key)!, value: 77 }])
  const text = [...writePayload(table, flow, collection)].join('')
  const viewer = { member: 'THA', unit: 'POLICE', role: 'reporter', person: police.person } as const
  await withViewer(app.services.db, viewer, now, async (trx) => replaceBase(trx, viewer, {
    report: Number(report.split('-')[1]), dataflow: flow.id, chunks: [await packChunk(text, 1)], sha256: createHash('sha256').update(text).digest('hex'), rows: 1,
    counts: { read: 1, taken: 1, merged: 0, rejected: 0 }, checked: checkTable(table, flow, collection, { now, refArea: 'THA' }), now,
  }))
  const edit = { device: 'desk', edits: [{ dataflow: 'VRS_DETECT', key, column: 'OBS_VALUE', value: '5' }] }
  expect((await app.call(police, 'PATCH', `/api/reports/${report}/cells`, { base: seen, ...edit })).json()).toMatchObject({ code: 'report.base_replaced' })
  const rows = async () => ((await app.call(police, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows`)).json() as { rows: { value: number }[] }).rows.map((row) => row.value)
  expect(await rows()).toEqual([77])
  await typeIn(app, police, report, [['CITIZENSHIP=LAO', 78]])
  expect(await rows()).toEqual([78])
  const file = await submitted(police, [['CITIZENSHIP=LAO', 1]])
  const payload = await app.call(police, 'GET', `/api/reports/${file}/sections/VRS_DETECT/payload`)
  expect(payload.body.split('\n')).toHaveLength(3)
})
