import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { testBinaries } from '../../test/binaries.ts'
import { testDatabase } from '../../test/database.ts'
import { StartProblem } from '../start-problem.ts'
import type { Connection } from './connect.ts'
import { startEmbedded } from './embedded.ts'
import { openKeyring } from '../keys/keyring.ts'
import { keptPasswords } from './logins.ts'
import { provisionAt, provisionOwn, type Addresses } from './provision.ts'
import { findMode, stampMode } from './stamp.ts'

async function query<Row extends object>(connection: Connection, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

describe('a database of our own', () => {
  const home = mkdtempSync(join(tmpdir(), 'openvrs-provision-'))
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  test('the passwords are made once and closed to others', () => {
    const passwords = keptPasswords(openKeyring(home))
    expect(keptPasswords(openKeyring(home))).toEqual(passwords)
    expect(new Set(Object.values(passwords)).size).toBe(3)
    expect(statSync(join(home, 'keys')).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'keys', 'db.json')).mode & 0o777).toBe(0o600)
  })

  test('security 9: the logins of the application and the jobs own nothing, make nothing and pass by no policy', async () => {
    const database = await testDatabase()
    try {
      for (const connection of [database.app, database.jobs]) {
        const rights = await query(connection, 'select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = current_user')
        expect(rights).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false }])
        expect(await query(connection, 'select relname from pg_class where pg_get_userbyid(relowner) = current_user')).toEqual([])
        await expect(query(connection, 'create table public.mine (n int)')).rejects.toThrow(/permission denied/)
        await expect(query(connection, 'create schema mine')).rejects.toThrow(/permission denied/)
      }
      const [migrator] = await query(database.migrator, 'select rolsuper, rolbypassrls from pg_roles where rolname = current_user')
      expect(migrator).toEqual({ rolsuper: false, rolbypassrls: false })
    } finally {
      await database.close()
    }
  })

  test('the stamp of a database is made once', async () => {
    const database = await testDatabase()
    try {
      const now = new Date('2026-11-21T12:00:00Z')
      expect(await findMode(database.migrator)).toBeUndefined()
      expect(await stampMode(database.migrator, 'training', now)).toBe('training')
      expect(await stampMode(database.migrator, 'training', now)).toBe('training')
      await expect(stampMode(database.migrator, 'live', now)).rejects.toMatchObject({ code: 'mode.stamped' })
      await expect(query(database.app, `update system set mode = 'live'`)).rejects.toThrow(/permission denied/)
    } finally {
      await database.close()
    }
  })
})

