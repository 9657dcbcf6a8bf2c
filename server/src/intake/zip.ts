import { createInflateRaw } from 'node:zlib'
import { Readable } from 'node:stream'
import { Problem } from '@openvrs/core/problem.ts'
import { LIMITS, megabytes } from './limits.ts'

/** A part of a zip archive, as its central directory lists it. */
export type ZipEntry = { readonly name: string; readonly method: number; readonly packed: number; readonly unpacked: number; readonly start: number }

const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END = 0x06054b50
const ENCRYPTED = 1

const notWorkbook = (looks: string): Problem => new Problem('intake.not_workbook', { looks })
const damaged = (): Problem => notWorkbook('its archive is damaged')

/**
 * Lists the parts of an archive that lies in memory. Stricter than zip readers are, so that what is checked here and what a reader
 * takes later is the same: sizes stand in the directory, no name stands twice, nothing is encrypted or split.
 */
export function listEntries(archive: Buffer): readonly ZipEntry[] {
  const end = endOfDirectory(archive)
  const count = archive.readUInt16LE(end + 10)
  if (count > LIMITS.workbook.entries) throw new Problem('intake.bomb', { what: `more than ${LIMITS.workbook.entries} parts` })
  const entries: ZipEntry[] = []
  let at = archive.readUInt32LE(end + 16)
  try {
    for (let i = 0; i < count; i++) {
      if (archive.readUInt32LE(at) !== CENTRAL) throw damaged()
      const nameLength = archive.readUInt16LE(at + 28)
      entries.push(readEntry(archive, at, nameLength))
      at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
    }
  } catch (error) {
    throw error instanceof Problem ? error : damaged()
  }
  if (new Set(entries.map((entry) => entry.name)).size !== entries.length) throw notWorkbook('two of its parts have one name')
  return entries
}

function endOfDirectory(archive: Buffer): number {
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - 65_557); at--) if (archive.readUInt32LE(at) === END) return at
  throw damaged()
}

function readEntry(archive: Buffer, at: number, nameLength: number): ZipEntry {
  const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
  const flags = archive.readUInt16LE(at + 8)
  const method = archive.readUInt16LE(at + 10)
  const packed = archive.readUInt32LE(at + 20)
  const unpacked = archive.readUInt32LE(at + 24)
  const local = archive.readUInt32LE(at + 42)
  if ((flags & ENCRYPTED) !== 0) throw notWorkbook('it is protected by a password')
  if (packed === 0xffffffff || unpacked === 0xffffffff || local === 0xffffffff) throw new Problem('intake.bomb', { what: 'a part of more than 4 GB' })
  const isKnown = method === 0 ? packed === unpacked : method === 8 && packed > 0
  if (!isKnown || archive.readUInt32LE(local) !== LOCAL) throw damaged()
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  if (start + packed > archive.length || archive.toString('utf8', local + 30, local + 30 + archive.readUInt16LE(local + 26)) !== name) throw damaged()
  return { name, method, packed, unpacked, start }
}

/** The unpacked bytes of a part, piece by piece; what it says of its size must be true. */
export async function* unpack(archive: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = archive.subarray(entry.start, entry.start + entry.packed)
  if (entry.method === 0) return yield packed
  let bytes = 0
  try {
    // In slices, so that no more is unpacked than is asked for.
    const source = Readable.from(slices(packed)).pipe(createInflateRaw({ chunkSize: 256 * 1024 }))
    for await (const chunk of source as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > entry.unpacked) throw new Problem('intake.bomb', { what: `the part ${entry.name} is larger than it says` })
      yield chunk
    }
  } catch (error) {
    throw error instanceof Problem ? error : damaged()
  }
  if (bytes !== entry.unpacked) throw damaged()
}

function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024)
}

/** A part that is small enough to be held whole. */
export async function unpackWhole(archive: Buffer, entry: ZipEntry, limit: number): Promise<Buffer> {
  if (entry.unpacked > limit) throw new Problem('intake.bomb', { what: `the part ${entry.name} is larger than ${megabytes(limit)}` })
  const pieces: Buffer[] = []
  for await (const piece of unpack(archive, entry)) pieces.push(piece)
  return Buffer.concat(pieces)
}
