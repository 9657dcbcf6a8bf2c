import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyLines } from '@openvrs/core/audit/lines.ts'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { mailServer, type MailServer } from '../../test/mail-server.ts'
import { releaseNarrative } from '../../test/narratives.ts'
import { seeFigures, shareFigures, viewerOf } from '../../test/releases.ts'
import { approve, submit } from '../../test/security/world.ts'
import { browse, codeOf, cookieOf, firstStep, settle, wait, type Human } from '../../test/sign-in.ts'
import { sha256 } from '../audit/index.ts'
import { copyTerms } from '../sharing/index.ts'

let app: TestApp
let mail: MailServer
const cast: { [name: string]: Human } = {}
const as = (who: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => browse(app, cast[who]!.cookie, method, path, body)
const figures = ['2026-08', '2026-09', '2026-10'].map((timePeriod) => ({ timePeriod, value: 3 }))
const sees = async (member: string, of: string) => (await seeFigures(app.services.db, viewerOf(member, 'analyst'), app.services.clock())).some((row) => row.refArea === of)
const told: { [member: string]: string } = {}
/** Whether an analyst of Tonga, which tells of routes too, reads what a member told. */
const reads = async (member: string) => [(await app.call(listener, 'GET', `/api/narratives/${told[member]}`)).statusCode, (await app.call(listener, 'GET', '/api/narratives?limit=200')).json<{ narratives: { member: string }[] }>().narratives.some((one) => one.member === member)]
const later = (days: number) => new Date(TODAY.getTime() + days * 86_400_000)
/** Signs in anew, in the next half minute: no code is taken twice. */
const comeBack = async (who: string) => {
  wait(app, 31)
  const ticket = await firstStep(app, cast[who]!)
  cast[who]!.cookie = cookieOf(await app.call(null, 'POST', '/api/session/factor', { ticket, code: await codeOf(cast[who]!, app.services.clock()) }))
}
let reporter: Actor
let listener: Actor

beforeAll(async () => {
  mail = await mailServer()
  app = await testApp({ env: { SMTP_URL: mail.url } })
  for (const member of ['FJI', 'KHM', 'TON']) {
    const first = await app.person(member, 'focal_point')
    cast[member] = await settle(app, first, member, 'focal_point')
    if (member === 'FJI') cast['second'] = await settle(app, first, member, 'focal_point')
    told[member] = (await releaseNarrative(app, await app.person(member, 'reporter', 'NAVY'), first, 'VRS_NARR_ROUTE', { level: 'CONTRIBUTORS' }, { period: '2026-09' })).narrative
    await app.migrator.updateTable('person').set({ disabled_at: TODAY }).where('person_id', '=', first.person).execute()
    await shareFigures(app.services.db, member, figures, { level: 'CONTRIBUTORS' }, TODAY)
  }
  reporter = await app.person('FJI', 'reporter', 'POLICE')
  listener = await app.person('TON', 'analyst')
  await copyTerms(app.services.jobs)
})
afterAll(() => app.close())

test('a state that leaves takes its figures, receipts and chain along as one archive that stands by itself', async () => {
  const focal = await app.person('FJI', 'focal_point')
  const { national } = await approve(app, focal, await submit(app, reporter, '2026-07'), 'CONTRIBUTORS')
  const answer = await as('FJI', 'GET', '/api/members/FJI/archive')
  expect([answer.statusCode, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([200, 'application/x-tar', 'no-store'])
  const folder = mkdtempSync(join(tmpdir(), 'openvrs-archive-'))
  writeFileSync(join(folder, 'all.tar'), answer.rawPayload)
  execFileSync('tar', ['-xf', 'all.tar'], { cwd: folder })
  const payload = await app.call(focal, 'GET', `/api/reports/${national}/sections/VRS_DETECT/payload`)
  expect(readFileSync(join(folder, 'figures', `${national}-VRS_DETECT-v1.csv`), 'utf8')).toBe(payload.body)
  const words = readdirSync(join(folder, 'narratives')).map((name) => readFileSync(join(folder, 'narratives', name), 'utf8'))
  expect(words.map((lines) => (JSON.parse(lines) as { narrative: string }).narrative)).toEqual([told['FJI']])
  const receipt = readdirSync(join(folder, 'receipts')).map((name) => readFileSync(join(folder, 'receipts', name), 'utf8'))
  expect(receipt).toContain((await app.call(focal, 'GET', `/api/reports/${national}/sections/VRS_DETECT/receipt`)).body)
  expect(verifyLines(readFileSync(join(folder, 'audit-FJI.jsonl'), 'utf8').split('\n'), sha256)).toMatchObject({ ok: true })
  rmSync(folder, { recursive: true })
  expect((await as('KHM', 'GET', '/api/members/FJI/archive')).statusCode).toBe(404)
  expect((await app.call(reporter, 'GET', '/api/members/FJI/archive')).json().code).toBe('not_allowed')
  await app.migrator.updateTable('person').set({ disabled_at: TODAY }).where('person_id', '=', focal.person).execute()
})

test('leaving is asked by one focal point and confirmed by another, each with a second factor of now', async () => {
  expect((await as('KHM', 'POST', '/api/counterparts', { unit: 'MAIN', member: 'FJI' })).statusCode).toBe(201)
  expect((await app.call(reporter, 'POST', '/api/members/FJI/leaving', { releases: 'stay' })).json().code, 'no token does').toBe('auth.session_needed')
  app.setNow(new Date(TODAY.getTime() + 20 * 60_000))
  expect((await as('FJI', 'POST', '/api/members/FJI/leaving', { releases: 'stay' })).json().code).toBe('auth.fresh_factor')
  await comeBack('FJI')
  const asked = await as('FJI', 'POST', '/api/members/FJI/leaving', { releases: 'stay' })
  expect(asked.json()).toMatchObject({ leaving: { releases: 'stay', asked_by_me: true, may_confirm: false } })
  expect(mail.mails.map(({ to }) => to), 'the other focal point is told').toContain(cast['second']!.email)
  expect((await as('FJI', 'POST', '/api/members/FJI/leaving', { releases: 'withdraw' })).json().code).toBe('leaving.asked')
  expect((await as('FJI', 'POST', '/api/members/FJI/leaving/confirm')).json().code).toBe('leaving.wait')
  await comeBack('second')
  expect((await as('second', 'DELETE', '/api/members/FJI/leaving')).statusCode, 'any of them stops it').toBe(204)
  expect((await as('second', 'POST', '/api/members/FJI/leaving/confirm')).json().code).toBe('leaving.none')
  expect((await as('FJI', 'POST', '/api/members/FJI/leaving', { releases: 'stay' })).statusCode).toBe(200)
  const left = await as('second', 'POST', '/api/members/FJI/leaving/confirm')
  expect(left.json()).toMatchObject({ member: 'FJI', releases: 'stay', head: expect.stringMatching(/^[0-9a-f]{64}$/) })
  expect((await as('KHM', 'GET', '/api/counterparts')).json(), 'its posts face nobody any more').toEqual({ counterparts: [] })
  for (const who of ['FJI', 'second']) expect((await as(who, 'GET', '/api/session')).statusCode, who).toBe(401)
  expect((await app.call(reporter, 'GET', '/api/reports')).statusCode).toBe(401)
  const { entries, head } = left.json<{ entries: number; head: string }>()
  const last = await app.migrator.selectFrom('audit_entry').select(['body', 'hash']).where('ref_area', '=', 'FJI').where('seq', '=', entries).executeTakeFirstOrThrow()
  expect([last.hash, (last.body as { action?: string }).action]).toEqual([head, 'member.left'])
  expect([await sees('KHM', 'FJI'), await sees('FJI', 'KHM')], 'its releases stay, and it sees nothing of others').toEqual([true, false])
  expect(await reads('FJI'), 'what it told stays, too').toEqual([200, true])
})

test('a lone focal point waits seven days; releases that are withdrawn are gone for everybody', async () => {
  await comeBack('KHM')
  expect([await sees('TON', 'KHM'), await reads('KHM')]).toEqual([true, [200, true]])
  expect((await as('KHM', 'POST', '/api/members/KHM/leaving', { releases: 'withdraw' })).statusCode).toBe(200)
  app.setNow(later(6.9))
  await comeBack('KHM')
  expect((await as('KHM', 'POST', '/api/members/KHM/leaving/confirm')).json().code).toBe('leaving.wait')
  app.setNow(later(7.1))
  await comeBack('KHM')
  expect((await as('KHM', 'POST', '/api/members/KHM/leaving/confirm')).statusCode).toBe(200)
  await copyTerms(app.services.jobs)
  expect([await sees('TON', 'KHM'), await reads('KHM')]).toEqual([false, [404, false]])
  expect((await seeFigures(app.services.db, viewerOf('CAU', 'cau_analyst'), app.services.clock())).some((row) => row.refArea === 'KHM')).toBe(false)
  const open = await app.migrator.selectFrom('release').select('release_id').where('ref_area', '=', 'KHM').where('withdrawn_at', 'is', null).execute()
  expect(open).toEqual([])
})
