import pg from 'pg'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { smallMapping } from '../mapping.ts'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { figureKey, flowNamed, work } from '../reports.ts'
import { browse, codeOf, settle, type Human } from '../sign-in.ts'
import { requestOf, validInput } from './valid.ts'
import { endOf, sendFile } from './world.ts'

/** Requirement 29: logs hold no cell value, no free text, no token; whatever happens. Everything that is sent here can be told from anything else. */

const SECRET = {
  figure: '48151623', other: '31415926', words: 'quiet words between two agencies', comment: 'a comment nobody else reads', cell: 'Ruritania', fileName: 'figures-of-the-navy.csv', column: 'KolumnaTajna',
  password: 'correct horse of mine', wrong: 'wrong horse of theirs', unitName: 'Brigade of the hidden bay', groupName: 'Hush circle', email: 'hidden.person', trick: `'; select 'leaked-by-sql' --`, mapping: 'a-word-of-a-mapping',
} as const

let app: TestApp
let officer: Actor
let focal: Actor
let human: Human
beforeAll(async () => {
  app = await testApp()
  officer = await app.person('KHM', 'reporter', 'POLICE')
  focal = await app.person('KHM', 'focal_point')
  await app.person('VNM', 'focal_point')
})
afterAll(() => app?.close())

const file = (value: string = SECRET.figure): string => `Country,Month,Count,${SECRET.column}\nMMR,2024-03,${value},x\n${SECRET.cell},2024-03,${SECRET.other},x\n`

async function story(): Promise<void> {
  human = await settle(app, focal, 'KHM', 'analyst')
  await browse(app, '', 'POST', '/api/session', { email: human.email, password: SECRET.wrong })
  await browse(app, '', 'POST', '/api/session', { email: `${SECRET.email}@khm.example`, password: SECRET.password })
  await browse(app, human.cookie, 'POST', '/api/tokens', { scopes: ['read'] })
  await app.call(focal, 'POST', '/api/units', { code: 'BAY', name: SECRET.unitName })
  await app.call(focal, 'POST', '/api/groups', { name: SECRET.groupName, members: ['KHM', 'VNM'] })
  await app.call(focal, 'POST', '/api/invitations', { email: `${SECRET.email}@khm.example`, member: 'KHM', role: 'reporter' })
  const { task } = (await sendFile(app, officer, file())).json<{ task: string }>()
  const { result } = await endOf(app, officer, task)
  const { report } = result!
  await app.call(officer, 'POST', `/api/reports/${report}/comments`, { comments: [{ dataflow: 'VRS_DETECT', words: SECRET.words }] })
  expect(await work(app, officer, `/api/reports/${report}/submit`, { comment: SECRET.comment })).not.toHaveProperty('refused')
  const { result: approved } = await work(app, focal, `/api/reports/${report}/approve`, { terms: { level: 'CONTRIBUTORS' } })
  await app.call(focal, 'GET', `/api/reports/${approved!['report'] as string}/sections/VRS_DETECT/payload`)
  const { body } = await app.call(focal, 'GET', '/api/dataflows/VRS_DETECT/query?by=CITIZENSHIP&where=TIME_PERIOD%3D2024-03')
  expect(body).toContain(SECRET.figure)
}

async function wrongInputs(): Promise<void> {
  for (const bad of [file('1,5x'), `${SECRET.cell}\0`, Buffer.from('89504e470d0a1a0a', 'hex'), `"${SECRET.words}`, 'Country\n', '']) {
    const answer = await sendFile(app, officer, bad)
    if (answer.statusCode === 202) await endOf(app, officer, answer.json<{ task: string }>().task)
  }
  await sendFile(app, officer, file(), `${smallMapping()}\n${SECRET.mapping}: [`)
  await sendFile(app, officer, file(), smallMapping().replace('Country', SECRET.mapping))
  const flow = await flowNamed(app, 'VRS_DETECT')
  for (const value of [SECRET.words, SECRET.trick, '-1', 'NaN']) {
    await app.call(officer, 'PATCH', '/api/reports/KHM-1/cells', { base: 0, device: 'desk', edits: [{ dataflow: 'VRS_DETECT', key: figureKey(flow, 'KHM', 'CITIZENSHIP=MMR'), column: 'OBS_VALUE', value }] })
  }
  for (const route of allRoutes) {
    const { headers, ...request } = requestOf(route, validInput(route))
    const sent = { host: 'localhost', authorization: `Bearer ${focal.token}`, ...headers }
    await app.http.inject({ ...request, headers: sent, ...(request.payload ? { payload: JSON.stringify({ field: SECRET.words }), headers: { ...sent, 'content-type': 'application/json' } } : {}) })
    await app.http.inject({ ...request, url: `${request.url}${request.url.includes('?') ? '&' : '?'}${new URLSearchParams({ note: SECRET.words })}`, headers: sent })
    await app.http.inject({ ...request, payload: `{"${SECRET.words}`, headers: { ...sent, 'content-type': 'application/json' } })
  }
  await app.call(null, 'GET', `/api/${encodeURIComponent(SECRET.words)}`, undefined, { authorization: `Bearer ${SECRET.password}`, 'user-agent': SECRET.words, cookie: `vrs_session=${SECRET.password}`, 'idempotency-key': SECRET.words })
}

