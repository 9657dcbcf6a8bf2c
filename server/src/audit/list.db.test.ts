import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { withViewer } from '../db/viewer.ts'
import { appendAudit } from './append.ts'

type Page = { chain: string; entries: { seq: number; action: string; actor: string; actor_name: string | null; subject: string; subject_name: string | null; at: string; hash: string }[]; next: number | null }

let app: TestApp
let focal: Actor
let officer: Actor
let analyst: Actor
let administrator: Actor
const COUNT = 120
beforeAll(async () => {
  app = await testApp()
  focal = await app.person('THA', 'focal_point')
  officer = await app.person('THA', 'reporter')
  analyst = await app.person('CAU', 'cau_analyst')
  administrator = await app.person('CAU', 'administrator')
  for (let i = 1; i <= COUNT; i++) {
    const at = new Date(Date.UTC(2026, 10, 1 + Math.floor((i - 1) / 10), 23, i % 60))
    const by = i % 3 === 0 ? officer : focal
    await withViewer(app.services.db, { member: 'THA', unit: 'MAIN', role: by.role, person: by.person }, at, (trx) =>
      appendAudit(trx, { chain: 'THA', at, actor: by.person, action: i % 40 === 0 ? 'person.disabled' : 'report.edit', subject: i % 40 === 0 ? officer.person : `THA-${i}`, detail: { edits: i } }))
  }
  await withViewer(app.services.db, { member: 'CAU', unit: 'MAIN', role: 'administrator', person: administrator.person }, new Date(), (trx) =>
    appendAudit(trx, { chain: '_SYSTEM', at: new Date('2026-11-02T00:00:00Z'), actor: administrator.person, action: 'member.added', subject: 'NPL' }))
})
afterAll(() => app.close())

const page = async (who: Actor, query = ''): Promise<Page> => (await app.call(who, 'GET', `/api/audit${query}`)).json()
const seqs = ({ entries }: Page): number[] => entries.map(({ seq }) => seq)

describe('a chain by pages', () => {
  test('is read from its end to its beginning, whole', async () => {
    const [first, second] = [await page(focal), await page(focal, '?before=71')]
    expect([first.entries.length, first.next, seqs(first)[0]]).toEqual([50, 71, 120])
    const third = await page(focal, `?before=${second.next}`)
    expect([...seqs(first), ...seqs(second), ...seqs(third)]).toEqual(Array.from({ length: COUNT }, (_, i) => COUNT - i))
    expect(third.next).toBeNull()
  })

  test('is searched by what was done, by whom, when, and to what', async () => {
    expect(seqs(await page(focal, '?action=person.disabled'))).toEqual([120, 80, 40])
    expect((await page(focal, `?actor=${officer.person}&action=report.edit`)).entries.every(({ seq }) => seq % 3 === 0 && seq % 40 !== 0)).toBe(true)
    expect(seqs(await page(focal, '?from=2026-11-03&to=2026-11-03'))).toEqual(Array.from({ length: 10 }, (_, i) => 30 - i))
    expect(seqs(await page(focal, '?about=tha-11&to=2026-11-02'))).toEqual([11])
    expect(seqs(await page(focal, '?about=%25'))).toEqual([])
    expect((await app.call(focal, 'GET', '/api/audit?action=nothing')).json().code).toBe('request.invalid')
  })

  test('names people whom the reader may see', async () => {
    const [last] = (await page(focal)).entries
    expect(last).toMatchObject({ action: 'person.disabled', actor_name: officer.person, subject_name: officer.person })
    const system = (await page(analyst, '?chain=_SYSTEM&action=member.added')).entries
    expect(system).toMatchObject([{ subject: 'NPL', subject_name: null, actor_name: administrator.person }])
    expect(seqs(await page(administrator, '?action=member.added'))).toHaveLength(1)
  })
})

test('whoever has no chain to read is told so; of another member\'s chain nothing is told', async () => {
  expect((await app.call(officer, 'GET', '/api/audit')).json().code).toBe('not_allowed')
  for (const who of [analyst, administrator]) expect((await app.call(who, 'GET', '/api/audit?chain=THA')).json().code).toBe('not_found')
  expect((await app.call(focal, 'GET', '/api/audit?chain=_SYSTEM')).statusCode).toBe(404)
})
