import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compileQuery } from '@openvrs/core/query/sql.ts'
import { parseAsk } from '@openvrs/core/query/ask.ts'
import { planQuery, type Plan } from '@openvrs/core/query/plan.ts'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { shareFigures, viewerOf, type Figure } from '../../test/releases.ts'
import { reading } from '../db/connect.ts'
import { sightOf, withViewer } from '../db/viewer.ts'
import { currentCollections, findDataflow } from '../registry/index.ts'
import { changeTerms, copyTerms, withdrawRelease } from '../sharing/index.ts'
import { compareCopies } from './check.ts'
import { openCube, type Cube } from './cube.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
const signer = { kid: 'test', sign: async <M>(manifest: M) => ({ manifest, payload: '', protected: '', signature: '' }) }
const khm = viewerOf('KHM', 'analyst')
const tha = viewerOf('THA', 'focal_point')
const folders = [mkdtempSync(join(tmpdir(), 'openvrs-cube-')), mkdtempSync(join(tmpdir(), 'openvrs-cube-'))] as const
const complaints: string[] = []

let app: TestApp
let administrator: Actor
let plan: Plan
/** Two server processes: each keeps a copy of its own. */
let cubes: [Cube, Cube]

const open = (folder: string): Cube =>
  openCube({ folder, memory: '200MB', answers: 1_000, jobs: app.services.jobs, collections: async () => (await currentCollections(reading(app.services.jobs))).values(), log: pino({ level: 'info' }, { write: (line: string) => void complaints.push(line) }) })
const months = (value: number): readonly Figure[] => ['2026-07', '2026-08', '2026-09'].map((timePeriod) => ({ timePeriod, value }))

beforeAll(async () => {
  app = await testApp({ now: NOW })
  await app.runner.stop() // terms are copied where a test says so, and not every two seconds besides
  administrator = await app.person('CAU', 'administrator')
  for (const member of ['THA', 'KHM']) await app.person(member, 'analyst')
  const { collection } = (await findDataflow(reading(app.migrator), 'VRS_DETECT'))!
  plan = planQuery(collection, parseAsk(collection, { dataflow: 'VRS_DETECT', by: ['REF_AREA'] }, NOW))
  await shareFigures(app.services.db, 'KHM', months(1), { level: 'CONTRIBUTORS' }, NOW)
  await shareFigures(app.services.db, 'THA', months(10), { level: 'CONTRIBUTORS' }, NOW)
  cubes = [open(folders[0]), open(folders[1])]
  await Promise.all(cubes.map((cube) => cube.catchUp()))
})
afterAll(async () => {
  await Promise.all(cubes.map((cube) => cube.stop()))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  await app.close()
})

/** What the copy answers to an analyst of the KHM: the sum of each member's figures. Undefined where it leaves the question to PostgreSQL. */
async function ask(cube: Cube, viewer = khm, now = NOW): Promise<object | undefined> {
  const { scope: sight, version } = await withViewer(app.services.db, viewer, now, sightOf)
  const [rows] = (await cube.ask([compileQuery], plan, { sight, asOf: now, limit: 100 }, version)) ?? []
  return rows && Object.fromEntries((rows as readonly { ref_area: string; value: number }[]).map((row) => [row.ref_area, row.value]))
}
const settle = async (cube: Cube, answer: object) => { await expect.poll(() => ask(cube), { timeout: 2_000, interval: 50 }).toEqual(answer) }

test('what is approved is in every copy within two seconds, and is not answered from half of it before', async () => {
  for (const cube of cubes) expect(await ask(cube)).toEqual({ KHM: 3, THA: 30 })
  await shareFigures(app.services.db, 'THA', months(20), { level: 'CONTRIBUTORS' }, NOW)
  for (const cube of cubes) expect([undefined, { KHM: 3, THA: 60 }]).toContainEqual(await ask(cube))
  for (const cube of cubes) await settle(cube, { KHM: 3, THA: 60 })
})

