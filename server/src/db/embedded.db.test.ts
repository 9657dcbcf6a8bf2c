import { spawn } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { installedBinaries } from './binaries.ts'
import { startEmbedded, type Embedded, type EmbeddedOptions } from './embedded.ts'
import { socketFolder } from './socket.ts'

const root = process.geteuid?.() === 0
const log = { info: () => undefined, error: () => undefined }

let base = ''
let home = ''
const running: Embedded[] = []
beforeEach(() => {
  // Reachable for an ordinary user, as /srv or /opt would be; a temporary folder of one's own may be closed.
  base = mkdtempSync('/tmp/openvrs-embedded-')
  chmodSync(base, 0o755)
  home = join(base, 'var')
})
afterEach(async () => {
  for (const database of running.splice(0)) await database.stop()
  rmSync(base, { recursive: true, force: true })
})

async function start(at = home, options: EmbeddedOptions = {}): Promise<Embedded> {
  const database = await startEmbedded(at, log, { settings: ['shared_buffers=16MB'], sync: false, ...options })
  running.push(database)
  return database
}

async function query(database: Embedded, text: string): Promise<unknown[][]> {
  const client = new pg.Client(database.admin)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

const data = () => join(home, 'postgres', 'data')
const postmasterPid = () => Number(readFileSync(join(data(), 'postmaster.pid'), 'utf8').split('\n')[0])
const processesIn = (folder: string) =>
  readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' && process.pid !== pid && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`PGDATA=${folder}\0`)
    } catch {
      return false
    }
  })

test('after a stop everything is there again', async () => {
  const first = await start()
  await query(first, 'create table kept (n int)')
  await query(first, 'insert into kept values (42)')
  await first.stop()
  expect(existsSync(join(data(), 'postmaster.pid'))).toBe(false)
  expect(await query(await start(), 'select n from kept')).toEqual([[42]])
})

test('what makes a commit safe is on, no network port is open, and the folders are closed', async () => {
  const database = await start(home, { sync: true })
  const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses', 'jit', 'server_encoding', 'timezone']
  expect(await query(database, `select ${names.map((n) => `current_setting('${n}')`).join(', ')}`)).toEqual([['on', 'on', 'on', 'on', '', 'off', 'UTF8', 'UTC']])
  expect(statSync(join(home, 'postgres')).mode & 0o077).toBe(0)
  expect(statSync(join(home, 'postgres', 'superuser')).mode & 0o077).toBe(0)
  await expect(new pg.Client({ ...database.admin, password: 'wrong' }).connect()).rejects.toThrow(/password authentication failed/)
})

test('a server that was killed finds its database running', async () => {
  await query(await start(), 'create table kept (n int)')
  const pid = postmasterPid()
  expect(await query(await start(), 'select count(*)::int from kept')).toEqual([[0]])
  expect(postmasterPid()).toBe(pid)
})

test('a database that was killed is started again, and what was committed is there', async () => {
  const first = await start()
  await query(first, 'create table kept as select 7 as n')
  process.kill(postmasterPid(), 'SIGKILL')
  expect(await query(await start(), 'select n from kept')).toEqual([[7]])
})

test('all its processes may be killed, too', async () => {
  const first = await start()
  await query(first, 'create table kept as select 7 as n')
  for (const pid of processesIn(data())) process.kill(pid, 'SIGKILL')
  expect(await query(await start(), 'select n from kept')).toEqual([[7]])
})

test('the number of a killed database may meanwhile belong to another process', async () => {
  const first = await start()
  await query(first, 'create table kept as select 7 as n')
  const pid = postmasterPid()
  const lines = readFileSync(join(data(), 'postmaster.pid'), 'utf8')
  process.kill(pid, 'SIGKILL')
  const other = spawn('sleep', ['60'])
  try {
    writeFileSync(join(data(), 'postmaster.pid'), lines.replace(String(pid), String(other.pid)))
    expect(await query(await start(), 'select n from kept')).toEqual([[7]])
    expect(other.exitCode).toBeNull()
  } finally {
    other.kill()
  }
})

test('while the server runs, a database that dies is started again by itself', async () => {
  const database = await start()
  database.watch()
  await query(database, 'create table kept as select 7 as n')
  const pid = postmasterPid()
  process.kill(pid, 'SIGKILL')
  await expect.poll(() => query(database, 'select n from kept').catch(() => undefined), { timeout: 15_000 }).toEqual([[7]])
  expect(postmasterPid()).not.toBe(pid)
  await database.stop()
  await sleep(1500)
  expect(existsSync(join(data(), 'postmaster.pid'))).toBe(false)
})

