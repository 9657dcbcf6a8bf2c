import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXAMPLES } from '@openvrs/core/narrative/examples.ts'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { mailServer, type MailServer } from '../../test/mail-server.ts'
import { anySigner, shareNarratives, viewerOf } from '../../test/releases.ts'
import { browse, sessionOf } from '../../test/sign-in.ts'
import { withViewer } from '../db/viewer.ts'
import { makeMailer } from '../mail/index.ts'
import { changeTerms } from '../sharing/index.ts'
import { tellFresh } from './alerts.ts'
import { describedBy } from './described.ts'
import { writeEntries } from './entries.ts'

let app: TestApp
let mail: MailServer
let khm: Actor
let colleague: Actor
const TREND = 'VRS_NARR_TREND'
const MONTHS = ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09']
const DAY_MS = 86_400_000

const share = async (member: string, periods: readonly string[], summary: string): Promise<number> => {
  const release = await shareNarratives(app.services.db, member, TREND, periods.map((period) => ({ ...EXAMPLES[TREND], period, summary })), { level: 'CONTRIBUTORS' }, TODAY)
  await writeEntries(app.services.jobs)
  return release
}
type Saved = { readonly saved: string; readonly words: string; readonly watched: boolean; readonly fresh: number; readonly chosen: object }
const save = async (actor: Actor, words: string, watched = true, chosen: object = {}): Promise<Saved> => (await app.call(actor, 'POST', '/api/searches', { words, chosen, watched })).json<Saved>()
const list = async (actor: Actor): Promise<readonly Saved[]> => (await app.call(actor, 'GET', '/api/searches')).json<{ searches: Saved[] }>().searches
/** What the jobs do every ten minutes, so many days later. */
const later = async (days: number): Promise<void> => {
  app.setNow(new Date(TODAY.getTime() + days * DAY_MS))
  const mailer = makeMailer({ smtpUrl: mail.url, from: 'no-reply@localhost', names: async () => ({ member: (code) => code, dataflow: (code) => code }), warn: () => undefined })
  await tellFresh({ ...app.services, mailer, publicUrl: 'http://localhost', described: describedBy(app.services.db) })
}

beforeAll(async () => {
  mail = await mailServer()
  app = await testApp({ env: { SMTP_URL: mail.url } })
  khm = await app.person('KHM', 'analyst')
  colleague = await app.person('KHM', 'analyst')
  await app.person('THA', 'focal_point')
  await share('KHM', MONTHS.slice(0, 3), 'Our own trawlers')
  await share('THA', MONTHS.slice(0, 2), 'Trawlers near the coast')
})
afterAll(() => app?.close())

test('who watches a search is told once a day how much is new, in their language, and nothing of what it is', async () => {
  expect((await browse(app, await sessionOf(app, khm), 'PUT', '/api/session/language', { language: 'fr' })).statusCode).toBe(204)
  const saved = await save(khm, 'trawlers', true, { kind: ['narrative'] })
  await save(khm, 'coast', false)
  expect(await list(khm)).toMatchObject([{ words: 'coast', watched: false, fresh: 0 }, { words: 'trawlers', watched: true, fresh: 0, chosen: { kind: ['narrative'] } }].toSorted(() => 0))
  await share('THA', MONTHS.slice(2, 5), 'Trawlers of a secret harbour called Kestrel')
  await later(0.5)
  expect(mail.mails).toEqual([])
  await later(1.5)
  await later(1.6)
  expect(mail.mails.map(({ to }) => to)).toEqual([khm.email])
  const [told] = mail.mails
  expect(told!.text).toContain('3')
  expect(told!.text).toContain(`http://localhost/search?saved=${saved.saved}`)
  expect(told!.text).toMatch(/recherche/)
  expect(told!.text).not.toMatch(/Kestrel|harbour|THA|narrative/i)
  expect(await list(khm)).toMatchObject([{ fresh: 0 }, { fresh: 3 }])
  expect((await app.call(khm, 'POST', `/api/searches/${saved.saved}/open`)).json()).toMatchObject({ words: 'trawlers', fresh: 0 })
  await later(3)
  expect(mail.mails, 'nothing is new').toHaveLength(1)
})

test('what was taken back is not announced, and comes anew when it is shown again', async () => {
  const release = await share('THA', MONTHS.slice(5), 'Trawlers again')
  const tha = viewerOf('THA', 'focal_point')
  await withViewer(app.services.db, tha, TODAY, (trx) => changeTerms(trx, tha, release, { level: 'NATIONAL' }, TODAY, anySigner))
  const before = mail.mails.length
  await later(5)
  expect(mail.mails).toHaveLength(before)
})

test('a search that cannot be looked for keeps nobody else from being told', async () => {
  const first = await save(colleague, 'kestrel')
  await save(khm, 'harriers')
  await app.migrator.updateTable('saved_search').set({ chosen: JSON.stringify({ kind: 1 }), looked_at: new Date(TODAY.getTime() - DAY_MS) }).where('search_id', '=', first.saved).execute()
  await share('KHM', ['2026-04'], 'Harriers on the shore')
  await expect(later(7)).rejects.toThrow()
  expect((await list(khm)).find(({ words }) => words === 'harriers')).toMatchObject({ fresh: 1 })
  await app.call(colleague, 'DELETE', `/api/searches/${first.saved}`)
})

test('a saved search is its person\'s own: nobody else reads, opens or removes it', async () => {
  const { saved } = await save(khm, 'boats')
  expect(await list(colleague)).toEqual([])
  for (const [method, path] of [['POST', `/api/searches/${saved}/open`], ['DELETE', `/api/searches/${saved}`]] as const) expect([method, (await app.call(colleague, method, path)).statusCode]).toEqual([method, 404])
  expect((await app.call(khm, 'DELETE', `/api/searches/${saved}`)).statusCode).toBe(204)
  expect((await app.call(khm, 'DELETE', `/api/searches/${saved}`)).statusCode).toBe(404)
})

test('whose access has ended is told nothing; fifty searches are enough for anybody', async () => {
  await Promise.all(Array.from({ length: 55 }, (_, at) => save(colleague, `trawlers ${at}`)))
  expect(await list(colleague)).toHaveLength(50)
  expect((await app.call(colleague, 'POST', '/api/searches', { words: 'one more', chosen: {}, watched: false })).json()).toMatchObject({ status: 409, code: 'search.too_many_saved' })
  await app.migrator.updateTable('person').set({ disabled_at: TODAY }).where('person_id', '=', colleague.person).execute()
  await share('KHM', ['2026-09'], 'trawlers 1 2 3 4 5')
  await later(9)
  expect(mail.mails.filter(({ to }) => to === colleague.email)).toEqual([])
})
