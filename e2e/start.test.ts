import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { root, startSystem, type System } from './system.ts'

/** One system, through everything that happens to a server. */
let system: System
beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system?.stop())

const statusOf = (path: string) => fetch(`${system.url}${path}`).then((answer) => answer.status, () => 0)
const databaseLock = () => join(system.home, 'postgres', 'data', 'postmaster.pid')
const databasePid = () => Number(readFileSync(databaseLock(), 'utf8').split('\n')[0])

test('it is alive and ready, and says so at the address that it announces', async () => {
  expect([await statusOf('/healthz'), await statusOf('/readyz')]).toEqual([200, 200])
  expect(JSON.parse(readFileSync(join(system.home, 'server.json'), 'utf8'))).toMatchObject({ url: system.url, pid: system.pid() })
})

test('its first page shows in a browser', async () => {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(system.url)
    expect(await page.title()).toContain('OpenVRS')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(faults).toEqual([])
  } finally {
    await browser.close()
  }
})

/** A process that has ended and that nobody has collected yet still has its number, but no folder to work in. */
const serves = (pid: number) => existsSync(`/proc/${pid}/cwd`)

/** Starts another server, and resolves to what it said once it has ended. */
const attempt = (env: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: number | null; said: string }> =>
  new Promise((resolve) => {
    const child = spawn(join(root, 'vrs'), ['start', ...args], { env: { ...system.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (text) => { said += text })
    child.stderr.on('data', (text) => { said += text })
    child.once('close', (code) => resolve({ code, said }))
  })

test('another server on the same home, or on the same port, says what is in its way', async () => {
  const sameHome = await attempt({ PORT: '0' })
  expect(sameHome.code).toBe(1)
  expect(sameHome.said).toContain(`Another server already runs on ${system.home} (process ${system.pid()}, ${system.url})`)
  const other = mkdtempSync(join(tmpdir(), 'openvrs-other-'))
  const samePort = await attempt({ VRS_HOME: other })
  expect(samePort.code).toBe(1)
  expect(samePort.said).toContain(`Port ${system.env.PORT} is taken`)
  expect(existsSync(join(other, 'postgres', 'data', 'postmaster.pid'))).toBe(false)
  rmSync(other, { recursive: true })
  expect(await statusOf('/readyz')).toBe(200)
})

test('a training system does not become live', async () => {
  await system.kill()
  const live = await attempt({ PUBLIC_URL: 'https://vrs.example', TRUSTED_PROXY: '127.0.0.1' }, '--live')
  expect([live.code, live.said]).toEqual([1, expect.stringContaining('is a training one and cannot become live')])
  await system.start()
})

test('killed, it comes up again on the database that ran on', async () => {
  await system.kill()
  const database = databasePid()
  expect(await statusOf('/healthz')).toBe(0)
  await system.start()
  expect(databasePid()).toBe(database)
  expect(await statusOf('/readyz')).toBe(200)
})

test('when the database is killed the server lives on, and is ready again by itself', async () => {
  const server = system.pid()
  const database = databasePid()
  process.kill(database, 'SIGKILL')
  expect(await statusOf('/healthz')).toBe(200)
  await expect.poll(() => (existsSync(databaseLock()) ? databasePid() : database), { timeout: 30_000 }).not.toBe(database)
  await expect.poll(() => statusOf('/readyz'), { timeout: 30_000 }).toBe(200)
  expect(system.pid()).toBe(server)
  process.kill(server, 0)
})

test('killed together with its database, it comes up again', async () => {
  process.kill(databasePid(), 'SIGKILL')
  await system.kill()
  await system.start()
  expect(await statusOf('/readyz')).toBe(200)
})

test('asked to stop, it ends with its database, and starts again', async () => {
  const database = databasePid()
  process.kill(system.pid(), 'SIGTERM')
  await expect.poll(() => existsSync(join(system.home, 'server.json')), { timeout: 20_000 }).toBe(false)
  expect(existsSync(databaseLock())).toBe(false)
  expect(serves(database)).toBe(false)
  await system.start()
  expect(await statusOf('/readyz')).toBe(200)
})
