import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, TODAY, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { connect, type Db } from '../db/connect.ts'
import { accept, codeOf, cookieOf, browse, secretOf } from '../../test/sign-in.ts'
import { erasure } from './erasure.ts'

/** A name and an address that stand nowhere else. */
const NAME = 'Qwilla Zephyrine Vantongeren'
const EMAIL = 'qzv.unmistakable@tha.example'

let app: TestApp
let superuser: Db
let focal: Actor
beforeAll(async () => {
  app = await testApp()
  superuser = connect(app.database.admin, () => undefined, 2).db
  focal = await app.person('THA', 'focal_point')
})
afterAll(async () => {
  await superuser.destroy()
  await app.close()
})

/** Every table of every schema that has a row with the text in any of its columns. */
async function tablesWith(text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' order by 1`.execute(superuser)
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: [row] } = await sql<{ has: boolean }>`select exists (select from ${sql.raw(name)} t where strpos(lower(t::text), lower(${text})) > 0) as has`.execute(superuser)
    if (row!.has) found.push(name)
  }
  return found
}

test('two years after access ended, name and address stand in no table; the pseudonym stays in the chain', async () => {
  const invitation = await app.call(focal, 'POST', '/api/invitations', { email: EMAIL, member: 'THA', role: 'reporter' })
  const human = await accept(app, invitation, { name: NAME })
  const joined = await app.call(null, 'POST', '/api/invitations/confirm', { ticket: human.ticket, code: await codeOf(human, app.services.clock()) })
  const { person } = joined.json<{ person: string }>()
  const cookie = cookieOf(joined)
  const made = await browse(app, cookie, 'POST', '/api/reports', { freq: 'M', from: '2026-09', to: '2026-09' }, { 'idempotency-key': 'k1' })
  expect(made.statusCode, made.body).toBe(201)
  expect((await browse(app, cookie, 'POST', '/api/tokens', { scopes: ['read'] })).statusCode).toBe(201)
  expect(secretOf(invitation)).not.toBe('')
  await app.call(focal, 'GET', '/api/people')
  expect((await app.call(focal, 'POST', `/api/people/${person}/disable`)).statusCode).toBe(200)
  expect(await tablesWith(NAME)).toEqual(['auth."user"', 'person'])
  expect(await tablesWith(EMAIL)).toEqual(['auth."user"', 'invitation', 'person'])

  const run = (days: number) => erasure(app.services.jobs, () => new Date(TODAY.getTime() + days * 86_400_000)).run()
  await run(729)
  expect(await tablesWith(NAME), 'not before').toHaveLength(2)
  await run(732)
  for (const text of [NAME, 'Zephyrine', EMAIL, 'qzv.unmistakable']) expect(await tablesWith(text), text).toEqual([])
  expect(await tablesWith(person), 'the pseudonym').toEqual(expect.arrayContaining(['audit_entry', 'person', 'report']))
  expect((await app.call(focal, 'GET', '/api/people')).json<{ people: { person: string; name: string }[] }>().people.find((one) => one.person === person)).toMatchObject({ name: '', disabled: expect.any(String) })
  const { rows: [kept] } = await sql<{ n: number }>`select count(*)::integer as n from person where erased_at is null and ref_area = 'THA'`.execute(superuser)
  expect(kept!.n, 'nobody else').toBe(1)
  await expect(sql`select erase_people(now())`.execute(app.services.db)).rejects.toMatchObject({ code: '42501' })
  expect(app.logged.join('\n')).not.toContain('Zephyrine')
})

test('nor does the address of somebody who was invited and never came, here or to bring a member back', async () => {
  const address = 'never.came@tha.example'
  await app.call(focal, 'POST', '/api/invitations', { email: address, member: 'THA', role: 'reporter' })
  await app.migrator.insertInto('member_return').values({ member: 'THA', return_id: crypto.randomUUID(), email: address, asked_by: 'p', asked_at: TODAY }).execute()
  const run = (days: number) => erasure(app.services.jobs, () => new Date(TODAY.getTime() + days * 86_400_000)).run()
  await run(729)
  expect(await tablesWith(address)).toEqual(['invitation', 'member_return'])
  await run(740)
  expect(await tablesWith(address)).toEqual([])
})