/** Faults that nobody foresaw, in the middle of what carries values: the database refuses, goes away, or says something of the row. */
async function failures(): Promise<void> {
  const admin = new pg.Client(app.database.admin)
  await admin.connect()
  try {
    for (const [table, check] of [['cell_edit', `value <> '${SECRET.figure}'`], ['cell_comment', 'length(words) < 3'], ['unit', 'length(name) < 3'], ['upload', 'bytes < 1'], ['sharing_group', 'length(name) < 3']] as const) {
      await admin.query(`alter table ${table} add constraint broken check (${check}) not valid`)
    }
    const flow = await flowNamed(app, 'VRS_DETECT')
    const draft = (await app.call(officer, 'POST', '/api/reports', { freq: 'M', from: '2024-01', to: '2024-06' })).json<{ rows: { report: string }[] }>().rows[0]!.report
    const answers = [
      await app.call(officer, 'PATCH', `/api/reports/${draft}/cells`, { base: 0, device: 'desk', edits: [{ dataflow: 'VRS_DETECT', key: figureKey(flow, 'KHM', 'CITIZENSHIP=MMR'), column: 'OBS_VALUE', value: SECRET.figure }] }),
      await app.call(focal, 'POST', '/api/reports/KHM-1/comments', { comments: [{ dataflow: 'VRS_DETECT', words: SECRET.words }] }),
      await app.call(focal, 'POST', '/api/units', { code: 'BAYS', name: SECRET.unitName }), await sendFile(app, officer, file()), await app.call(focal, 'POST', '/api/groups', { name: `${SECRET.groupName} two`, members: ['KHM', 'VNM'] }),
    ]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 500, 500, 500, 500])
    for (const { body } of answers) for (const secret of Object.values(SECRET)) expect(body).not.toContain(secret)
    for (const table of ['cell_edit', 'cell_comment', 'unit', 'upload', 'sharing_group']) await admin.query(`alter table ${table} drop constraint broken`)
    for (let round = 0; round < 5; round++) {
      const under = Promise.allSettled([sendFile(app, officer, file()), app.call(focal, 'POST', '/api/units', { code: `R${round}`, name: SECRET.unitName }), app.call(focal, 'GET', '/api/dataflows/VRS_DETECT/query?by=CITIZENSHIP'), app.call(officer, 'POST', '/api/reports/KHM-1/comments', { comments: [{ dataflow: 'VRS_DETECT', words: SECRET.words }] })])
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
      for (const outcome of await under) if (outcome.status === 'fulfilled') expect(outcome.value.statusCode).not.toBe(500)
    }
  } finally {
    await admin.end()
  }
  await expect.poll(async () => (await app.call(null, 'GET', '/readyz')).statusCode, { timeout: 10_000 }).toBe(200)
}

describe('29: no log holds what somebody sent', () => {
  test('not in the ordinary run of things, not in refusals, and not where something fails', { timeout: 120_000 }, async () => {
    await story()
    await wrongInputs()
    await failures()
    const logged = app.logged.join('\n')
    const made = { token: officer.token, focalToken: focal.token, cookie: human.cookie.split('=')[1]!, totp: human.totpSecret, code: await codeOf(human, app.services.clock()), email: human.email, person: officer.email, hers: 'a river of quiet words' }
    expect(app.logged.filter((line) => line.includes('"failed"')), 'what nobody foresaw is logged, by a reference').toHaveLength(5)
    for (const [what, secret] of Object.entries({ ...SECRET, ...made })) expect([what, logged.includes(secret)]).toEqual([what, false])
    expect(logged).not.toMatch(/insert into|select \*|DETAIL|Failing row|Bearer|authorization|cookie/i)
  })

  test('a line holds what is known beforehand, and nothing else', () => {
    const fields = new Set(app.logged.flatMap((line) => Object.keys(JSON.parse(line) as object)))
    expect([...fields].filter((field) => !['level', 'time', 'pid', 'hostname', 'reqId', 'reference', 'name', 'code', 'at', 'msg', 'task', 'work', 'kind'].includes(field))).toEqual([])
  })

  // What a server that is not ours writes is its owner's to say.
  test.skipIf(process.env['TEST_DATABASE_URL'] !== undefined)('the database logs no value either', async () => {
    const setting = async (name: string) => (await sql<{ value: string }>`select current_setting(${name}) as value`.execute(app.services.db)).rows[0]!.value
    expect(await setting('log_statement')).toBe('none')
    expect(['-1', '0']).toContain(await setting('log_parameter_max_length_on_error'))
    expect(await setting('log_min_duration_statement')).toBe('-1')
    expect(['panic', 'fatal']).toContain(await setting('log_min_error_statement'))
    expect(await setting('log_error_verbosity')).toBe('terse')
  })
})
