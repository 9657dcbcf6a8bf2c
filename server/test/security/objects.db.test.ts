import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { smallMapping } from '../mapping.ts'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { draft, figureKey, flowNamed, shown, work } from '../reports.ts'
import { browse, settle } from '../sign-in.ts'
import { form, placesOf, requestOf, validInput, withValue } from './valid.ts'
import { approve, endOf, makeWorld, sendFile, submit, uploadFile, type World } from './world.ts'

/** Requirement 8: ids in path, body and parent that belong to different objects are refused; within a state, those of another unit too. */

let app: TestApp
let khm: World
let lao: World
let navy: Actor
beforeAll(async () => {
  app = await testApp()
  khm = await makeWorld(app, 'KHM', 'VNM')
  lao = await makeWorld(app, 'LAO', 'VNM')
  navy = await app.person('KHM', 'reporter', 'NAVY')
})
afterAll(() => app?.close())

const call = (actor: Actor, method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object) => app.call(actor, method, path, body)
const codeOf = (answer: LightMyRequestResponse): string => answer.json<{ code: string }>().code
const reportsOf = async (actor: Actor): Promise<number> => (await call(actor, 'GET', '/api/reports')).json<{ reports: unknown[] }>().reports.length

describe('8: reports of two states, or of two units', () => {
  test('are not combined, and nothing is made of the part that one may see', async () => {
    const before = await reportsOf(khm.focal)
    for (const reports of [[khm.submitted, lao.submitted], [lao.submitted, khm.submitted], [lao.submitted]]) {
      expect(codeOf(await call(khm.focal, 'POST', '/api/reports/combine', { reports }))).toBe('not_found')
    }
    expect(await reportsOf(khm.focal)).toBe(before)
  })

  test('take no file of the other', async () => {
    const send = (actor: Actor, query: string) => sendFile(app, actor, 'Country,Month,Count\nMMR,2024-03,5\n', smallMapping(), query)
    expect(codeOf(await send(khm.focal, `dataflow=VRS_DETECT&report=${lao.draft}`))).toBe('not_found')
    expect(codeOf(await send(khm.focal, `dataflow=VRS_DETECT&report=${khm.draft}&member=LAO`))).toBe('not_found')
    expect(codeOf(await send(khm.focal, `dataflow=VRS_DETECT&report=${lao.draft}&member=KHM`))).toBe('not_found')
    expect(codeOf(await send(khm.focal, 'dataflow=VRS_DETECT&member=LAO'))).toBe('not_found')
    expect(codeOf(await send(navy, `dataflow=VRS_DETECT&report=${khm.draft}`))).toBe('not_found')
    expect(codeOf(await send(navy, 'dataflow=VRS_DETECT&unit=POLICE'))).toBe('not_allowed')
    expect(codeOf(await send(khm.focal, 'dataflow=VRS_DETECT&unit=NAVAL'))).toBe('report.unit_unknown')
    expect(codeOf(await send(khm.focal, 'dataflow=VRS_NOTHING'))).toBe('not_found')
    expect(codeOf(await send(khm.focal, `dataflow=VRS_NOTHING&report=${khm.draft}`))).toBe('not_found')
    expect(codeOf(await send(khm.focal, 'dataflow=VRS_FEE')), 'the mapping is of another dataflow').toMatch(/^mapping\./)
  })

  test('a unit sees nothing of another unit\'s, and gets the bytes of what is not there', { timeout: 60_000 }, async () => {
    const own = allRoutes.flatMap((route) => placesOf(route).filter(({ names }) => names === 'public id').map((place) => ({ route, place })))
    // What was released is the whole state's, and so is its receipt.
    const ofState = (id: string): boolean => id.startsWith('releases.') || id === 'narratives.show'
    for (const { route, place } of own.filter(({ route }) => !ofState(route.id))) {
      const field = route.owned?.[String(place.at[0])] ?? 'report'
      const ids = field === 'task' ? [khm.task] : field === 'upload' ? [khm.upload] : field === 'export' ? [khm.exported] : [khm.draft, khm.submitted, khm.approved, khm.uploaded, ...(route.id === 'reports.receipt' ? [] : [khm.national])]
      const answers = new Set<string>()
      for (const id of ['KHM-4711', ...ids]) {
        const { headers, ...request } = requestOf(route, withValue(validInput(route), place, id))
        const { statusCode, body } = await app.http.inject({ ...request, headers: { host: 'localhost', authorization: `Bearer ${navy.token}`, ...headers } })
        answers.add(`${statusCode} ${body}`)
      }
      expect([route.id, [...answers]]).toEqual([route.id, [expect.stringContaining('404 ')]])
    }
  })
})

