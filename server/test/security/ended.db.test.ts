import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildApp, type App } from '../../src/app.ts'
import { TODAY, testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { browse, sessionOf } from '../sign-in.ts'
import { sendFile, uploadFile } from './world.ts'

/** Requirement 3: an end of rights, told to one server, ends within five seconds what is under way at another. */
const WITHIN_MS = 5000
let app: TestApp
let other: App
let port: number
let focal: Actor
beforeAll(async () => {
  app = await testApp({ poolSize: 10 }) // two servers share it
  focal = await app.person('THA', 'focal_point')
  other = await buildApp(app.services)
  await other.http.listen({ port: 0, host: '127.0.0.1' })
  port = (other.http.server.address() as AddressInfo).port
})
afterAll(async () => {
  await other?.close()
  await app?.close()
})

type Answer = { readonly statusCode: number; readonly body: string }
const at = (actor: Actor, method: 'GET' | 'POST', url: string, payload?: object): Promise<Answer> =>
  other.http.inject({ method, url, headers: { host: 'localhost', authorization: `Bearer ${actor.token}`, ...(payload ? { 'content-type': 'application/json' } : {}) }, ...(payload ? { payload: JSON.stringify(payload) } : {}) })

/** Holds a table so that nobody reads or writes it until `work` is done. */
const holding = <T>(table: string, work: () => Promise<T>): Promise<T> => app.migrator.transaction().execute(async (trx) => {
  await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(trx)
  return work()
})

/** Until somebody waits for the table. */
async function awaited(table: string): Promise<void> {
  for (;;) {
    const { rows } = await sql`select 1 from pg_locks where relation = ${table}::regclass and not granted`.execute(app.migrator)
    if (rows.length > 0) return
  }
}

async function endAndTime<T>(end: () => Promise<unknown>, under: Promise<T>): Promise<T> {
  await end()
  const began = performance.now()
  const answer = await under
  expect(performance.now() - began).toBeLessThan(WITHIN_MS)
  return answer
}

const disable = (person: Actor) => async () => expect((await app.call(focal, 'POST', `/api/people/${person.person}/disable`)).statusCode).toBe(200)

describe('3: ends within five seconds at every server', () => {
  test('a query that waits for the database, when its asker is disabled or given another role', async () => {
    const [officer, second] = [await app.person('THA', 'reporter'), await app.person('THA', 'focal_point')]
    const ends = [[officer, disable(officer)], [second, () => app.call(focal, 'PATCH', `/api/people/${second.person}`, { role: 'analyst' })]] as const
    for (const [actor, end] of ends) {
      const answer = await holding('report', async () => {
        const reading = at(actor, 'GET', '/api/reports')
        await awaited('report')
        return endAndTime(end, reading)
      })
      expect([answer.statusCode, JSON.parse(answer.body).code]).toEqual([401, 'auth.required'])
    }
  })

  test('a change by a token that is revoked, of which nothing is stored, though the database went on with it', async () => {
    const third = await app.person('THA', 'focal_point')
    const cookie = await sessionOf(app, third)
    const { token, id } = (await browse(app, cookie, 'POST', '/api/tokens', { scopes: ['read', 'draft', 'approve'] })).json<{ token: string; id: string }>()
    const answer = await holding('unit', async () => {
      const adding = at({ ...third, token }, 'POST', '/api/units', { code: 'LATE', name: 'Too late' })
      await awaited('unit')
      return endAndTime(() => browse(app, cookie, 'DELETE', `/api/tokens/${id}`), adding)
    })
    expect(answer.statusCode).toBe(401)
    // What waited for the table has had it, and has gone, by the time that this one has it again.
    await holding('unit', async () => undefined)
    expect(await app.migrator.selectFrom('unit').select('code').where('code', '=', 'LATE').execute()).toEqual([])
  })

  test('an upload that is on its way in', async () => {
    const officer = await app.person('THA', 'reporter')
    const socket = connect(port, '127.0.0.1', () => socket.write(`POST /api/uploads?dataflow=VRS_DETECT HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${officer.token}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 1000000\r\n\r\n--x\r\ncontent-disposition: form-data; name="mapping"\r\n\r\n`))
    let said = ''
    socket.on('data', (bytes) => { said += bytes.toString() }).on('error', () => undefined)
    const drip = setInterval(() => socket.writable && socket.write('a'.repeat(20_000)), 200)
    const closed = once(socket, 'close').finally(() => clearInterval(drip))
    await once(other.http.server, 'request')
    await endAndTime(disable(officer), closed)
    expect(said).toMatch(/^HTTP\/1\.1 401 /)
  })

  test('an export that somebody takes slowly', async () => {
    const leaving = await app.person('MYS', 'focal_point')
    const peer = await app.person('MYS', 'focal_point')
    const pad = 'x'.repeat(4000)
    await sql`insert into audit_entry (ref_area, seq, body, prev_hash, hash) select 'MYS', 1000000 + n, jsonb_build_object('chain', 'MYS', 'seq', n, 'at', '2026-11-21', 'actor', 'a', 'action', 'x', 'subject', ${pad}::text, 'detail', '{}'::jsonb), 'p', 'h' from generate_series(1, 4000) n`.execute(app.migrator)
    await sql`insert into audit_head (ref_area, seq, hash) values ('MYS', 1004000, 'h') on conflict (ref_area) do update set seq = 1004000`.execute(app.migrator)
    const [opened] = [once(other.http.server, 'connection') as Promise<[Socket]>]
    const reader = connect(port, '127.0.0.1', () => reader.write(`GET /api/audit/export HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${leaving.token}\r\n\r\n`))
    reader.on('error', () => undefined).pause()
    const [server] = await opened
    await once(other.http.server, 'request')
    const closed = once(server, 'close')
    await endAndTime(async () => expect((await app.call(peer, 'POST', `/api/people/${leaving.person}/disable`)).statusCode).toBe(200), closed)
    reader.destroy()
  })

  test('an import whose file was taken, of which nothing is stored; the draft is as it was', async () => {
    const officer = await app.person('MYS', 'reporter', 'POLICE')
    const { report } = await uploadFile(app, officer, 'Country,Month,Count\nMMR,2024-03,5\n')
    const [, id] = report.split('-')
    const payload = () => app.migrator.selectFrom('payload_chunk').select(['version', 'layer', 'body']).where('ref_area', '=', 'MYS').where('report_id', '=', Number(id)).execute()
    const before = await payload()
    const second = await holding('payload_chunk', async () => {
      const { task } = (await sendFile(app, officer, 'Country,Month,Count\nMMR,2024-03,6\n', undefined, `dataflow=VRS_DETECT&report=${report}`)).json<{ task: string }>()
      await awaited('payload_chunk')
      await app.migrator.updateTable('person').set({ disabled_at: TODAY }).where('person_id', '=', officer.person).execute()
      return task
    })
    const read = () => app.migrator.selectFrom('task').select(['status', 'problem']).where('ref_area', '=', 'MYS').where('task_id', '=', Number(second.split('-')[1])).executeTakeFirst()
    await expect.poll(read, { timeout: WITHIN_MS }).toMatchObject({ status: 'failed', problem: { code: 'task.person_gone' } })
    expect(before).not.toEqual([])
    expect(await payload()).toEqual(before)
    expect(await app.migrator.selectFrom('upload').select(['spool_name', 'spool_key', 'report_id']).where('ref_area', '=', 'MYS').orderBy('upload_id', 'desc').executeTakeFirst()).toMatchObject({ spool_name: null, spool_key: null })
  })

  test('and nothing that somebody else has under way', async () => {
    const [officer, colleague] = [await app.person('THA', 'reporter'), await app.person('THA', 'reporter')]
    const reading = await holding('report', async () => {
      const [one, two] = [at(officer, 'GET', '/api/reports'), at(colleague, 'GET', '/api/reports')]
      await awaited('report')
      await endAndTime(disable(officer), one)
      return { two }
    })
    expect((await reading.two).statusCode).toBe(200)
  })
})
