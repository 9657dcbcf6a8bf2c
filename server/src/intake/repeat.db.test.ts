import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { endOf, sendFile } from '../../test/security/world.ts'
import { smallMapping } from '../../test/mapping.ts'

let app: TestApp
let officer: Actor
beforeAll(async () => {
  app = await testApp()
  officer = await app.person('THA', 'reporter', 'POLICE')
})
afterAll(() => app?.close())

test('a file is part of the request: the same one again gets the same answer, another one under the key is refused', async () => {
  const send = (file: string, mapping = smallMapping()) => sendFile(app, officer, file, mapping, 'dataflow=VRS_DETECT', { 'idempotency-key': 'a-file' })
  const file = 'Country,Month,Count\nMMR,2024-03,5\n'
  const first = await send(file)
  expect(first.statusCode).toBe(202)
  const again = await send(file)
  expect([again.statusCode, again.json()]).toEqual([202, first.json()])
  const [other, mapped] = [await send(file.replace('5', '6')), await send(file, smallMapping('# another'))]
  for (const refused of [other, mapped]) expect(refused.json()).toMatchObject({ status: 409, code: 'request.idempotency_conflict' })
  await endOf(app, officer, first.json<{ task: string }>().task)
  expect((await app.migrator.selectFrom('upload').select('upload_id').execute()).length).toBe(1)
  await expect.poll(() => readdirSync(join(app.home, 'spool'))).toEqual([])
})
