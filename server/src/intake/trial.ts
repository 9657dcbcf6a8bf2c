import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Reject } from '@openvrs/core/mapping/refusals.ts'
import { readMapping } from '@openvrs/core/mapping/read.ts'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import { readCollectionFolder } from '../registry/index.ts'
import { openSpool } from '../spool/index.ts'
import type { IntakeJob } from './process.ts'
import { runIntake, type Run } from './run-reader.ts'
import { spoolUpload } from './spool-upload.ts'
import { readFigures } from './read-file.ts'

/** What the tests of this capability share: the real collection, and files sent through the real steps. */
const root = join(import.meta.dirname, '../../..')

export async function getCollection(): Promise<Collection> {
  const { collection, findings } = await readCollectionFolder(join(root, 'collections/vrs-msrc'))
  if (!collection) throw new Error(findings.map((f) => `${f.file}:${f.line} ${f.message}`).join('\n'))
  return collection
}

export const sampleMapping = (name: string): string => readFileSync(join(root, 'samples/mappings', name), 'utf8')

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size))
}

export type Outcome = { readonly rejects: readonly Reject[]; readonly sum: number; readonly account: { readonly read: number; readonly taken: number; readonly merged: number; readonly rejected: number; readonly blank: number } }

/** Reads a file in this thread. */
export async function readHere(collection: Collection, mapping: string, file: string | Uint8Array, member = 'THA', pieceSize = 64 * 1024): Promise<Outcome> {
  const rejects: Reject[] = []
  const gatherer = await readFigures(pieces(typeof file === 'string' ? Buffer.from(file) : file, pieceSize), {
    mapping: readMapping(mapping, collection), collection, member, onReject: (reject) => rejects.push(reject), pause: async () => undefined,
  })
  return { rejects, account: gatherer.account, sum: gatherer.table().value.reduce((a, b) => a + b, 0) }
}

/** Sends a file the whole way: spooled encrypted, then read by the process for it. */
export async function sendThrough(job: Omit<IntakeJob, 'now' | 'dataflow'>, file: Uint8Array, run: Partial<Run> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'openvrs-intake-'))
  try {
    const { name, key, bytes } = await spoolUpload(folder, pieces(file, 100_000), 300_000_000)
    const rejects: Reject[] = []
    const { result, chunks } = await runIntake(
      { kind: 'process', job: { ...job, dataflow: 'VRS_DETECT', now: new Date('2026-11-21T00:00:00Z') }, path: join(folder, name), key },
      { signal: new AbortController().signal, onProgress: () => undefined, onRejects: async (batch) => void rejects.push(...batch), ...run },
    )
    return { result, chunks, rejects, bytes, payload: chunks.map((chunk) => gunzipSync(chunk.body).toString()).join('') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function readAll(path: string, key: Uint8Array): Promise<Buffer> {
  const read: Buffer[] = []
  for await (const piece of openSpool(path, key)) read.push(piece)
  return Buffer.concat(read)
}
