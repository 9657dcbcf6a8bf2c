import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '@openvrs/core/problem.ts'

/**
 * Files of people wait on disk encrypted, each under a random key of its own that stands in its row of the database and goes with
 * it: what is left of a spool file is then noise. AES-256-GCM in frames, so that a file is read while it is verified:
 * a frame is its length (4 bytes, big endian; the highest bit marks the last frame), the ciphertext and the tag. The nonce
 * is the number of the frame, the header is authenticated, and so frames cannot be altered, reordered or cut off.
 */
const FRAME = 64 * 1024
const TAG = 16
const LAST = 0x8000_0000
const ALGORITHM = 'aes-256-gcm'

/** `sha256` is that of the file as it came, in hexadecimal. */
export type Spooled = { readonly name: string; readonly key: Buffer; readonly bytes: number; readonly sha256: string }

/** Stores a file. Nothing stays behind where it fails. Throws `server.storage_full` and what the source throws. */
export async function spoolFile(folder: string, source: AsyncIterable<Uint8Array>): Promise<Spooled> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `${randomBytes(16).toString('hex')}.spool`
  const path = join(folder, name)
  const key = randomBytes(32)
  const hash = createHash('sha256')
  let bytes = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      bytes += chunk.length
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    await pipeline(Readable.from(encrypt(counted(), key), { objectMode: false }), createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }))
  } catch (error) {
    await removeSpool(path)
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new Problem('server.storage_full') : error
  }
  return { name, key, bytes, sha256: hash.digest('hex') }
}

export const removeSpool = (path: string): Promise<void> => rm(path, { force: true })

/** The bytes of a file, each verified before it is given out. Throws `intake.spool_damaged`. */
export async function* openSpool(path: string, key: Uint8Array): AsyncGenerator<Buffer> {
  let frame = 0
  let isLast = false
  try {
    for await (const { header, body } of frames(createReadStream(path, { highWaterMark: 4 * FRAME }))) {
      if (isLast) throw new Problem('intake.spool_damaged')
      isLast = (header.readUInt32BE(0) & LAST) !== 0
      yield decryptFrame(key, frame++, header, body)
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('intake.spool_damaged')
  }
  if (!isLast) throw new Problem('intake.spool_damaged')
}

async function* encrypt(source: AsyncIterable<Uint8Array>, key: Buffer): AsyncGenerator<Buffer> {
  let frame = 0
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of source) {
    held = held.length === 0 ? Buffer.from(chunk) : Buffer.concat([held, chunk])
    while (held.length > FRAME) {
      yield encryptFrame(key, frame++, held.subarray(0, FRAME), false)
      held = held.subarray(FRAME)
    }
  }
  yield encryptFrame(key, frame, held, true)
}

function encryptFrame(key: Uint8Array, frame: number, plain: Buffer, isLast: boolean): Buffer {
  const header = Buffer.alloc(4)
  header.writeUInt32BE((plain.length | (isLast ? LAST : 0)) >>> 0)
  const cipher = createCipheriv(ALGORITHM, key, nonceOf(frame)).setAAD(header)
  return Buffer.concat([header, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function decryptFrame(key: Uint8Array, frame: number, header: Buffer, body: Buffer): Buffer {
  const decipher = createDecipheriv(ALGORITHM, key, nonceOf(frame)).setAAD(header).setAuthTag(body.subarray(body.length - TAG))
  return Buffer.concat([decipher.update(body.subarray(0, body.length - TAG)), decipher.final()])
}

/** Never twice under one key: every file has a key of its own. */
function nonceOf(frame: number): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeBigUInt64BE(BigInt(frame), 4)
  return nonce
}

async function* frames(source: AsyncIterable<Buffer>): AsyncGenerator<{ header: Buffer; body: Buffer }> {
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of source) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    for (;;) {
      const length = held.length < 4 ? Infinity : (held.readUInt32BE(0) & ~LAST) >>> 0
      if (length !== Infinity && length > FRAME) throw new Problem('intake.spool_damaged')
      if (held.length < 4 + length + TAG) break
      yield { header: held.subarray(0, 4), body: held.subarray(4, 4 + length + TAG) }
      held = held.subarray(4 + length + TAG)
    }
  }
  if (held.length > 0) throw new Problem('intake.spool_damaged')
}
