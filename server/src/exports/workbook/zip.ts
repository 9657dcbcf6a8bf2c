import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw } from 'node:zlib'

export type Part = { readonly name: string; readonly body: AsyncIterable<string> | Iterable<string> }
type Packed = { readonly name: string; readonly at: number; crc: number; packed: number; plain: number }

/** Sizes follow the part (bit 3), names are UTF-8 (bit 11); the day is the first that the format knows, so that the same rows are the same bytes. */
const FLAGS = 0x0808
const DEFLATE = 8
const DAY = 0x21
const VERSION = 20

/** An archive (APPNOTE 6.3.3) whose parts are packed as they come, so that nothing of them is held. It stays below 4 GB. */
export async function* zip(parts: Iterable<Part>): AsyncGenerator<Buffer> {
  const done: Packed[] = []
  let at = 0
  for (const { name, body } of parts) {
    const part: Packed = { name, at, crc: 0, packed: 0, plain: 0 }
    done.push(part)
    const head = localHeader(part)
    yield head
    for await (const chunk of pack(body, part)) yield chunk
    yield afterPart(part)
    at += head.length + part.packed + 16
  }
  const directory = Buffer.concat(done.map(directoryEntry))
  yield Buffer.concat([directory, endOf(done.length, directory.length, at)])
}

async function* pack(body: Part['body'], part: Packed): AsyncGenerator<Buffer> {
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const text of body) {
      const plain = Buffer.from(text)
      part.crc = crc32(plain, part.crc)
      part.plain += plain.length
      yield plain
    }
  }
  const deflate = createDeflateRaw({ level: 6 })
  // What goes wrong in the body ends the loop below with it.
  for await (const chunk of pipeline(Readable.from(bytes(), { objectMode: false }), deflate, () => undefined) as AsyncIterable<Buffer>) {
    part.packed += chunk.length
    yield chunk
  }
}

const u16 = (...numbers: readonly number[]): Buffer => Buffer.from(Uint16Array.from(numbers).buffer)
const u32 = (...numbers: readonly number[]): Buffer => Buffer.from(Uint32Array.from(numbers).buffer)

function localHeader({ name }: Packed): Buffer {
  const text = Buffer.from(name)
  return Buffer.concat([u32(0x0403_4b50), u16(VERSION, FLAGS, DEFLATE, 0, DAY), u32(0, 0, 0), u16(text.length, 0), text])
}

const afterPart = ({ crc, packed, plain }: Packed): Buffer => u32(0x0807_4b50, crc, packed, plain)

function directoryEntry({ name, at, crc, packed, plain }: Packed): Buffer {
  const text = Buffer.from(name)
  return Buffer.concat([u32(0x0201_4b50), u16(VERSION, VERSION, FLAGS, DEFLATE, 0, DAY), u32(crc, packed, plain), u16(text.length, 0, 0, 0, 0), u32(0, at), text])
}

const endOf = (parts: number, size: number, at: number): Buffer => Buffer.concat([u32(0x0605_4b50), u16(0, 0, parts, parts), u32(size, at), u16(0)])
