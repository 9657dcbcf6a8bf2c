import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { openSpool, removeSpool, spoolFile } from './spool.ts'

const folder = mkdtempSync(join(tmpdir(), 'openvrs-spool-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
async function readAll(path: string, key: Uint8Array): Promise<Buffer> {
  const read: Buffer[] = []
  for await (const piece of openSpool(path, key)) read.push(piece)
  return Buffer.concat(read)
}
const code = (promise: Promise<unknown>) => promise.then(() => 'read', (error: { code?: string }) => error.code)

describe('the spool', () => {
  test('gives back what it was given, however it came, and keeps nothing readable', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 200_000), fc.integer({ min: 1, max: 100_000 }), async (length, size) => {
      const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * 31) % 251))
      const { name, key, bytes: counted } = await spoolFile(folder, pieces(bytes, Math.max(size, 1000)))
      expect(counted).toBe(length)
      expect((await readAll(join(folder, name), key)).equals(bytes)).toBe(true)
    }), { seed: 6, numRuns: 30 })
    const { name } = await spoolFile(folder, pieces(Buffer.from('Country,Month,Count\n'.repeat(100)), 10))
    expect(readFileSync(join(folder, name)).includes('Country')).toBe(false)
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  })

  test('a file that was altered, cut, reordered or is read under another key is damaged, not half read', async () => {
    const bytes = Buffer.alloc(200_000, 7)
    const { name, key } = await spoolFile(folder, pieces(bytes, 9999))
    const path = join(folder, name)
    const whole = readFileSync(path)
    const frame = 4 + 65_536 + 16
    const damages: Buffer[] = [
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, 3 * frame),
      Buffer.concat([whole.subarray(frame, 2 * frame), whole.subarray(0, frame), whole.subarray(2 * frame)]),
      Buffer.concat([whole, whole.subarray(0, frame)]),
      Buffer.alloc(0),
      Buffer.from(whole.map((byte, at) => (at === 70_000 ? byte ^ 1 : byte))),
      Buffer.from(whole.map((byte, at) => (at === 1 ? byte ^ 1 : byte))),
    ]
    for (const damaged of damages) {
      writeFileSync(path, damaged)
      expect(await code(readAll(path, key))).toBe('intake.spool_damaged')
    }
    writeFileSync(path, whole)
    expect(await code(readAll(path, Buffer.alloc(32)))).toBe('intake.spool_damaged')
    await removeSpool(path)
    expect(await code(readAll(path, key))).toBe('intake.spool_damaged')
  })

  test('what breaks off leaves nothing behind', async () => {
    const before = readdirSync(folder)
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(100_000)
      throw Object.assign(new Error('the connection was lost'), { code: 'ECONNRESET' })
    }
    expect(await code(spoolFile(folder, broken()))).toBe('ECONNRESET')
    expect(readdirSync(folder)).toEqual(before)
    expect(existsSync(folder)).toBe(true)
  })
})
