import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, approveOf, submitOf, uploadOf } from './torture/act.ts'
import { dropConnections, killDatabase } from './torture/database.ts'
import { readWithoutPause } from './torture/load.ts'
import { planRounds, play, tell } from './torture/round.ts'
import { look, releasedOf } from './torture/sight.ts'
import { DATAFLOW, startWorld, until, type World } from './torture/world.ts'

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
