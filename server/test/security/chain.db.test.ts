import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashedText, type AuditBody } from '@openvrs/core/audit/chain.ts'
import { verifyLines } from '@openvrs/core/audit/lines.ts'
import { sha256 } from '../../src/audit/index.ts'
import { connect, type Db } from '../../src/db/connect.ts'
import { withViewer } from '../../src/db/viewer.ts'
import { verifyReceipt } from '../../src/reports/index.ts'
import { testApp, TODAY, type TestApp } from '../app.ts'
import { viewerOf } from '../releases.ts'
import { approve, makeWorld, submit, type World } from './world.ts'

/** Requirement 21, against who can do anything to the database: whatever is done to any row, whoever holds the export and an earlier head finds it. */

let app: TestApp
let superuser: Db
let khm: World
beforeAll(async () => {
  app = await testApp()
  superuser = connect(app.database.admin, () => undefined, 1).db
  khm = await makeWorld(app, 'KHM', 'VNM')
  await makeWorld(app, 'LAO', 'VNM')
})
afterAll(async () => {
  await superuser?.destroy()
  await app?.close()
})

const verify = async () => {
  const { body, statusCode } = await app.call(khm.focal, 'GET', '/api/audit/export')
  expect(statusCode).toBe(200)
  return verifyLines(body.split('\n'), sha256)
}
const head = async () => (await app.call(khm.focal, 'GET', '/api/audit/head')).json<{ entries: number; head: string }>()

type Row = { ref_area: string; seq: number; body: AuditBody; prev_hash: string; hash: string }
const chain = async (): Promise<Row[]> => (await sql<Row>`select * from audit_entry where ref_area = 'KHM' order by seq`.execute(superuser)).rows
const write = (rows: readonly Row[]) => superuser.transaction().execute(async (trx) => {
  await sql`delete from audit_entry where ref_area = 'KHM'`.execute(trx)
  for (const row of rows) await sql`insert into audit_entry (ref_area, seq, body, prev_hash, hash) values ('KHM', ${row.seq}, ${JSON.stringify(row.body)}, ${row.prev_hash}, ${row.hash})`.execute(trx)
})
/** The rows with one of them altered by who knows how hashes are made: that row agrees with itself again. */
const forged = (rows: readonly Row[], at: number, body: Partial<AuditBody>): Row[] => rows.with(at, rehashed({ ...rows[at]!, body: { ...rows[at]!.body, ...body } }))
const rehashed = (row: Row): Row => ({ ...row, hash: sha256(hashedText(row.prev_hash, row.body)) })

