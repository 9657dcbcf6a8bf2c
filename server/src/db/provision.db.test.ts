import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'

const database = await testDatabase()
afterAll(() => database.close())

test('x', async () => {
  const c = new pg.Client(database.app); await c.connect()
  expect((await c.query('select current_user as u')).rows[0].u).toBe('vrs_app')
  await c.end()
})
