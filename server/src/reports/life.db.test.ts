import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { draft, shown, typeIn, work } from '../../test/reports.ts'
import { verifyReceipt } from './verify.ts'

/** Cambodia's police and immigration report, two focal points approve, Thailand looks on. */
let app: TestApp
let sokha: Actor // police
let dara: Actor // immigration
let bopha: Actor // focal point
let vannak: Actor // focal point
let analyst: Actor
let thai: Actor

beforeAll(async () => {
  app = await testApp()
  sokha = await app.person('KHM', 'reporter', 'POLICE')
  dara = await app.person('KHM', 'reporter', 'IMMIGRATION')
  bopha = await app.person('KHM', 'focal_point')
  vannak = await app.person('KHM', 'focal_point')
  analyst = await app.person('KHM', 'analyst')
  thai = await app.person('THA', 'focal_point')
})
afterAll(() => app.close())

const approve = async (actor: Actor, report: string, terms: object = { level: 'CONTRIBUTORS' }) => work(app, actor, `/api/reports/${report}/approve`, { terms })
const submit = (actor: Actor, report: string, comment = 'counted twice') => work(app, actor, `/api/reports/${report}/submit`, { comment })
const code = async (answer: Promise<{ json(): unknown }>): Promise<string> => ((await answer).json() as { code: string }).code

/** What the table of observations holds of the releases that count, by period. */
async function counted(codes = ''): Promise<{ [period: string]: number }> {
  const { rows } = await sql<{ time_period: string; value: number }>`
    select o.time_period, sum(o.obs_value)::float8 as value from obs_vrs_detect o join release_period p using (ref_area, release_id, freq, time_period)
     where p.valid_to is null and o.ref_area = 'KHM' ${codes === '' ? sql`` : sql`and o.citizenship = ${codes}`} group by 1 order by 1`.execute(app.migrator)
  return Object.fromEntries(rows.map((row) => [row.time_period, row.value]))
}

