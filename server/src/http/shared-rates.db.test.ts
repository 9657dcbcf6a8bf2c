import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { sharedRates } from './shared-rates.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database?.close())

const MINUTE = 60_000
let now = new Date('2026-11-21T12:00:10Z')
const server = () => {
  const { store: Store, share } = sharedRates(database.db('app'), () => now)
  const one = new Store({})
  const ask = (address: string) => {
    let result: { current: number; ttl: number } | undefined
    one.incr(address, (_error, counted) => { result = counted }, MINUTE, 5)
    return result!
  }
  return { ask, share }
}

test('servers count the requests of an address together, and those of another apart', async () => {
  const [a, b] = [server(), server()]
  for (let i = 0; i < 3; i++) a.ask('192.0.2.1')
  for (let i = 0; i < 4; i++) b.ask('192.0.2.1')
  a.ask('192.0.2.2')
  await a.share()
  await b.share()
  expect(b.ask('192.0.2.1').current).toBe(8)
  await a.share()
  expect(a.ask('192.0.2.1').current, 'a has not heard of what came last to b').toBe(4)
  await Promise.all([a.share(), b.share()])
  a.ask('192.0.2.1')
  await a.share()
  expect(a.ask('192.0.2.1').current).toBe(11)
  expect(b.ask('192.0.2.2').current).toBe(1)
})

test('a new minute begins at nothing, and says how long the present one lasts', async () => {
  const one = server()
  expect(one.ask('192.0.2.9')).toEqual({ current: 1, ttl: 50_000 })
  await one.share()
  now = new Date(now.getTime() + MINUTE)
  expect(one.ask('192.0.2.9').current).toBe(1)
  await one.share()
  expect(one.ask('192.0.2.9').current).toBe(2)
})

test('no address stands in the database', async () => {
  const rows = await database.db('migrator').selectFrom('auth.attempt' as never).selectAll().execute() as { key: string }[]
  expect(rows.length).toBeGreaterThan(0)
  for (const { key } of rows) expect(key).toMatch(/^[0-9a-f]{64}$/)
})