describe('8: parts of another report', () => {
  test.each(['rows', 'payload', 'receipt'])('a section that the report does not have: %s', async (part) => {
    for (const dataflow of ['VRS_FEE', 'VRS_NOTHING']) expect(codeOf(await call(khm.focal, 'GET', `/api/reports/${khm.national}/sections/${dataflow}/${part}`))).toBe('not_found')
    expect(codeOf(await call(khm.focal, 'GET', `/api/reports/${khm.national}/sections/VRS_DETECT/${part}?version=7`))).toBe('not_found')
  })

  test('rejected rows are those of the upload that the report stands on', async () => {
    expect((await call(khm.focal, 'GET', `/api/reports/${khm.uploaded}/rejects?dataflow=VRS_DETECT`)).json()).toMatchObject({ rejects: [{ row: 3 }] })
    expect((await call(khm.focal, 'GET', `/api/reports/${khm.draft}/rejects?dataflow=VRS_DETECT`)).json()).toMatchObject({ rejects: [] })
    expect(codeOf(await call(khm.focal, 'GET', `/api/reports/${khm.uploaded}/rejects?dataflow=VRS_FEE`))).toBe('not_found')
  })

  test('no comment on a section that the report does not have', async () => {
    const comment = { dataflow: 'VRS_FEE', words: 'what is this' }
    expect(codeOf(await call(khm.reporter, 'POST', `/api/reports/${khm.draft}/comments`, { comments: [comment] }))).toBe('not_found')
    expect(codeOf(await call(khm.reporter, 'POST', `/api/reports/${khm.draft}/comments`, { comments: [{ ...comment, dataflow: 'VRS_DETECT' }, comment] }))).toBe('not_found')
    expect(codeOf(await call(khm.focal, 'POST', `/api/reports/${khm.submitted}/return`, { comments: [comment] }))).toBe('not_found')
    expect(await shown(app, khm.focal, khm.submitted), 'and nothing was done').toMatchObject({ status: 'submitted' })
    expect((await call(khm.focal, 'GET', `/api/reports/${khm.draft}/comments`)).json<{ comments: { dataflow: string }[] }>().comments.map(({ dataflow }) => dataflow)).toEqual(['VRS_DETECT'])
  })

  test('no terms for a section that the report does not have', async () => {
    expect(codeOf(await call(khm.focal, 'POST', `/api/reports/${khm.submitted}/approve`, { terms_of: { VRS_FEE: { level: 'PUBLIC' } } }))).toBe('not_found')
    expect(await shown(app, khm.focal, khm.submitted)).toMatchObject({ status: 'submitted' })
  })

  test('a figure of another state typed into a report never becomes one', async () => {
    const flow = await flowNamed(app, 'VRS_DETECT')
    const report = await draft(app, khm.reporter, [])
    const edit = await call(khm.reporter, 'PATCH', `/api/reports/${report}/cells`, { base: 0, device: 'desk', edits: [{ dataflow: 'VRS_DETECT', key: figureKey(flow, 'LAO', 'CITIZENSHIP=MMR'), column: 'OBS_VALUE', value: '66' }] })
    if (edit.statusCode === 200) expect(await work(app, khm.reporter, `/api/reports/${report}/submit`, { comment: 'so it is' })).toMatchObject({ refused: 'report.has_errors' })
    expect(codeOf(await call(khm.reporter, 'PATCH', `/api/reports/${khm.draft}/cells`, { base: 0, device: 'desk', edits: [{ dataflow: 'VRS_NOTHING', key: 'M.KHM', column: 'OBS_VALUE', value: '1' }] }))).toBe('report.dataflow_unknown')
    const { headers, ...request } = { ...fileFor('LAO'), method: 'POST' as const }
    const answer = await app.http.inject({ ...request, headers: { host: 'localhost', authorization: `Bearer ${khm.reporter.token}`, ...headers } })
    if (answer.statusCode === 202) expect((await endOf(app, khm.reporter, answer.json<{ task: string }>().task)).status).toBe('failed')
    expect(await app.migrator.selectFrom('report').select('report_id').where('ref_area', '=', 'LAO').where('made_by', '=', khm.reporter.person).execute()).toEqual([])
  })
})

