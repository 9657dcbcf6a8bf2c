import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { trialFiles } from '@openvrs/core/metadata/trial.ts'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'

let app: TestApp
let analyst: Actor
let administrator: Actor
let focalPoint: Actor
beforeAll(async () => {
  app = await testApp()
  analyst = await app.person('CAU', 'cau_analyst')
  administrator = await app.person('CAU', 'administrator')
  focalPoint = await app.person('THA', 'focal_point')
})
afterAll(() => app.close())

const body = (changes?: Parameters<typeof trialFiles>[0]) => ({ files: Object.fromEntries(trialFiles(changes)) })

describe('descriptions of the data are open to everybody', () => {
  test('the list names each collection with its dataflows', async () => {
    const { collections } = (await app.call(null, 'GET', '/api/collections')).json()
    const own = collections.find((one: { collection: string }) => one.collection === 'vrs-msrc')
    expect(own.dataflows[0]).toMatchObject({ id: 'VRS_DETECT', name: { en: 'Detections of irregular entry, stay and exit' } })
    expect((await app.call(null, 'GET', '/api/collections?language=th')).json().collections[0].dataflows.flatMap(({ name }: { name: object }) => Object.keys(name)).filter((tag: string) => tag !== 'en' && tag !== 'th')).toEqual([])
    expect({ ...own, dataflows: own.dataflows.map(({ id }: { id: string }) => id) }).toEqual(expect.objectContaining({
      collection: 'vrs-msrc', agency: 'OPENVRS',
      dataflows: ['VRS_DETECT', 'VRS_DOCFRAUD', 'VRS_FEE', 'VRS_HARM', 'VRS_MEASURE', 'VRS_OFFENDER', 'VRS_REFUSAL', 'VRS_ROUTE', 'VRS_SMUGGLED'],
    }))
  })

  test('a device keeps a collection, and is told in a line that it is still the same; to somebody with other rights it is another', async () => {
    const ask = (actor: Actor | null, tag = '') => app.call(actor, 'GET', '/api/collections/vrs-msrc?language=th', undefined, { 'accept-encoding': 'br', 'if-none-match': tag })
    const first = await ask(focalPoint)
    const { etag } = first.headers
    expect([first.statusCode, first.headers['cache-control'], first.headers['content-encoding']]).toEqual([200, 'private, no-cache', 'br'])
    const again = await ask(focalPoint, String(etag))
    expect([again.statusCode, again.body, again.headers.etag, again.headers['content-encoding']]).toEqual([304, '', etag, undefined])
    expect((await ask(analyst, String(etag))).statusCode).toBe(200)
    const other = await app.call(null, 'GET', '/api/collections/nothing', undefined, { 'if-none-match': String(etag) })
    expect([other.statusCode, other.headers['cache-control'], other.headers.etag]).toEqual([404, 'no-store', undefined])
  })

  test('a collection comes whole, in the language asked for and English', async () => {
    const answer = await app.call(null, 'GET', '/api/collections/vrs-msrc?language=th')
    expect(answer.statusCode).toBe(200)
    const { codelists, dataflows, register } = answer.json()
    const areas = codelists.find((list: { id: string }) => list.id === 'CL_AREA').codes
    expect(areas.find((c: { id: string }) => c.id === 'THA')).toEqual({ id: 'THA', name: { en: 'Thailand', th: 'ไทย' }, annotations: { alpha2: 'TH', m49: '764' } })
    expect(dataflows[0].indicators[0]).toMatchObject({ id: 'ENTRY_IRREG', additivity: { over: 'all' }, perUnit: { PS: { over: 'all_but', dimensions: ['TIME_PERIOD'] } } })
    expect(register).toContainEqual({ register: 'route', id: 'DARIEN', name: { en: 'Darién (Colombia to Panama)' }, kind: 'land', successors: [] })
  })

  test('it says which versions there are, and to whom may edit the register that they may', async () => {
    const asked = async (who: Actor | null) => (await app.call(who, 'GET', '/api/collections/vrs-msrc?language=en')).json()
    expect((await asked(null)).versions).toEqual([{ version: '1.3.0', installed: expect.stringMatching(/^\d{4}-/) }])
    expect([(await asked(null)).abilities, (await asked(focalPoint)).abilities, (await asked(analyst)).abilities]).toEqual([{ edit_register: false }, { edit_register: false }, { edit_register: true }])
  })

  test('one that is not there is not found', async () => {
    expect((await app.call(null, 'GET', '/api/collections/nothing')).statusCode).toBe(404)
    expect((await app.call(null, 'GET', '/api/collections/vrs-msrc?version=9.9.9')).statusCode).toBe(404)
  })
})