describe('from a draft to a figure', () => {
  let report: string
  let national: string

  test('an officer types figures into a draft of the own unit', async () => {
    report = await draft(app, sokha, [['CITIZENSHIP=LAO', 30], ['CITIZENSHIP=VNM', 12], ['CITIZENSHIP=LAO TIME_PERIOD=2026-04', 5]])
    expect(await shown(app, sokha, report)).toMatchObject({ member: 'KHM', unit: 'POLICE', collection: 'vrs-msrc', freq: 'M', from: '2026-01', to: '2026-06', version: 1, status: 'draft', dataflow: 'VRS_DETECT', rows: 3, release: null, terms: null })
    const rows = (await app.call(sokha, 'GET', `/api/reports/${report}/sections/VRS_DETECT/rows?limit=2`)).json() as { rows: { value: number }[]; total: number; next: number }
    expect(rows).toMatchObject({ total: 3, next: 2 })
  })

  test('a draft is seen by its unit and the focal points alone; for anybody else it is as if it were not there', async () => {
    for (const actor of [sokha, bopha]) expect((await app.call(actor, 'GET', `/api/reports/${report}`)).statusCode).toBe(200)
    for (const actor of [dara, analyst]) {
      expect((await app.call(actor, 'GET', `/api/reports/${report}`)).statusCode).toBe(404)
      expect(((await app.call(actor, 'GET', '/api/reports')).json() as { reports: unknown[] }).reports).toEqual([])
    }
    const there = await app.call(thai, 'GET', `/api/reports/${report}`)
    const notThere = await app.call(thai, 'GET', '/api/reports/KHM-999999')
    expect([there.statusCode, there.body]).toEqual([404, notThere.body])
  })

  test('errors block submitting, and are there to be read', async () => {
    await typeIn(app, sokha, report, [['CITIZENSHIP=MMR', -3], ['CITIZENSHIP=THA TIME_PERIOD=2026-12', 4]])
    expect(await submit(sokha, report)).toMatchObject({ refused: 'report.has_errors', values: { errors: expect.any(Number) as number } })
    const { findings, errors } = (await app.call(sokha, 'GET', `/api/reports/${report}/findings`)).json() as { findings: { rule: string; severity: string; message: string; key: string }[]; errors: number }
    expect(errors).toBe(findings.filter((finding) => finding.severity === 'error').length)
    expect(new Set(findings.map((finding) => finding.rule))).toContain('R03')
    expect(findings.every((finding) => finding.message.length > 10 && !finding.message.includes('{'))).toBe(true)
    expect((await shown(app, sokha, report)).status).toBe('draft')
    await typeIn(app, sokha, report, [['CITIZENSHIP=MMR', null], ['CITIZENSHIP=THA TIME_PERIOD=2026-12', null]])
  })

  test('a warning asks for a comment, and one word answers all that have none', async () => {
    await typeIn(app, sokha, report, [['CITIZENSHIP=KHM', 2]]) // own citizens, rule 12
    expect(await work(app, sokha, `/api/reports/${report}/submit`)).toMatchObject({ refused: 'report.warnings_unanswered' })
    expect(await submit(sokha, report, 'Cambodians who came back')).toEqual({ result: { report } })
    expect(await shown(app, sokha, report)).toMatchObject({ status: 'submitted', rows: 4 })
    const { comments } = (await app.call(bopha, 'GET', `/api/reports/${report}/comments`)).json() as { comments: { kind: string; words: string }[] }
    expect(comments).toMatchObject([{ kind: 'answer', words: 'Cambodians who came back' }])
  })

  test('a reporter approves nothing, and edits nothing that is submitted', async () => {
    expect((await approve(sokha, report)).refused).toBe('not_allowed')
    expect(await code(app.call(sokha, 'PATCH', `/api/reports/${report}/cells`, { base: 0, device: 'd', edits: [{ dataflow: 'VRS_DETECT', key: 'x', column: 'OBS_VALUE', value: '1' }] }))).toBe('not_allowed')
  })

  test('a focal point returns it with comments by cell; the officer puts it right and submits again', async () => {
    const { rows: sent } = await shown(app, sokha, report)
    expect(sent).toBe(4)
    const answer = await app.call(bopha, 'POST', `/api/reports/${report}/return`, { comments: [{ dataflow: 'VRS_DETECT', key: 'M.KHM', column: 'OBS_VALUE', words: 'Is this all of March?' }] })
    expect(answer.json()).toMatchObject({ rows: [{ status: 'returned', rows: sent }] })
    expect(await code(app.call(bopha, 'POST', `/api/reports/${report}/return`, {}))).toBe('report.status')
    await typeIn(app, sokha, report, [['CITIZENSHIP=LAO', 31]])
    expect(await shown(app, sokha, report)).toMatchObject({ status: 'returned', rows: sent })
    expect((await submit(sokha, report)).refused).toBeUndefined()
  })

  test('four eyes: who edits what was submitted makes it a draft, and does not approve it', async () => {
    await typeIn(app, bopha, report, [['CITIZENSHIP=LAO', 32]])
    expect((await shown(app, bopha, report)).status).toBe('draft')
    expect((await approve(bopha, report)).refused).toBe('report.status')
    expect((await submit(bopha, report)).refused).toBeUndefined()
    expect((await approve(bopha, report)).refused).toBe('report.four_eyes')
  })

  test('what approving would do is said before', async () => {
    const { parts } = (await app.call(vannak, 'GET', `/api/reports/${report}/preview`)).json() as { parts: unknown[] }
    expect(parts).toEqual([{ dataflow: 'VRS_DETECT', rows: 4, replaces: 0, overlapping: 0, examples: [], terms: 'NATIONAL' }])
  })

  test('another focal point approves: a national report, a release, figures', async () => {
    const approved = await approve(vannak, report)
    expect(approved.result).toMatchObject({ replaces: { VRS_DETECT: 0 }, releases: { VRS_DETECT: 'KHM-1' } })
    national = approved.result!['report'] as string
    expect(await shown(app, vannak, national)).toMatchObject({ unit: 'NATIONAL', status: 'approved', version: 1, rows: 4, release: 'KHM-1', terms: 'CONTRIBUTORS' })
    expect(await shown(app, sokha, report)).toMatchObject({ status: 'approved', release: null })
    expect(await counted()).toEqual({ '2026-03': 46, '2026-04': 5 })
  })

  test('its rows carry the breakdown and the terms that the policies read', async () => {
    const rows = await app.migrator.selectFrom('obs_vrs_detect' as never).selectAll().execute() as { citizenship: string; signature: number; level: number; embargo_until: null; indicator: string }[]
    expect(rows.map(({ signature, level, indicator }) => ({ signature, level, indicator }))).toEqual(rows.map(() => ({ signature: 1, level: 3, indicator: 'ENTRY_IRREG' })))
  })

  test('the canonical payload is what the receipt vouches for, byte for byte, and the key is published', async () => {
    const payload = await app.call(vannak, 'GET', `/api/reports/${national}/sections/VRS_DETECT/payload`)
    expect(payload.headers['content-type']).toContain('text/csv')
    const receipt = await app.call(vannak, 'GET', `/api/reports/${national}/sections/VRS_DETECT/receipt`)
    const { manifest } = receipt.json() as { manifest: { key: string; payload: { sha256: string; bytes: number; rows: number }; sums: unknown[]; approved_at: string } }
    expect(manifest).toMatchObject({
      member: 'KHM', report: national, version: 1, release: 'KHM-1', dataflow: 'VRS_DETECT', freq: 'M', from: '2026-03', to: '2026-04', sums: [{ indicator: 'ENTRY_IRREG', unit: 'DET', rows: 4, sum: '51' }],
      payload: { sha256: createHash('sha256').update(payload.rawPayload).digest('hex'), bytes: payload.rawPayload.length, rows: 4 }, terms: { level: 'CONTRIBUTORS', group: null, embargo: null },
    })
    const pem = await app.call(null, 'GET', `/.well-known/openvrs-keys/${manifest.key}.pem`)
    expect(pem.body).toContain('BEGIN PUBLIC KEY')
    const folder = mkdtempSync(join(tmpdir(), 'openvrs-life-'))
    writeFileSync(join(folder, 'payload.csv'), payload.rawPayload)
    expect(await verifyReceipt(receipt.body, join(folder, 'payload.csv'), pem.body)).toEqual({ ok: true, reason: 'verified' })
    rmSync(folder, { recursive: true })
    const { keys } = (await app.call(null, 'GET', '/.well-known/openvrs-keys.json')).json() as { keys: { kid: string; d?: string }[] }
    expect(keys).toMatchObject([{ kid: manifest.key }])
    expect(JSON.stringify(keys)).not.toContain('"d"')
  })

  test('the unit\'s report is history: the national one is corrected', async () => {
    const refused = await app.call(bopha, 'POST', `/api/reports/${report}/correct`)
    expect(refused.json()).toMatchObject({ code: 'report.not_national', values: { national } })
  })

  test('a correction is a new version on the approved figures; it replaces what it changes, and may empty a period', async () => {
    expect((await app.call(bopha, 'POST', `/api/reports/${national}/correct`)).json()).toMatchObject({ rows: [{ version: 2, status: 'draft', release: null, rows: 4 }] })
    await typeIn(app, bopha, national, [['CITIZENSHIP=LAO', 40], ['CITIZENSHIP=LAO TIME_PERIOD=2026-04', null]])
    expect(await counted()).toEqual({ '2026-03': 46, '2026-04': 5 })
    expect((await submit(bopha, national)).refused).toBeUndefined()
    expect((await approve(bopha, national)).refused).toBe('report.four_eyes')
    expect((await approve(vannak, national)).result).toMatchObject({ report: national, releases: { VRS_DETECT: 'KHM-2' }, replaces: { VRS_DETECT: 2 } })
    expect(await counted()).toEqual({ '2026-03': 54 })
    const versions = await Promise.all([1, 2].map(async (version) => (await app.call(bopha, 'GET', `/api/reports/${national}/sections/VRS_DETECT/receipt?version=${version}`)).json() as { manifest: { version: number; release: string } }))
    expect(versions.map(({ manifest }) => [manifest.version, manifest.release])).toEqual([[1, 'KHM-1'], [2, 'KHM-2']])
  })

  test('withdrawing takes every version back, and nothing older returns', async () => {
    expect((await app.call(vannak, 'POST', `/api/reports/${national}/withdraw`)).json()).toMatchObject({ rows: [{ status: 'withdrawn', terms: 'NATIONAL' }] })
    expect(await counted()).toEqual({})
    expect(await code(app.call(vannak, 'POST', `/api/reports/${national}/correct`))).toBe('report.status')
  })

  test('every step stands in the chain of the state, in order, with hashes and counts, and no figure', async () => {
    const entries = await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', 'KHM').orderBy('seq').execute()
    const actions = entries.map(({ body }) => (body as { action: string }).action)
    expect(actions.filter((action) => action !== 'report.edit')).toEqual(['report.create', 'report.submit', 'report.return', 'report.submit', 'report.submit', 'report.approve', 'report.correct', 'report.submit', 'report.approve', 'report.withdraw'])
    expect(JSON.stringify(entries)).not.toContain('Cambodians')
  })
})