test('narrowing, an embargo and a withdrawal hold on the very next question in every server', async () => {
  const change = (terms: Parameters<typeof changeTerms>[3], now: Date) => withViewer(app.services.db, tha, now, (trx) => changeTerms(trx, tha, 2, terms, now, signer))
  await change({ level: 'NATIONAL' }, NOW)
  for (const cube of cubes) expect(await ask(cube)).toEqual({ KHM: 3 })
  for (const cube of cubes) expect(await ask(cube, viewerOf('THA', 'analyst'))).toEqual({ THA: 60 })
  await change({ level: 'CONTRIBUTORS' }, NOW)
  for (const cube of cubes) expect(await ask(cube), 'nobody else sees it before its terms are copied').toEqual({ KHM: 3 })
  await copyTerms(app.services.jobs)
  for (const cube of cubes) expect(await ask(cube)).toEqual({ KHM: 3, THA: 60 })
  const until = new Date(NOW.getTime() + 86_400_000)
  await change({ level: 'CONTRIBUTORS', embargo: until }, NOW)
  await copyTerms(app.services.jobs)
  for (const cube of cubes) expect(await ask(cube)).toEqual({ KHM: 3 })
  for (const cube of cubes) expect(await ask(cube, khm, until)).toEqual({ KHM: 3, THA: 60 })
  await withViewer(app.services.db, tha, NOW, (trx) => withdrawRelease(trx, tha, 2, NOW, signer))
  await copyTerms(app.services.jobs)
  for (const cube of cubes) expect(await ask(cube, khm, until)).toEqual({ KHM: 3 })
})

test('the administrator sees that every row is there, and that a copy which lost some is not equal', async () => {
  await expect.poll(async () => (await app.call(administrator, 'GET', '/api/cube')).statusCode).toBe(200)
  const { dataflows } = (await app.call(administrator, 'GET', '/api/cube')).json()
  expect(dataflows).toHaveLength(9)
  expect(dataflows.every((d: { equal: boolean }) => d.equal)).toBe(true)
  expect(dataflows.find((d: { dataflow: string }) => d.dataflow === 'VRS_DETECT')).toEqual({ dataflow: 'VRS_DETECT', rows_store: 9, rows_cube: 9, equal: true })
  expect((await app.call(await app.person('KHM', 'focal_point'), 'GET', '/api/cube')).json().code).toBe('not_allowed')
  const isEqual = async () => (await compareCopies(cubes[1], app.services.jobs)).every(({ equal }) => equal)
  expect(await isEqual()).toBe(true)
  await cubes[1].read((connection) => connection.run('update sum_vrs_detect set obs_value = obs_value + 1'))
  expect(await isEqual(), 'what a part comes to is wrong').toBe(false)
  await cubes[1].read((connection) => connection.run('update sum_vrs_detect set obs_value = obs_value - 1'))
  expect(await isEqual()).toBe(true)
  await cubes[1].read((connection) => connection.run('delete from obs_vrs_detect where _part = (select min(_part) from part_vrs_detect)'))
  expect(await isEqual(), 'rows are lost').toBe(false)
})

test('who gives a question up ends its work in the copy', async () => {
  const { scope: sight, version } = await withViewer(app.services.db, khm, NOW, sightOf)
  const given = new AbortController()
  const endless = () => {
    setImmediate(() => given.abort())
    return { text: 'select sum(a.range * b.range) from range(100000000) a, range(100000000) b', values: [] }
  }
  await expect(cubes[0].ask([endless], plan, { sight, asOf: NOW, limit: 100 }, version, given.signal)).rejects.toMatchObject({ code: 'request.given_up' })
  expect(await ask(cubes[0]), 'and its place is free again').toEqual({ KHM: 3 })
})

test('the copy is closed to others, reaches no file and no network, and cannot be told otherwise', async () => {
  const folder = folders[0]
  expect(statSync(folder).mode & 0o077).toBe(0)
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0)
  for (const text of [`select * from read_csv('/etc/passwd')`, `copy release to '${folder}/out.csv'`, `attach '/tmp/other.duckdb'`, 'set enable_external_access = true', `set memory_limit = '64GB'`, 'install httpfs']) {
    await expect(cubes[0].read((connection) => connection.run(text)), text).rejects.toThrow()
  }
  expect(readdirSync(folder)).not.toContain('out.csv')
})

test('a copy that is missing, damaged or of another database is made anew, and questions go to PostgreSQL meanwhile', async () => {
  const [, folder] = folders
  const file = join(folder, 'figures.duckdb')
  for (const spoil of [() => rmSync(file), () => truncateSync(file, 5000), () => app.migrator.updateTable('system').set({ made_at: new Date(0) }).execute()]) {
    await cubes[1].stop()
    expect(await ask(cubes[1])).toBeUndefined()
    await spoil()
    cubes[1] = open(folder)
    await settle(cubes[1], { KHM: 3 })
    expect(existsSync(file)).toBe(true)
  }
  expect(complaints).toEqual([])
})