describe('installing', () => {
  test('is for the administrator and the secretariat', async () => {
    expect((await app.call(null, 'POST', '/api/collections', body())).statusCode).toBe(401)
    expect((await app.call(focalPoint, 'POST', '/api/collections', body())).json().code).toBe('not_allowed')
  })

  test('a broken collection is refused with file and line', async () => {
    const answer = await app.call(administrator, 'POST', '/api/collections', body({ 'dataflows/TRIAL_FLOW.yaml': (t) => t.replace('[ITEM, ROUTE_ID]', '[ITEM, ITEM]') }))
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'collection.invalid'])
    expect(answer.json().errors).toEqual([{ path: 'dataflows/TRIAL_FLOW.yaml:5', message: 'The dimension ITEM stands twice in TRIAL_FLOW.' }])
  })

  test('a good one is there at once, and is written down', async () => {
    const answer = await app.call(administrator, 'POST', '/api/collections', body())
    expect([answer.statusCode, answer.json()]).toMatchObject([201, { collection: 'trial', version: '1.0.0', dataflows: [{ id: 'TRIAL_FLOW' }] }])
    expect((await app.call(null, 'GET', '/api/collections/trial')).json().rules).toHaveLength(1)
    const entries = await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', '_SYSTEM').execute()
    expect(entries.map((e) => e.body)).toContainEqual(expect.objectContaining({ action: 'collection.install', subject: 'trial 1.0.0', actor: administrator.person }))
    expect((await app.call(analyst, 'POST', '/api/collections', body())).statusCode).toBe(201)
    await app.call(analyst, 'POST', '/api/collections', body({ 'collection.yaml': (t) => t.replace('version: 1.0.0', 'version: 1.1.0'), 'rules/rules.yaml': (t) => t.replace('severity: error', 'severity: warning') }))
    const changes = async (from: string, to: string) => (await app.call(null, 'GET', `/api/collections/trial/changes?from=${from}&to=${to}&language=en`)).json()
    expect((await changes('1.0.0', '1.1.0')).changes).toEqual([{ part: 'rule', kind: 'changed', id: 'r1', name: { en: 'Because.' }, fields: [{ field: 'severity', before: 'error', after: 'warning' }] }])
    expect((await changes('1.1.0', '1.1.0')).changes).toEqual([])
    expect((await changes('1.0.0', '9.0.0')).code).toBe('not_found')
    expect((await app.call(analyst, 'POST', '/api/collections', body({ 'README.md': 'changed' }))).json().code).toBe('collection.published')
  })
})

describe('the register of routes and places', () => {
  const road = { id: 'NEW_TRACK', name: { en: 'New track', th: 'ทางใหม่' }, kind: 'land', area: 'THA', successors: ['DARIEN'] }

  test('is kept by the secretariat alone', async () => {
    for (const actor of [focalPoint, administrator]) expect((await app.call(actor, 'POST', '/api/register/route', road)).json().code).toBe('not_allowed')
  })

  test('takes a route, and later versions of it, and writes each down', async () => {
    expect((await app.call(analyst, 'POST', '/api/register/route', road)).json()).toEqual({ ...road, register: 'route', version: 1 })
    expect((await app.call(analyst, 'POST', '/api/register/route', { ...road, successors: [] })).json().version).toBe(2)
    const { register } = (await app.call(null, 'GET', '/api/collections/vrs-msrc')).json()
    expect(register.filter((e: { id: string }) => e.id === 'NEW_TRACK')).toEqual([{ ...road, register: 'route', successors: [] }])
    const entries = await app.migrator.selectFrom('audit_entry').select('body').where('ref_area', '=', '_SYSTEM').execute()
    expect(entries.map((e) => e.body).filter((b) => (b as { action: string }).action === 'register.write')).toHaveLength(2)
  })

  test('keeps every version; who wrote them is told to the secretariat alone', async () => {
    expect((await app.call(analyst, 'POST', '/api/register/route', { ...road, kind: 'sea', retired: true })).json()).toMatchObject({ version: 3, retired: true })
    const history = async (who: Actor | null, entry = 'NEW_TRACK') => (await app.call(who, 'GET', `/api/register/route/${entry}?language=en`)).json()
    const { versions } = await history(analyst)
    expect(versions.map(({ version, by, entry }: { version: number; by: string; entry: { retired?: boolean; kind: string } }) => [version, by === analyst.person, entry.retired ?? false, entry.kind])).toEqual([[3, true, true, 'sea'], [2, true, false, 'land'], [1, true, false, 'land']])
    for (const who of [null, focalPoint]) expect((await history(who)).versions.map(({ origin, by }: { origin: string; by: null }) => [origin, by])).toEqual([['secretariat', null], ['secretariat', null], ['secretariat', null]])
    expect((await history(null, 'DARIEN')).versions).toMatchObject([{ version: 1, origin: 'collection', by: null, entry: { name: { en: 'Darién (Colombia to Panama)' } } }])
    expect((await history(null, 'NOWHERE')).code).toBe('not_found')
    const { register } = (await app.call(null, 'GET', '/api/collections/vrs-msrc')).json()
    expect(register.find((e: { id: string }) => e.id === 'NEW_TRACK').retired).toBe(true)
  })

  test('refuses what it does not know, circles, and odd words', async () => {
    const code = async (change: object) => (await app.call(analyst, 'POST', '/api/register/route', { ...road, ...change })).json().code
    expect(await code({ area: 'XYZ' })).toBe('register.reference_unknown')
    expect(await code({ successors: ['NOWHERE'] })).toBe('register.reference_unknown')
    expect(await code({ successors: ['NEW_TRACK'] })).toBe('register.circle')
    await app.call(analyst, 'POST', '/api/register/route', { ...road, id: 'OTHER_TRACK', successors: ['NEW_TRACK'] })
    expect(await code({ successors: ['OTHER_TRACK'] })).toBe('register.circle')
    for (const change of [{ id: 'A|B' }, { name: { th: 'x' } }, { name: { en: 'a\u0000b' } }, { level: 4 }, { kind: 'Land' }]) expect(await code(change)).toBe('request.invalid')
  })
})