test('what a killed first start left half made is made anew', async () => {
  mkdirSync(join(home, 'postgres', 'data.new', 'base'), { recursive: true, mode: 0o700 })
  chmodSync(join(home, 'postgres'), 0o700)
  expect(await query(await start(), 'select 1')).toEqual([[1]])
})

test.each(['a'.repeat(120), `odd "names", $HOME and 'quotes'; ภาษาไทย`])('a home may lie anywhere: %s', async (name) => {
  home = join(base, name, 'var')
  const database = await start(home)
  expect(await query(database, 'select 1')).toEqual([[1]])
  expect(Buffer.byteLength(`${database.admin.host}/.s.PGSQL.5432`)).toBeLessThan(104)
  expect(statSync(database.admin.host!).mode & 0o077).toBe(0)
  await database.stop()
  expect(existsSync(database.admin.host!)).toBe(database.admin.host!.startsWith(home))
})

test('a folder for the socket that others could have made is not taken', () => {
  const folder = join(base, 'b'.repeat(120))
  const short = socketFolder(folder, { kind: 'self' })
  rmSync(short, { recursive: true })
  symlinkSync(base, short)
  expect(() => socketFolder(folder, { kind: 'self' })).toThrow(/not safe to use/)
  rmSync(short)
  mkdirSync(short, { mode: 0o777 })
  chmodSync(short, 0o777)
  expect(() => socketFolder(folder, { kind: 'self' })).toThrow(/others may enter/)
  rmSync(short, { recursive: true })
})

test('security 29: the log of the database holds no figure', async () => {
  const database = await start()
  await query(database, 'create table kept (n text primary key)')
  const client = new pg.Client(database.admin)
  await client.connect()
  for (let i = 0; i < 2; i++) await client.query(`insert into kept values ('SECRET-FIGURE')`).catch(() => undefined)
  await client.query('insert into kept values ($1)', ['SECRET-FIGURE']).catch(() => undefined)
  await client.query(`select 'SECRET-FIGURE'::int`).catch(() => undefined)
  await client.end()
  const folder = join(home, 'postgres', 'log')
  const logged = () => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join('')
  // The collector writes a moment later; the checkpoint is there when all else is.
  await query(database, 'checkpoint')
  await expect.poll(logged).toContain('checkpoint complete')
  expect(logged()).not.toContain('SECRET-FIGURE')
})

// Only root has to lend PostgreSQL another name.
describe.skipIf(!root)('as root', () => {
  const refusing = { unshare: 'false' }

  /** The programs where an ordinary user can reach them, which the clone itself may not allow. */
  const reachable = () => {
    const installed = installedBinaries()
    cpSync(dirname(installed.folder), join(base, 'native'), { recursive: true, verbatimSymlinks: true })
    return { ...installed, folder: join(base, 'native', 'bin') }
  }

  test('where user namespaces are refused an ordinary user runs it, also when it starts again', async () => {
    const options = { namespaces: refusing, binaries: reachable() }
    const first = await start(home, options)
    await query(first, 'create table kept as select 7 as n')
    expect(statSync(data()).uid).not.toBe(0)
    expect(statSync(`/proc/${postmasterPid()}`).uid).toBe(statSync(data()).uid)
    await first.stop()
    expect(await query(await start(home, options), 'select n from kept')).toEqual([[7]])
  })

  test('and where namespaces are allowed again, it stays with its owner', async () => {
    const binaries = reachable()
    const first = await start(home, { namespaces: refusing, binaries })
    await first.stop()
    expect(await query(await start(home, { binaries }), 'select 1')).toEqual([[1]])
    expect(statSync(`/proc/${postmasterPid()}`).uid).toBe(statSync(data()).uid)
  })

  test('where neither works, it says why', async () => {
    chmodSync(base, 0o700)
    await expect(start(home, { namespaces: refusing })).rejects.toThrow(/does not run as root.*false ended with 1.*DATABASE_URL/)
  })

  test('data of root where namespaces are refused: it says what to do', async () => {
    const first = await start()
    await first.stop()
    await expect(start(home, { namespaces: refusing })).rejects.toThrow(/belongs to root.*chown/)
  })
})
