import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../../test/app.ts'
import type { Actor } from '../../test/cast.ts'
import { smallMapping } from '../../test/mapping.ts'

/** Over a real connection, where an answer can come before all of the form was sent. */
let app: TestApp
let officer: Actor
let url: string
beforeAll(async () => {
  app = await testApp()
  officer = await app.person('KHM', 'reporter', 'POLICE')
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  url = `http://localhost:${(app.http.server.address() as { port: number }).port}/api/uploads?dataflow=VRS_DETECT`
})
afterAll(() => app?.close())

const send = (parts: readonly (readonly [string, string])[]) => {
  const form = new FormData()
  for (const [name, text] of parts) form.append(name, new Blob([text]), `${name}.txt`)
  return fetch(url, { method: 'POST', body: form, headers: { authorization: `Bearer ${officer.token}` } })
}
const small = 'Country,Month,Count\nMMR,2024-03,5\n'
const large = 'MMR,2024-03,5\n'.repeat(200_000)

test('who is refused in the middle of sending gets the answer, and the connection serves the next', async () => {
  for (const form of [[['other', 'x'], ['file', large]], [['mapping', smallMapping()], ['mapping', smallMapping()], ['file', large]], [['mapping', 'x'.repeat(2_000_000)], ['file', large]]] as const) {
    expect([400, 413]).toContain((await send(form)).status)
  }
  expect((await send([['mapping', smallMapping()], ['file', small]])).status).toBe(202)
})

test('24: where nothing can be stored it is refused without breaking the connection, and goes on by itself afterwards', async () => {
  const spool = join(app.home, 'spool')
  await expect.poll(() => readdirSync(spool), { timeout: 10_000 }).toEqual([])
  rmSync(spool, { recursive: true })
  writeFileSync(spool, 'no folder')
  for (let i = 0; i < 6; i++) expect((await send([['mapping', smallMapping()], ['file', large]])).status).toBe(500)
  rmSync(spool)
  expect((await send([['mapping', smallMapping()], ['file', small]])).status).toBe(202)
})
