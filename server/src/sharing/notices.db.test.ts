import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { shareFigures } from '../../test/releases.ts'
import { makeMailer } from '../mail/index.ts'
import { mailServer, type MailServer } from '../../test/mail-server.ts'
import { copyTerms } from './copies.ts'
import { noticeMails } from './notice-mails.ts'
import { runDue } from './due.ts'

let app: TestApp
let mail: MailServer
const cast: { [name: string]: Actor } = {}
const figures = ['2026-08', '2026-09', '2026-10'].map((timePeriod) => ({ timePeriod, value: 7654321 }))
const OPEN = { level: 'CONTRIBUTORS' } as const
type Notice = { owner: string; dataflow: string; from: string; to: string; what: string }
const told = async (who: string): Promise<Notice[]> => (await app.call(cast[who]!, 'GET', '/api/news')).json<{ notices: Notice[] }>().notices
const take = (who: string) => app.call(cast[who]!, 'GET', '/api/dataflows/VRS_DETECT/export?by=REF_AREA,TIME_PERIOD&format=csv')
const change = async (release: number, terms: object) => {
  expect((await app.call(cast['thai']!, 'PUT', `/api/releases/THA-${release}/terms`, terms)).statusCode).toBe(200)
  await copyTerms(app.services.jobs)
}

beforeAll(async () => {
  mail = await mailServer()
  app = await testApp({ env: { SMTP_URL: mail.url } })
  for (const [name, member, role] of [['thai', 'THA', 'focal_point'], ['khmer', 'KHM', 'focal_point'], ['khmer analyst', 'KHM', 'analyst'], ['khmer reporter', 'KHM', 'reporter'], ['malay', 'MYS', 'focal_point'], ['fiji', 'FJI', 'focal_point'], ['fiji analyst', 'FJI', 'analyst'], ['cau', 'CAU', 'cau_analyst']] as const) cast[name] = await app.person(member, role)
  for (const member of ['KHM', 'MYS', 'FJI']) await shareFigures(app.services.db, member, figures, OPEN, TODAY)
})
afterAll(() => app.close())

test('who took copies away is told what was narrowed and withdrawn since: by member and role, on Home and by mail, never a figure', async () => {
  const release = await shareFigures(app.services.db, 'THA', figures, OPEN, TODAY)
  expect((await app.call(cast['thai']!, 'POST', '/api/groups', { name: 'Pact', members: ['THA', 'FJI'] })).statusCode).toBe(201)
  await runDue(app.services.jobs, TODAY)
  expect((await take('khmer analyst')).statusCode).toBe(200)
  expect((await app.call(cast['malay']!, 'GET', '/api/dataflows/VRS_DETECT/query?by=REF_AREA')).statusCode, 'looked, and took nothing').toBe(200)
  await change(release, { level: 'PUBLIC' })
  expect(await told('khmer'), 'wider is no notice').toEqual([])
  await change(release, { level: 'GROUP', group: 'Pact' })
  const narrowed = { owner: 'THA', dataflow: 'VRS_DETECT', from: '2026-08', to: '2026-10', what: 'narrowed', at: expect.any(String) }
  expect(await told('khmer analyst')).toEqual([narrowed])
  expect(await told('khmer'), 'the focal point too').toEqual([narrowed])
  for (const who of ['khmer reporter', 'malay', 'fiji', 'cau', 'thai']) expect(await told(who), who).toEqual([])

  expect((await take('fiji analyst')).statusCode).toBe(200)
  expect((await take('khmer analyst')).statusCode, 'without the Thai figures').toBe(200)
  await change(release, { level: 'NATIONAL' })
  expect(await told('fiji'), 'who is in the group is told').toEqual([narrowed])
  expect(await told('khmer'), 'of the group there is no trace').toHaveLength(1)

  const mailer = makeMailer({ smtpUrl: mail.url, from: 'OpenVRS <no-reply@localhost>', names: async () => ({ member: (code) => code, dataflow: (code) => code }), warn: () => undefined })
  const job = noticeMails(app.services.jobs, mailer, 'http://localhost')
  await job.run()
  await job.run()
  const letters = mail.mails
  expect(letters.map(({ to }) => to).toSorted(), 'each once').toEqual([cast['fiji']!.email, cast['khmer']!.email].toSorted())
  expect(letters[0]!.text).toContain('THA narrowed who sees figures of VRS_DETECT')
  expect(letters.map(({ text }) => text).join('')).not.toMatch(/7654321|Pact|GROUP/)

  const { mark, at } = (await app.call(cast['khmer']!, 'GET', '/api/news')).json<{ mark: string; at: string }>()
  app.setNow(new Date(TODAY.getTime() + 60_000))
  expect((await app.call(cast['khmer']!, 'PUT', '/api/news/seen', { mark, at: new Date(Date.parse(at) + 30_000).toISOString() })).statusCode).toBe(204)
  expect(await told('khmer')).toEqual([])
})

test('a narrower correction and a withdrawal are told, a correction under the same terms is not', async () => {
  const now = new Date('2026-11-25T12:00:00Z')
  app.setNow(now)
  const month = [{ timePeriod: '2026-07', value: 7654321 }]
  await shareFigures(app.services.db, 'THA', month, OPEN, now)
  expect((await take('khmer analyst')).statusCode).toBe(200)
  await shareFigures(app.services.db, 'THA', month, OPEN, now)
  expect(await told('khmer')).toEqual([])
  await shareFigures(app.services.db, 'THA', month, { level: 'SECRETARIAT' }, now)
  await copyTerms(app.services.jobs)
  expect(await told('khmer')).toMatchObject([{ what: 'narrowed', from: '2026-07', to: '2026-07' }])
  await shareFigures(app.services.db, 'THA', [{ timePeriod: '2026-06', value: 5 }], OPEN, now)
  const { report_id } = await app.migrator.selectFrom('release').select('report_id').where('ref_area', '=', 'THA').orderBy('release_id', 'desc').executeTakeFirstOrThrow()
  await take('cau')
  expect((await app.call(cast['thai']!, 'POST', `/api/reports/THA-${report_id}/withdraw`)).statusCode).toBe(200)
  expect(await told('cau')).toMatchObject([{ what: 'withdrawn', from: '2026-06', to: '2026-06' }])
})

test('the ledger by day', async () => {
  const days = async (query = '') => (await app.call(cast['thai']!, 'GET', `/api/ledger/days${query}`)).json<{ uses: object[]; next: null }>()
  const all = await days()
  expect(all.uses).toContainEqual({ day: '2026-11-21', member: 'KHM', role: 'analyst', dataflow: 'VRS_DETECT', action: 'export', count: 1 })
  expect(all.next).toBeNull()
  expect((await days('?from=2026-11-25')).uses.every((use) => (use as { day: string }).day === '2026-11-25')).toBe(true)
  expect((await days('?from=2026-12-01')).uses).toEqual([])
  expect((await app.call(cast['khmer analyst']!, 'GET', '/api/ledger/days')).statusCode).toBe(403)
})
