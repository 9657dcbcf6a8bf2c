import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'

let app: TestApp
const who: { [name: string]: Actor } = {}
type Pair = { readonly id: string; readonly member: string; readonly status: string; readonly unit: string | null; readonly theirs: { readonly code: string; readonly name: string } | null; readonly may: readonly string[] }

beforeAll(async () => {
  app = await testApp()
  for (const member of ['THA', 'KHM', 'LAO']) who[member] = await app.person(member, 'focal_point')
  who['officer'] = await app.person('THA', 'reporter', 'MAE_SOT')
  who['other'] = await app.person('THA', 'reporter', 'POLICE')
  who['liaison'] = await app.person('KHM', 'liaison', 'POIPET')
  who['analyst'] = await app.person('CAU', 'cau_analyst')
  who['administrator'] = await app.person('CAU', 'administrator')
})
afterAll(() => app.close())

const call = (name: string, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => app.call(who[name]!, method, path, body)
const pairs = async (name: string): Promise<Pair[]> => (await call(name, 'GET', '/api/counterparts')).json<{ counterparts: Pair[] }>().counterparts
const units = async (name: string) => (await call(name, 'GET', '/api/units')).json<{ units: { code: string; closed: string | null }[] }>().units

describe('a unit', () => {
  test('has a kind, a post and a position', async () => {
    const made = await call('THA', 'POST', '/api/units', { code: 'RANONG_PIU', name: 'Ranong port', kind: 'port_intelligence', post: { name: 'Ranong port', country: 'THA' }, position: { latitude: 9.95, longitude: 98.6 } })
    expect(made.statusCode, made.body).toBe(201)
    expect(made.json()).toEqual({
      member: 'THA', code: 'RANONG_PIU', name: 'Ranong port', kind: 'port_intelligence', post: { place: null, name: 'Ranong port', country: 'THA', country_name: 'Thailand' }, position: { latitude: 9.95, longitude: 98.6 }, closed: null,
    })
    const changed = await call('THA', 'PATCH', '/api/units/MAE_SOT', { name: 'Mae Sot checkpoint', kind: 'border_liaison', post: { place: 'MAE_SOT' } })
    expect(changed.json()).toMatchObject({ code: 'MAE_SOT', name: 'Mae Sot checkpoint', kind: 'border_liaison', post: { place: 'MAE_SOT', name: 'Mae Sot', country: 'THA' }, position: null })
    expect((await call('THA', 'PATCH', '/api/units/MAE_SOT', { position: { latitude: 16.7, longitude: 98.5 } })).json(), 'what is left out stays').toMatchObject({ kind: 'border_liaison', post: { place: 'MAE_SOT' } })
    expect((await call('THA', 'PATCH', '/api/units/MAE_SOT', { post: null, position: null })).json()).toMatchObject({ post: null, position: null })
  })

  test.each([
    [{ post: { place: 'ATLANTIS' } }, 'unit.place_unknown'], [{ post: { name: 'x', country: 'ZZZ' } }, 'unit.place_unknown'], [{ post: { name: 'x' } }, 'request.invalid'], [{ post: { place: 'MAE_SOT', name: 'x', country: 'THA' } }, 'request.invalid'],
    [{ position: { latitude: 91, longitude: 0 } }, 'request.invalid'], [{ position: { latitude: 0, longitude: -181 } }, 'request.invalid'], [{ position: { latitude: 1 } }, 'request.invalid'], [{ kind: 'navy' }, 'request.invalid'], [{ code: 'OTHER' }, 'request.invalid'],
  ])('refuses %j', async (body, code) => expect((await call('THA', 'PATCH', '/api/units/MAE_SOT', body)).json().code).toBe(code))

  test('7: is changed by its focal points alone; a code of another state is no unit of ours', async () => {
    for (const name of ['officer', 'liaison', 'analyst', 'administrator']) expect([name, (await call(name, 'PATCH', '/api/units/MAE_SOT', { name: 'x' })).json().code]).toEqual([name, 'not_allowed'])
    const [theirs, nobodys] = [await call('KHM', 'PATCH', '/api/units/MAE_SOT', { name: 'x' }), await call('KHM', 'PATCH', '/api/units/MAE_SAI', { name: 'x' })]
    expect([theirs.statusCode, theirs.body.replaceAll('MAE_SOT', '?')]).toEqual([nobodys.statusCode, nobodys.body.replaceAll('MAE_SAI', '?')])
  })

  test('closes once nobody works there, takes nobody and nothing new, keeps its drafts with the focal points, and opens again', async () => {
    const report = await app.call(who['officer']!, 'POST', '/api/reports', { freq: 'M', from: '2026-09', to: '2026-09' }, { 'idempotency-key': 'closing' })
    expect(report.statusCode, report.body).toBe(201)
    const inUse = await call('THA', 'PATCH', '/api/units/MAE_SOT', { closed: true })
    expect(inUse.json()).toMatchObject({ code: 'unit.in_use', detail: expect.stringContaining('1 person') })
    expect((await call('THA', 'PATCH', '/api/units/MAIN', { closed: true })).json().code).toBe('unit.main')
    expect((await call('THA', 'PATCH', `/api/people/${who['officer']!.person}`, { unit: 'MAIN' })).statusCode).toBe(200)
    expect((await call('THA', 'PATCH', '/api/units/MAE_SOT', { closed: true })).json().closed).not.toBeNull()
    expect((await units('THA')).filter(({ closed }) => closed !== null).map(({ code }) => code)).toEqual(['MAE_SOT'])
    expect((await call('THA', 'POST', '/api/invitations', { email: 'a@tha.example', member: 'THA', role: 'reporter', unit: 'MAE_SOT' })).json().code).toBe('unit.unknown')
    expect((await app.call(who['THA']!, 'POST', '/api/reports', { freq: 'M', from: '2026-08', to: '2026-08', unit: 'MAE_SOT' }, { 'idempotency-key': 'closed' })).json().code).toBe('report.unit_unknown')
    expect((await call('THA', 'GET', `/api/reports/${report.json<{ rows: { report: string }[] }>().rows[0]!.report}`)).statusCode, 'the draft is there still').toBe(200)
    expect((await call('THA', 'PATCH', '/api/units/MAE_SOT', { closed: false })).json().closed).toBeNull()
    const actions = (await call('THA', 'GET', '/api/audit')).json<{ entries: { action: string }[] }>().entries.map(({ action }) => action).filter((action) => action.startsWith('unit.'))
    expect(actions).toEqual(['unit.reopened', 'unit.closed', 'unit.changed', 'unit.changed', 'unit.changed', 'unit.added'])
  })
})

describe('a counterpart', () => {
  let id: string

  test('7: is asked of a member, which is told the unit that asks; who asks learns nothing of its units', async () => {
    const asked = await call('THA', 'POST', '/api/counterparts', { unit: 'MAE_SOT', member: 'KHM' })
    expect(asked.json()).toMatchObject({ member: 'KHM', status: 'asked_by_us', unit: 'MAE_SOT', theirs: null, may: ['end'] })
    id = asked.json<Pair>().id
    expect(await pairs('KHM')).toMatchObject([{ id, member: 'THA', status: 'asked_of_us', unit: null, theirs: { code: 'MAE_SOT', name: 'Mae Sot checkpoint' }, may: ['accept', 'end'] }])
    expect((await call('THA', 'POST', '/api/counterparts', { unit: 'MAE_SOT', member: 'KHM' })).json().code).toBe('counterpart.asked')
    for (const member of ['THA', 'CAU', 'ZZZ']) expect((await call('THA', 'POST', '/api/counterparts', { unit: 'MAE_SOT', member })).json().code).toBe('counterpart.member')
    expect((await call('THA', 'POST', '/api/counterparts', { unit: 'POIPET', member: 'KHM' })).json().code, 'a unit of theirs is none of ours').toBe('unit.unknown')
    expect((await call('other', 'POST', '/api/counterparts', { unit: 'MAE_SOT', member: 'KHM' })).json().code).toBe('not_allowed')
  })

  test('is answered by choosing a unit, by nobody else', async () => {
    expect((await call('THA', 'POST', `/api/counterparts/${id}/accept`, { unit: 'MAE_SOT' })).json().code, 'not by who asked').toBe('not_allowed')
    expect((await call('KHM', 'POST', `/api/counterparts/${id}/accept`, { unit: 'MAE_SOT' })).json().code).toBe('unit.unknown')
    for (const name of ['LAO', 'liaison', 'analyst', 'administrator']) {
      const [there, absent] = [await call(name, 'POST', `/api/counterparts/${id}/accept`, { unit: 'MAIN' }), await call(name, 'POST', '/api/counterparts/3f2504e0-4f89-41d3-9a0c-0305e82c3301/accept', { unit: 'MAIN' })]
      expect([name, there.statusCode, there.body]).toEqual([name, 404, absent.body])
    }
    expect((await call('KHM', 'POST', `/api/counterparts/${id}/accept`, { unit: 'POIPET' })).json()).toMatchObject({ status: 'paired', unit: 'POIPET', theirs: { code: 'MAE_SOT' }, may: ['end'] })
    expect(await pairs('THA')).toMatchObject([{ id, status: 'paired', unit: 'MAE_SOT', theirs: { code: 'POIPET', name: 'POIPET' } }])
    const back = (await call('KHM', 'POST', '/api/counterparts', { unit: 'POIPET', member: 'THA' })).json<Pair>()
    expect((await call('THA', 'POST', `/api/counterparts/${back.id}/accept`, { unit: 'MAE_SOT' })).json().code, 'the same pair twice').toBe('counterpart.there')
    expect((await call('THA', 'POST', `/api/counterparts/${back.id}/end`)).statusCode, 'saying no').toBe(204)
    expect(await pairs('KHM')).toHaveLength(1)
  })

  test('7: is seen by the focal points of both and by who works there; nobody else finds a trace', async () => {
    expect((await pairs('liaison')).map((pair) => [pair.unit, pair.theirs?.code, pair.may])).toEqual([['POIPET', 'MAE_SOT', []]])
    for (const name of ['other', 'LAO', 'analyst', 'administrator']) expect([name, await pairs(name)]).toEqual([name, []])
    for (const [name, path] of [['LAO', 'end'], ['analyst', 'end']] as const) expect((await call(name, 'POST', `/api/counterparts/${id}/${path}`)).json().code).toBe('not_found')
  })

  test('ends by either side, and with the unit', async () => {
    expect((await call('THA', 'POST', `/api/counterparts/${id}/end`)).statusCode).toBe(204)
    expect([await pairs('THA'), await pairs('KHM'), await pairs('liaison')]).toEqual([[], [], []])
    expect((await call('KHM', 'POST', `/api/counterparts/${id}/accept`, { unit: 'POIPET' })).json().code).toBe('not_found')
    const again = (await call('THA', 'POST', '/api/counterparts', { unit: 'RANONG_PIU', member: 'KHM' })).json<Pair>()
    await call('KHM', 'POST', `/api/counterparts/${again.id}/accept`, { unit: 'POIPET' })
    expect(await pairs('KHM')).toHaveLength(1)
    expect((await call('THA', 'PATCH', '/api/units/RANONG_PIU', { closed: true })).statusCode).toBe(200)
    expect(await pairs('KHM')).toEqual([])
    const chain = async (name: string) => (await call(name, 'GET', '/api/audit')).json<{ entries: { action: string; subject: string; detail: object }[] }>().entries.filter(({ action }) => action.startsWith('counterpart.')).map(({ action, subject }) => `${action} ${subject}`)
    expect(await chain('KHM')).toEqual(['counterpart.accepted POIPET', 'counterpart.proposed POIPET', 'counterpart.accepted POIPET'])
    expect((await chain('THA')).join()).not.toContain('POIPET')
  })
})

describe('the database itself, to the login of the application', () => {
  type Row = { with_unit?: string | null; accepted_by?: string | null; accepted_at?: Date | null; ended_by?: string | null; ended_at?: Date | null }
  let id: string
  const now = new Date('2026-11-21T13:00:00Z')
  const as = (name: string): Viewer => ({ member: who[name]!.member, unit: 'MAIN', role: who[name]!.role, person: who[name]!.person })
  const write = (name: string, values: Row) => withViewer(app.services.db, as(name), now, (trx) => trx.updateTable('counterpart').set(values).where('counterpart_id', '=', id).executeTakeFirst())
  const answer = (name: string, values: Row = {}): Row => ({ with_unit: 'POIPET', accepted_by: who[name]!.person, accepted_at: now, ...values })
  const ended = (name: string): Row => ({ ended_by: who[name]!.person, ended_at: now })
  beforeAll(async () => {
    id = (await call('THA', 'POST', '/api/counterparts', { unit: 'MAIN', member: 'KHM' })).json<Pair>().id
  })

  test('asks in nobody else\'s name, and nothing that is answered or ended already', async () => {
    const ask = { ref_area: 'THA', unit: 'MAIN', with_member: 'LAO', asked_by: who['THA']!.person, asked_at: now }
    const forged = [{ asked_by: who['other']!.person }, { ref_area: 'KHM', with_member: 'THA' }, ended('THA'), answer('THA'), { ended_at: now }]
    for (const wrong of forged) await expect(withViewer(app.services.db, as('THA'), now, (trx) => trx.insertInto('counterpart').values({ ...ask, counterpart_id: randomUUID(), ...wrong }).execute())).rejects.toThrow(/row-level security/)
  })

  test('answers by the member that was asked alone, by an open unit of its own, in its own name, without ending it in the same breath', async () => {
    await expect(write('THA', answer('THA')), 'who asked').rejects.toThrow(/only the member that was asked/)
    await expect(write('THA', answer('KHM', { with_unit: 'MAIN' })), 'who asked, in their name').rejects.toThrow(/only the member that was asked/)
    for (const wrong of [{ with_unit: 'MAE_SOT' }, { with_unit: 'NOWHERE' }, { accepted_by: who['THA']!.person }, { accepted_by: who['liaison']!.person }, ended('KHM')]) await expect(write('KHM', answer('KHM', wrong))).rejects.toThrow(/only the member that was asked/)
    for (const name of ['LAO', 'liaison', 'analyst', 'administrator', 'officer']) expect([name, (await write(name, answer(name))).numUpdatedRows], 'no row of theirs').toEqual([name, 0n])
    expect((await write('KHM', answer('KHM'))).numUpdatedRows).toBe(1n)
  })

  test('changes no answer, ends in the name of who ends it, and takes that back for nobody', async () => {
    for (const name of ['THA', 'KHM']) await expect(write(name, { with_unit: null, accepted_by: null, accepted_at: null })).rejects.toThrow(/only the member that was asked/)
    await expect(write('KHM', { with_unit: 'MAIN' })).rejects.toThrow(/only the member that was asked/)
    await expect(write('THA', ended('KHM'))).rejects.toThrow(/says so, once/)
    expect((await write('THA', ended('THA'))).numUpdatedRows).toBe(1n)
    for (const name of ['THA', 'KHM']) await expect(write(name, { ended_by: null, ended_at: null })).rejects.toThrow(/says so, once/)
    await expect(write('KHM', ended('KHM'))).rejects.toThrow(/says so, once/)
  })
})
