import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, approveOf, submitOf, uploadOf } from './torture/act.ts'
import { dropConnections, holdShut, isAwaited, killDatabase } from './torture/database.ts'
import { readWithoutPause } from './torture/load.ts'
import { planRounds, play, tell } from './torture/round.ts'
import { look, releasedOf } from './torture/sight.ts'
import { DATAFLOW, endOf, startWorld, strike, until, type World } from './torture/world.ts'

const MEMBERS = ['USA']
let world: World
beforeAll(async () => {
  world = await startWorld(MEMBERS)
})
afterAll(() => world?.system.stop())

/** Six of the rounds that `npm run torture` plays a hundred of. The seed is one whose moments are spread; what each meets depends on the machine. */
describe('23: kill -9 in the midst of it: all or nothing, a retry gives the same, nothing stays running', () => {
  for (const round of planRounds(2186, 6, MEMBERS)) test(tell(round), () => play(world, round))
})

test('23: kill -9 between a file of figures and what says that it is there: the next server makes it whole, and nothing lies unsealed', async () => {
  const { system, watcher } = world
  const ask = (path: string, init: RequestInit = {}) => fetch(system.url + path, { ...init, headers: { authorization: `Bearer ${watcher.token}`, 'content-type': 'application/json' } })
  const lying = () => readdirSync(join(system.home, 'exports')).map((name) => readFileSync(join(system.home, 'exports', name)))
  const question = { by: 'REF_AREA,TIME_PERIOD', as_of: new Date().toISOString() }
  const letGo = await holdShut(system.home, 'ledger')
  const { task: { task } } = (await (await ask('/api/exports', { method: 'POST', body: JSON.stringify({ ...question, dataflow: DATAFLOW, format: 'csv' }) })).json()) as { task: { task: string } }
  await until('the file is made and not yet counted', 20, () => isAwaited(system.home, 'ledger'))
  expect((await ask(`/api/exports/${task}/file`)).status).toBe(409)
  await strike(world, 'server', letGo)
  expect(await endOf(watcher, task, 30)).toMatchObject({ status: 'done' })
  const [file, straight] = [await (await ask(`/api/exports/${task}/file`)).text(), await (await ask(`/api/dataflows/${DATAFLOW}/export?${new URLSearchParams({ ...question, format: 'csv' })}`)).text()]
  expect(file).toBe(straight)
  expect(file).toContain('AUS,2023-01,M,ENTRY_IRREG')
  expect(lying().filter((bytes) => bytes.includes('ENTRY_IRREG'))).toEqual([])
})

describe('24: a dropped connection never ends the process', () => {
  const PATHS = ['/api/session', '/api/reports', `/api/dataflows/${DATAFLOW}/query?by=CITIZENSHIP`, '/api/tasks', '/readyz']
  const readers = () => Object.values(world.people).flatMap(({ reporter, focal }) => [reporter, focal])
  const isReady = () => fetch(`${world.system.url}/readyz`).then((answer) => answer.ok)

  /** Reads and an upload go on while `drop` takes connections away: every request is answered, by what was asked for or by 503. */
  const underLoad = async (drop: () => Promise<void>) => {
    const server = world.system.pid()
    const stop = readWithoutPause(readers(), PATHS)
    const { reporter } = world.people.USA!
    const upload = act(world, uploadOf(0, 'USA', reporter, world.files[0]!))
    await drop()
    const counts = await stop()
    expect(Object.keys(counts).filter((status) => status !== '200' && status !== '503'), JSON.stringify(counts)).toEqual([])
    expect(counts['200']).toBeGreaterThan(0)
    await until('ready again', 30, isReady)
    expect(world.system.pid()).toBe(server)
    process.kill(server, 0) // throws where it has ended
    return String((await upload).result?.report)
  }

  test('every connection is dropped again and again under load', async () => {
    await underLoad(async () => {
      for (let i = 0; i < 4; i++) {
        await sleep(400)
        expect(await dropConnections(world.system.home)).toBeGreaterThan(0)
      }
    })
  })

  test('the database dies under load; once it is back the server serves by itself', async () => {
    const report = await underLoad(async () => {
      await sleep(500)
      killDatabase(world.system.home)
      await sleep(1500)
      await until('the database is back', 30, isReady)
    })
    const { reporter, focal } = world.people.USA!
    await act(world, submitOf(0, 'USA', reporter, report))
    await act(world, approveOf(0, 'USA', focal, report, world.watcher))
    expect(await look(releasedOf(world.watcher, 'USA', DATAFLOW))).toBe(JSON.stringify(world.files[0]!.months))
  })
})
