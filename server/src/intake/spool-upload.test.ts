import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { spoolUpload } from './spool-upload.ts'

const folder = mkdtempSync(join(tmpdir(), 'openvrs-spool-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function* pieces(count: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < count; at++) yield Buffer.alloc(100)
}

test('an upload of more than is accepted leaves nothing behind', async () => {
  await expect(spoolUpload(folder, pieces(20), 1999)).rejects.toMatchObject({ code: 'intake.too_large' })
  expect(readdirSync(folder)).toEqual([])
  expect(await spoolUpload(folder, pieces(20), 2000)).toMatchObject({ bytes: 2000 })
})