/** A file that says of its figures that they are another state's. */
const fileFor = (member: string) => ({ url: '/api/uploads?dataflow=VRS_DETECT', ...form({ mapping: smallMapping().replace('  INDICATOR:', '  REF_AREA: { column: Who }\n  INDICATOR:'), file: `Who,Country,Month,Count\n${member},MMR,2024-03,5\n` }) })

describe('8: groups, units and people of others', () => {
  const foreign = ['Circle of LAO', 'LAO/Circle of LAO', 'KHM/Circle of LAO', 'VNM/Circle of KHM']

  test('terms name groups of the own member alone', async () => {
    const report = await submit(app, khm.reporter, '2025-05')
    for (const group of foreign) {
      const terms = { level: 'GROUP', group }
      expect(codeOf(await call(khm.focal, 'PUT', `/api/releases/${khm.release}/terms`, terms))).toBe('group.unknown')
      expect(codeOf(await call(khm.focal, 'PUT', '/api/default-terms/VRS_DETECT', terms))).toBe('group.unknown')
      expect((await work(app, khm.focal, `/api/reports/${report}/approve`, { terms })).refused).toBe('group.unknown')
      expect((await work(app, khm.focal, `/api/reports/${report}/approve`, { terms_of: { VRS_DETECT: terms } })).refused).toBe('group.unknown')
    }
    expect((await call(khm.focal, 'PUT', `/api/releases/${khm.release}/terms`, { level: 'GROUP', group: 'KHM/Circle of KHM' })).statusCode).toBe(200)
    await approve(app, khm.focal, report)
  })

  test('people are given units of their own member alone', async () => {
    await app.person('LAO', 'reporter', 'NAVAL')
    expect(codeOf(await call(khm.focal, 'PATCH', `/api/people/${khm.reporter.person}`, { unit: 'NAVAL' }))).toBe('unit.unknown')
    expect(codeOf(await call(khm.focal, 'POST', '/api/invitations', { email: 'naval@khm.example', member: 'KHM', role: 'reporter', unit: 'NAVAL' }))).toBe('unit.unknown')
    expect(codeOf(await call(khm.focal, 'POST', '/api/reports', { freq: 'M', from: '2026-01', to: '2026-02', unit: 'NAVAL' }))).toBe('report.unit_unknown')
    expect(codeOf(await call(khm.focal, 'POST', '/api/reports', { freq: 'M', from: '2026-01', to: '2026-02', unit: 'NATIONAL' }))).toBe('not_allowed')
  })

  test('nobody ends sessions or tokens, or forgets devices, of a colleague', async () => {
    const { cookie: colleague } = await settle(app, khm.focal, 'KHM', 'focal_point')
    expect((await browse(app, colleague, 'DELETE', `/api/sessions/${khm.session}`)).statusCode).toBe(404)
    expect((await browse(app, colleague, 'DELETE', `/api/devices/${khm.knownDevice}`)).statusCode).toBe(404)
    expect((await browse(app, colleague, 'DELETE', `/api/tokens/${khm.token}`)).statusCode).toBe(404)
    expect((await browse(app, khm.human.cookie, 'GET', '/api/session')).statusCode).toBe(200)
  })

  test('nobody cancels the long work of another unit', async () => {
    const { task } = await uploadFile(app, khm.reporter, 'Country,Month,Count\nMMR,2024-03,5\n')
    expect((await app.call(navy, 'DELETE', `/api/tasks/${task}`)).statusCode).toBe(404)
    expect((await app.call(lao.focal, 'DELETE', `/api/tasks/${task}`)).statusCode).toBe(404)
  })
})
