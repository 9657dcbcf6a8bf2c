import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes, type Route } from '@openvrs/contract'
import { optionalDimensions } from '@openvrs/core/metadata/model.ts'
import { connect, type Db } from '../../src/db/connect.ts'
import { testApp, TODAY, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { makeFile, readSheets, takeFile } from '../files.ts'
import { shareFigures } from '../releases.ts'
import { draft, flowNamed } from '../reports.ts'
import { placesOf, requestOf, validInput, withValue, type Place, type Request } from './valid.ts'
import { makeWorld, type World } from './world.ts'

/**
 * Requirements 7 and 12 as an attacker meets them: somebody with valid credentials and the whole contract asks everything,
 * with the ids, words and tricks that they can think of. Cambodia holds figures and words that stand nowhere else; whatever
 * comes back is searched for them.
 */

const FIGURES = { national: 7_340_033, secretariat: 7_340_039, group: 7_340_041, contributors: 7_340_047, embargoed: 7_340_051, draft: 7_340_063 }
type Secret = keyof typeof FIGURES | 'unit' | 'group name' | 'person' | 'id'

let app: TestApp
let superuser: Db
let khm: World
let attackers: { readonly [who: string]: Actor }
let dimensions: readonly string[]
beforeAll(async () => {
  app = await testApp()
  superuser = connect(app.database.admin, () => undefined, 1).db
  khm = await makeWorld(app, 'KHM', 'VNM')
  await app.call(khm.focal, 'POST', '/api/units', { code: 'CANARY', name: 'Unit that nobody else knows of' })
  const share = (value: number, month: string, terms: Parameters<typeof shareFigures>[3]) => shareFigures(app.services.db, 'KHM', [{ timePeriod: month, value, key: { CITIZENSHIP: 'MMR' } }], terms, TODAY)
  await share(FIGURES.national, '2025-03', { level: 'NATIONAL' })
  await share(FIGURES.secretariat, '2025-04', { level: 'SECRETARIAT' })
  await share(FIGURES.group, '2025-05', { level: 'GROUP', group: khm.group })
  await share(FIGURES.contributors, '2025-06', { level: 'CONTRIBUTORS' })
  await share(FIGURES.embargoed, '2025-07', { level: 'CONTRIBUTORS', embargo: new Date('2027-01-01T00:00:00Z') })
  await draft(app, khm.reporter, [['CITIZENSHIP=MMR', FIGURES.draft]])
  attackers = {
    'a focal point of another state': await app.person('LAO', 'focal_point'), 'an officer of another state': await app.person('LAO', 'reporter'), 'an analyst of another state': await app.person('LAO', 'analyst'),
    'the administrator': await app.person('CAU', 'administrator'), 'an analyst of the secretariat': await app.person('CAU', 'cau_analyst'),
  }
  dimensions = ['FREQ', 'REF_AREA', 'INDICATOR', 'UNIT_MEASURE', 'TIME_PERIOD', ...optionalDimensions(await flowNamed(app, 'VRS_DETECT')).map(({ id }) => id)]
})
afterAll(async () => {
  await superuser?.destroy()
  await app?.close()
})

/** What a role may know by what sharing gives; nothing else. */
const GIVEN: { readonly [who: string]: readonly Secret[] } = {
  'the administrator': ['unit', 'person'], // runs the system: invites, sees who there is; no figure, no draft
  'an analyst of the secretariat': ['contributors'],
}

const idOf = (route: Route, place: Place): readonly string[] => {
  switch (place.names) {
    case 'member':
      return ['KHM']
    case 'person':
      return [khm.person, khm.focal.person]
    case 'session':
      return [khm.session]
    case 'known device':
      return [khm.knownDevice]
    case 'passkey':
      return [khm.passkey]
    case 'token':
      return [khm.token]
    case 'reset':
      return [khm.reset]
    case 'invitation':
      return [khm.invitation]
    case 'counterpart':
      return [khm.counterpart]
    case 'saved search':
      return [khm.saved]
    case 'saved view':
      return [khm.view]
    case 'public id':
      return route.id.startsWith('exports') ? [khm.exported] : /task/.test(route.id) ? [khm.task] : /upload/.test(route.id) ? [khm.upload] : /release/.test(route.id) ? [khm.release] : [khm.draft, khm.submitted, khm.national]
  }
}

/** Every route about Cambodia's things, and the same in other spellings. */
function namingRequests(): Request[] {
  return allRoutes.flatMap((route) => placesOf(route).flatMap((place) => idOf(route, place).flatMap((id) => {
    const request = requestOf(route, withValue(validInput(route), place, id))
    const spelled = (text: string): Request => ({ ...request, url: request.url.replace(encodeURIComponent(id), text) })
    return [request, ...(place.part === 'params' ? [spelled(id.toLowerCase()), spelled(`%4b${id.slice(1)}`), spelled(`${id}%20`), spelled(`LAO-1%2f..%2f${id}`), spelled(`${id}/`), { ...request, method: 'HEAD' as const }] : [])]
  })))
}

/** Questions about figures in every way that the query language has, and in some that it has not. */
function questions(): string[] {
  const wheres = ['', '&where=REF_AREA=KHM', '&where=CITIZENSHIP=MMR', '&where=TIME_PERIOD=2025-03..2025-07', '&where=REF_AREA=KHM,LAO&where=TIME_PERIOD=2025']
  const ends = ['', '&format=csv', '&explain=true', `&as_of=${TODAY.toISOString().slice(0, 10)}`]
  const by = dimensions.flatMap((d) => [d, `${d},TIME_PERIOD`, `REF_AREA,${d}`])
  const asked = by.flatMap((dims, i) => [`query?by=${dims}${wheres[i % wheres.length]}${ends[i % ends.length]}`, `query?by=${dims}&where=REF_AREA=KHM`, `export?by=${dims}${wheres[(i + 1) % wheres.length]}`, `export?by=${dims}&format=csv&as=csv`])
  const made = ['&measure=share', '&measure=rank', '&roll_up=A', '&measure=year_change&roll_up=Q', '&measure=rolling_year', '&top=REF_AREA=1', '&regions=REF_AREA=CL_M49_SUBREGION', '&regions=CITIZENSHIP=BALI_PROCESS&measure=share']
  const derived = by.flatMap((dims, i) => [i, i + 3].map((at) => `query?by=${dims}${made[at % made.length]}${wheres[i % wheres.length]}`))
  const tricks = ['query', 'query?by=', 'query?by=REF_AREA&where=REF_AREA=KHM%27--', 'query?by=obs_value', 'query?by=release_id', 'query?by=REF_AREA&by=release_id', 'query?by=TIME_PERIOD&purpose=quality', 'query?by=TIME_PERIOD&member=KHM', 'query?by=TIME_PERIOD&viewer=KHM', 'preview?as=LAO&by=TIME_PERIOD', 'preview?as=KHM&by=TIME_PERIOD', 'preview?as=VNM&by=REF_AREA']
  return [...asked, ...derived, ...tricks].map((end) => `/api/dataflows/VRS_DETECT/${end}`)
}

/** Everything that can be read without naming anything, alone and with words that are not asked for. */
const listings = (): string[] => allRoutes.filter(({ method, path }) => method === 'GET' && !path.includes(':')).flatMap(({ path }) => [path, `${path}?member=KHM`, `${path}?limit=100000`, `${path}?status=approved`, `${path}?chain=KHM`, `${path}?unit=CANARY`])

const AT_ONCE = 8

const FORGED: readonly { readonly [name: string]: string }[] = [{}, { 'x-member': 'KHM', 'x-role': 'focal_point' }, { 'x-user': 'admin', 'x-http-method-override': 'PUT' }, { cookie: 'vrs_session=KHM; member=KHM' }]

const leaked = (who: string, request: string, answer: string): string[] => {
  const secrets: readonly (readonly [Secret, RegExp])[] = [
    ...Object.entries(FIGURES).map(([name, value]) => [name as Secret, new RegExp(`${value}|${value.toLocaleString('en')}`)] as const),
    ['unit', /CANARY|nobody else knows/], ['group name', new RegExp(khm.group)], ['id', /KHM-\d+/], ['person', new RegExp([khm.person, khm.focal.person, khm.second.person, khm.session, khm.token].join('|'))],
  ]
  const own = [...request.matchAll(/KHM-\d+|CANARY/g)].map(String)
  return secrets.filter(([name, form]) => !GIVEN[who]?.includes(name) && form.test(own.reduce((text, mine) => text.replaceAll(mine, ''), answer)) && !form.test(request)).map(([name]) => `${name} by ${request}`)
}

describe.each(['a focal point of another state', 'an officer of another state', 'an analyst of another state', 'the administrator', 'an analyst of the secretariat'])('%s', (who) => {
  test('7, 12: gets nothing of a state beyond what sharing gives, whatever they ask', { timeout: 240_000 }, async () => {
    const asked: Request[] = [...namingRequests(), ...[...questions(), ...listings()].map((url): Request => ({ method: 'GET', url, headers: {} }))]
    const found: string[] = []
    const distinct = new Set<string>()
    const statuses = new Map<number, number>()
    const ask = async ({ headers, ...request }: Request, i: number): Promise<void> => {
      const { statusCode, body, headers: told } = await app.http.inject({ ...request, headers: { host: 'localhost', authorization: `Bearer ${attackers[who]!.token}`, ...headers, ...FORGED[i % FORGED.length] }, ...(request.url.startsWith('/api/training') ? {} : { remoteAddress: `127.0.2.${i % 250}` }) })
      const { payload = '' } = request
      distinct.add(`${request.method} ${request.url} ${payload.toString().slice(0, 200)}`)
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1)
      found.push(...leaked(who, `${request.method} ${request.url} ${payload.toString()}`, `${JSON.stringify(told)} ${body}`))
    }
    // Some at a time: what one waits for, another uses.
    for (let from = 0; from < asked.length; from += AT_ONCE) await Promise.all(asked.slice(from, from + AT_ONCE).map((request, at) => ask(request, from + at)))
    expect(found).toEqual([])
    expect(distinct.size).toBeGreaterThan(200)
    expect([...statuses.keys()].filter((status) => status >= 500), JSON.stringify([...statuses])).toEqual([])
  })

  test('7, 19: has files made that hold nothing more', async () => {
    const actor = attackers[who]!
    for (const [format, question] of [['csv', { by: 'REF_AREA,TIME_PERIOD' }], ['csv', { by: 'TIME_PERIOD', measure: 'share', over: 'TIME_PERIOD' }], ['sdmx-csv', { by: 'REF_AREA,CITIZENSHIP,TIME_PERIOD', where: ['REF_AREA=KHM'] }], ['xlsx', { by: 'REF_AREA,INDICATOR' }]] as const) {
      const { task, problem } = await makeFile(app, actor, format, 'VRS_DETECT', question)
      const body = problem ? JSON.stringify(problem) : format === 'xlsx' ? JSON.stringify((await readSheets((await takeFile(app, actor, task)).rawPayload)).map(({ rows }) => rows)) : (await takeFile(app, actor, task)).body
      expect(leaked(who, `POST /api/exports ${JSON.stringify(question)}`, body)).toEqual([])
    }
  })
})

test('7: each look-up that was refused stands in the ledger of the state that it named', async () => {
  const counted = async (asker: Actor) => (await superuser.selectFrom('ledger').select((e) => e.fn.sum<string>('count').as('n')).where('ref_area', '=', 'KHM').where('member', '=', asker.member).where('role', '=', asker.role).where('action', '=', 'refused').executeTakeFirstOrThrow()).n
  const asker = attackers['an analyst of another state']!
  const before = Number(await counted(asker))
  for (const id of [khm.draft, khm.national, 'KHM-999999']) expect((await app.call(asker, 'GET', `/api/reports/${id}`)).statusCode).toBe(404)
  expect(Number(await counted(asker)) - before).toBe(3)
})

test('7: the owner finds by the same questions what the others did not', async () => {
  const body = (await Promise.all([...questions().slice(0, 40), '/api/units'].map((url) => app.call(khm.focal, 'GET', url)))).map((answer) => answer.body).join()
  for (const value of [FIGURES.national, FIGURES.secretariat, FIGURES.group, FIGURES.contributors, FIGURES.embargoed, 'CANARY']) expect(body).toContain(String(value))
  expect(leaked('an analyst of another state', 'GET /', body).length, 'the search for secrets finds them where they are').toBeGreaterThan(4)
})