describe('21: the audit chain', () => {
  test('is whole, and its head is that of the export', async () => {
    const verdict = await verify()
    expect(verdict).toMatchObject({ ok: true })
    const { entries, head: hash } = await head()
    expect([verdict.entries, verdict.head]).toEqual([entries, hash])
    expect(entries).toBeGreaterThan(10)
  })

  test('shows any row that is altered, deleted, moved, doubled or put in between', { timeout: 60_000 }, async () => {
    const rows = await chain()
    try {
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at]!
        const other = rows[(at + 1) % rows.length]!
        const damages: readonly (readonly [string, Row[]])[] = [
          ['its body', rows.with(at, { ...row, body: { ...row.body, actor: 'somebody else' } })],
          ['its time', rows.with(at, { ...row, body: { ...row.body, at: '2020-01-01T00:00:00.000Z' } })],
          ['a fact of it', rows.with(at, { ...row, body: { ...row.body, detail: { ...row.body.detail, rows: 4711 } } })],
          ['its hash', rows.with(at, { ...row, hash: 'f'.repeat(64) })],
          ['the hash before it', rows.with(at, { ...row, prev_hash: 'f'.repeat(64) })],
          ['deleted', rows.toSpliced(at, 1)],
          ['deleted, and the rest moved up', rows.toSpliced(at, 1).map((r, i) => ({ ...r, seq: i + 1 }))],
          ['put in the place of another', rows.with(at, { ...other, seq: row.seq }).with(rows.indexOf(other), { ...row, seq: other.seq })],
          ...(at < rows.length - 1 ? [['forged so that it agrees with itself', forged(rows, at, { action: 'report.nothing' })] as const] : []),
        ]
        for (const [what, damaged] of damages) {
          await write(damaged)
          expect([row.seq, what, (await verify()).ok]).toEqual([row.seq, what, false])
        }
      }
    } finally {
      await write(rows)
    }
    expect(await verify()).toMatchObject({ ok: true })
  })

  test('rewritten from some row on it is another chain: the head that was kept tells', async () => {
    const kept = await head()
    const rows = await chain()
    const rewritten: Row[] = []
    for (const row of rows) rewritten.push(rehashed({ ...row, body: row.seq === 3 ? { ...row.body, actor: 'nobody' } : row.body, prev_hash: rewritten.at(-1)?.hash ?? row.prev_hash }))
    await write(rewritten)
    const verdict = await verify()
    await write(rows)
    expect([verdict.ok, verdict.entries, verdict.head === kept.head]).toEqual([true, kept.entries, false])
    expect((await verify()).head).toBe(kept.head)
  })

  test('is only appended to by the logins of the server', async () => {
    const statements = [
      'update audit_entry set body = body', 'update audit_entry set seq = seq + 1', 'delete from audit_entry', 'truncate audit_entry', 'drop table audit_entry', 'alter table audit_entry disable row level security', 'alter table audit_entry add column x int',
      'delete from audit_head', 'truncate audit_head', 'create rule r as on insert to audit_entry do instead nothing', 'create trigger t before insert on audit_entry execute function suppress_redundant_updates_trigger()',
      `merge into audit_entry a using audit_entry b on a.seq = b.seq and a.ref_area = b.ref_area when matched then delete`,
    ]
    for (const statement of statements) {
      await expect(withViewer(app.services.db, viewerOf('KHM', 'focal_point'), TODAY, (trx) => sql.raw(statement).execute(trx)), `application: ${statement}`).rejects.toMatchObject({ code: '42501' })
      await expect(sql.raw(statement).execute(app.services.jobs), `jobs: ${statement}`).rejects.toMatchObject({ code: '42501' })
    }
    const add = (refArea: string, seq: number) => withViewer(app.services.db, viewerOf('KHM', 'focal_point'), TODAY, (trx) => sql`insert into audit_entry (ref_area, seq, body, prev_hash, hash) values (${refArea}, ${seq}, '{}', '', '')`.execute(trx))
    await expect(add('LAO', 9999), 'to the chain of another').rejects.toMatchObject({ code: '42501' })
    await expect(add('KHM', 1), 'in the place of another').rejects.toMatchObject({ code: '23505' })
  })

  test('commits with the change it tells of, or neither does', async () => {
    const before = await head()
    await sql`alter table audit_entry add constraint broken check (body->>'action' <> 'unit.added')`.execute(superuser)
    const failed = await app.call(khm.focal, 'POST', '/api/units', { code: 'NEVER', name: 'Never' })
    await sql`alter table audit_entry drop constraint broken`.execute(superuser)
    expect(failed.statusCode).toBe(500)
    expect(await superuser.selectFrom('unit').select('code').where('code', '=', 'NEVER').execute()).toEqual([])
    expect(await head()).toMatchObject({ entries: before.entries, head: before.head })
  })

  test('does not fork where many write at once', async () => {
    const before = await head()
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => app.call(i % 2 ? khm.focal : khm.second, 'POST', '/api/units', { code: `U${i}`, name: 'one of many' })))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array.from({ length: 20 }, () => 201))
    expect(await verify()).toMatchObject({ ok: true, entries: before.entries + 20 })
  })
})

describe('21: the receipt of an approved report', () => {
  test('vouches for its payload, byte for byte, and for itself', async () => {
    const { national } = await approve(app, khm.focal, await submit(app, khm.reporter, '2025-07', 4711))
    const section = `/api/reports/${national}/sections/VRS_DETECT`
    const payload = (await app.call(khm.focal, 'GET', `${section}/payload`)).rawPayload
    const receipt = (await app.call(khm.focal, 'GET', `${section}/receipt`)).body
    const { keys: [key] } = (await app.call(null, 'GET', '/.well-known/openvrs-keys.json')).json<{ keys: { kid: string }[] }>()
    const pem = (await app.call(null, 'GET', `/.well-known/openvrs-keys/${key!.kid}.pem`)).body
    const check = async (text: string, bytes: Buffer) => {
      const file = join(app.home, 'payload.csv')
      writeFileSync(file, bytes)
      return (await verifyReceipt(text, file, pem)).ok
    }
    expect(await check(receipt, payload)).toBe(true)
    for (let at = 0; at < payload.length; at += 7) expect(await check(receipt, Buffer.from(payload.map((byte, i) => (i === at ? byte ^ 1 : byte)))), `byte ${at}`).toBe(false)
    for (const [a, b] of [['"NATIONAL"', '"PUBLIC"'], ['"KHM"', '"LAO"'], ['"rows": 1', '"rows": 2'], ['4711', '4712'], ['"version": 1', '"version": 2']] as const) {
      expect(receipt).toContain(a)
      expect([a, await check(receipt.replace(a, b), payload)]).toEqual([a, false])
    }
  })
})
