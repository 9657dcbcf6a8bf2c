import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Account } from '@openvrs/core/mapping/gather.ts'
import type { Section } from '@openvrs/core/mapping/language.ts'
import { readMapping } from '@openvrs/core/mapping/read.ts'
import type { Reject } from '@openvrs/core/mapping/refusals.ts'
import type { Collection, Dataflow, Frequency } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { periodsOf } from '@openvrs/core/report/conform.ts'
import { LINES_A_CHUNK, sumsOf, writePayload, type IndicatorSum } from '@openvrs/core/report/payload.ts'
import type { FigureTable } from '@openvrs/core/report/table.ts'
import { checkTable, type CheckResult } from '@openvrs/core/rules/check.ts'
import { readFigures } from './read-file.ts'

/** What the worker is asked to do. It holds nothing else: no database, no environment. */
export type IntakeJob = {
  readonly mapping: string
  readonly collection: Collection
  readonly dataflow: string
  /** Who reports, alpha-3. */
  readonly member: string
  /** The periods of the report that the file is for; those of the file where absent. */
  readonly range?: { readonly freq: Frequency; readonly from: string; readonly to: string }
  readonly now: Date
}

export type Step = 'reading' | 'checking' | 'writing'

export type Listener = {
  readonly onProgress: (step: Step, rows: number, all?: number) => void
  readonly onReject: (reject: Reject) => void
  readonly onChunk: (chunk: Chunk) => void
  /** Waited for while reading, so that whoever stores the rejects can keep up. */
  readonly pause: () => Promise<void>
}

/** Whole lines of the canonical payload, gzipped; the first chunk starts with the header. */
export type Chunk = { readonly rows: number; readonly body: Uint8Array }

/** What became of an upload, beside its chunks and rejects. */
export type IntakeResult = {
  readonly account: Account
  readonly section: Section
  readonly freq: Frequency
  readonly from: string
  readonly to: string
  /** SHA-256 of the uncompressed payload, hex. */
  readonly sha256: string
  readonly bytes: number
  readonly rows: number
  readonly sums: readonly IndicatorSum[]
  readonly check: CheckResult
}

/** The whole way of a file: read, map, add up, check, and write as canonical payload. Throws what its steps throw. */
export async function processFile(source: AsyncIterable<Buffer>, job: IntakeJob, listener: Listener): Promise<IntakeResult> {
  const mapping = readMapping(job.mapping, job.collection)
  if (mapping.dataflow !== job.dataflow) throw new Problem('mapping.other_dataflow', { found: mapping.dataflow, expected: job.dataflow })
  const flow = job.collection.dataflows.get(job.dataflow)!
  const gatherer = await readFigures(source, {
    mapping, collection: job.collection, member: job.member, onReject: listener.onReject,
    pause: (rows) => {
      listener.onProgress('reading', rows)
      return listener.pause()
    },
  })
  const table = gatherer.table()
  const range = job.range ?? rangeOf(table, mapping.frequency)
  listener.onProgress('checking', 0, table.rows)
  const check = checkTable(table, flow, job.collection, { now: job.now, refArea: job.member, range, declarations: mapping.section })
  const written = writeChunks(table, flow, job.collection, listener)
  return { account: gatherer.account, section: mapping.section, ...range, ...written, rows: table.rows, sums: sumsOf(table, flow), check }
}

/** The first and the last period that the file has figures for; empty texts where it has none. */
function rangeOf(table: FigureTable, freq: Frequency): { readonly freq: Frequency; readonly from: string; readonly to: string } {
  const periods = periodsOf(table)
  return { freq, from: periods[0]?.period ?? '', to: periods.at(-1)?.period ?? '' }
}

/** Fast: the payload is kept for good in the same form, but a person waits for this. */
const GZIP = { level: 1 } as const

function writeChunks(table: FigureTable, flow: Dataflow, collection: Collection, listener: Listener): { readonly sha256: string; readonly bytes: number } {
  const hash = createHash('sha256')
  let bytes = 0
  let written = 0
  for (const text of writePayload(table, flow, collection)) {
    const plain = Buffer.from(text)
    hash.update(plain)
    bytes += plain.length
    const rows = Math.min(table.rows - written, LINES_A_CHUNK)
    listener.onChunk({ rows, body: gzipSync(plain, GZIP) })
    listener.onProgress('writing', (written += rows), table.rows)
  }
  return { sha256: hash.digest('hex'), bytes }
}