describe("somebody else's PostgreSQL", async () => {
  const base = mkdtempSync(join(tmpdir(), 'openvrs-elsewhere-'))
  const server = await startEmbedded(base, { info: () => undefined, error: () => undefined }, { sync: false, binaries: testBinaries() })
  afterAll(async () => {
    await server.stop()
    rmSync(base, { recursive: true, force: true })
  })
  const passwords = keptPasswords(openKeyring(base))
  const address = (user: string, password: string) => `postgres://${user}:${encodeURIComponent(password)}@/figures?host=${encodeURIComponent(server.admin.host!)}`
  const asAdmin = (text: string) => query(server.admin, text)
  const inDatabase = (text: string) => query({ ...server.admin, database: 'figures' }, text)
  const provision = (databaseUrl: string, more: Partial<Addresses> = {}) => provisionAt({ databaseUrl, ...more }, passwords)
  const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (problem: unknown) => (problem instanceof StartProblem ? problem.code : problem))

  beforeEach(async () => {
    await asAdmin('drop database if exists figures with (force)')
    for (const login of ['vrs_app', 'vrs_jobs', 'vrs_migrator', 'owner']) await asAdmin(`drop role if exists ${login}`)
    await asAdmin(`create role owner login password 'open sesame'`)
    await asAdmin('create database figures owner owner')
  })
  const owner = address('owner', 'open sesame')

  test('a migrator that may make logins makes them, once', async () => {
    await asAdmin('alter role owner createrole')
    const connections = await provision(owner)
    expect(await query(connections.app, 'select current_user')).toEqual([{ current_user: 'vrs_app' }])
    expect(await query(connections.jobs, 'select current_user')).toEqual([{ current_user: 'vrs_jobs' }])
    expect(await query(connections.migrator, 'select current_user')).toEqual([{ current_user: 'owner' }])
    await asAdmin('alter role owner nocreaterole')
    expect(await codeOf(provision(owner))).toBe('done')
  })

  test('one that may not is told what an administrator has to run, and that works', async () => {
    const refusal = (await provision(owner).catch((problem: unknown) => problem)) as StartProblem
    expect(refusal.code).toBe('database.logins_needed')
    const sql = refusal.message.split('\n').filter((line) => /^(create|grant) /.test(line))
    expect(sql).toHaveLength(4)
    for (const line of sql) await asAdmin(line.replace('...', 'chosen by the administrator'))
    const given = { databaseAppUrl: address('vrs_app', 'chosen by the administrator'), databaseJobsUrl: address('vrs_jobs', 'chosen by the administrator') }
    expect(await query((await provision(owner, given)).app, 'select current_user')).toEqual([{ current_user: 'vrs_app' }])
  })

  test('a superuser makes all three and is not the migrator itself', async () => {
    const connections = await provision(address('postgres', server.admin.password as string))
    expect(await query(connections.migrator, 'select current_user, rolsuper from pg_roles where rolname = current_user')).toEqual([{ current_user: 'vrs_migrator', rolsuper: false }])
    await query(connections.migrator, 'create table made (n int)')
    expect(await inDatabase(`select pg_get_userbyid(datdba) as owner from pg_database where datname = 'figures'`)).toEqual([{ owner: 'vrs_migrator' }])
  })

  test('a login whose password is not known here is not taken over', async () => {
    await asAdmin(`alter role owner createrole; create role vrs_app login password 'known elsewhere'`)
    expect(await codeOf(provision(owner))).toBe('database.login_unknown')
    expect(await codeOf(provision(owner, { databaseAppUrl: address('vrs_app', 'known elsewhere') }))).toBe('done')
    expect(await codeOf(provision(owner, { databaseAppUrl: address('vrs_app', 'wrong') }))).toBe('database.login_refused')
  })

  test('a login of another name, or one that may do too much, is refused', async () => {
    await asAdmin(`alter role owner createrole; create role vrs_app login bypassrls password 'p'`)
    expect(await codeOf(provision(owner, { databaseAppUrl: owner }))).toBe('database.login_name')
    expect(await codeOf(provision(owner, { databaseAppUrl: address('vrs_app', 'p') }))).toBe('database.login_powerful')
    await asAdmin('alter role vrs_app nobypassrls; grant owner to vrs_app')
    expect(await codeOf(provision(owner, { databaseAppUrl: address('vrs_app', 'p') }))).toBe('database.login_powerful')
    await asAdmin('revoke owner from vrs_app')
    expect(await codeOf(provision(owner, { databaseAppUrl: address('vrs_app', 'p') }))).toBe('done')
  })

  test('a migrator that does not own the database is told how it comes to', async () => {
    await asAdmin('alter database figures owner to postgres')
    const refusal = (await provision(owner).catch((problem: unknown) => problem)) as StartProblem
    expect(refusal.code).toBe('database.not_owner')
    await asAdmin(/alter database .*;/.exec(refusal.message)![0])
    await asAdmin('alter role owner createrole')
    expect(await codeOf(provision(owner))).toBe('done')
  })

  test('an address that is none, a server that is not there, an encoding that cannot hold all scripts', async () => {
    const nonsense = await provision('mysql://owner:hidden@x/y').catch((problem: unknown) => problem as StartProblem)
    expect((nonsense as StartProblem).code).toBe('database.url')
    expect((nonsense as StartProblem).message).not.toContain('hidden')
    const gone = await provision(`postgres://owner:hidden@/figures?host=${encodeURIComponent(base)}`).catch((problem: unknown) => problem as StartProblem)
    expect((gone as StartProblem).code).toBe('database.unreachable')
    expect((gone as StartProblem).message).not.toContain('hidden')
    await asAdmin('drop database figures')
    await asAdmin(`create database figures owner owner encoding 'LATIN1' locale_provider libc locale 'C' template template0`)
    expect(await codeOf(provision(owner))).toBe('database.encoding')
  })

  test('no password reaches the log of the database', async () => {
    await asAdmin('alter role owner createrole')
    await asAdmin(`alter system set log_statement = 'all'`)
    await asAdmin('select pg_reload_conf()')
    await provision(owner)
    await provisionOwn(server.admin, passwords, 'another')
    await asAdmin('drop database another')
    const [{ file }] = (await asAdmin(`select pg_current_logfile() as file`)) as [{ file: string }]
    const logged = () => readFileSync(join(base, 'postgres', 'data', file), 'utf8')
    await expect.poll(logged).toContain('drop database another')
    expect(logged()).toContain('create role vrs_app')
    for (const password of Object.values(passwords)) expect(logged()).not.toContain(password)
  })
})
