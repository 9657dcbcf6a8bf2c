import { createHash } from 'node:crypto'
import { z } from 'zod'
import { verifyChain, type AuditEntry } from '@openvrs/core/audit/chain.ts'
import type { Command, Row } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import { readText } from '../files.ts'

const exported = z.object({ body: z.record(z.string(), z.unknown()), prev_hash: z.string(), hash: z.string(), of: z.int().optional() })

const HEAD = ['ok', 'entries', 'head'] as const

export const audit: readonly Command[] = [
  {
    name: 'audit export',
    options: { member: 'text' },
    calls: ['GET /api/audit/export'],
    run: async (input, api) => {
      const member = input.text('member')
      const response = await api.bytes(`/api/audit/export${member ? `?chain=${encodeURIComponent(member)}` : ''}`, 'application/x-ndjson')
      return { text: response.body as AsyncIterable<Uint8Array> }
    },
  },
  {
    name: 'audit verify',
    args: ['FILE'],
    columns: HEAD,
    calls: [],
    run: async (input) => {
      const lines = readLines(await readText(input.args[0]!), input.args[0]!)
      const verdict = verifyChain(lines.map((line) => line.entry), (text) => createHash('sha256').update(text).digest('hex'))
      // Each line says how many entries the chain had, so that a file that was cut short is found.
      const ok = verdict.ok && lines.every((line) => line.of === undefined || line.of === lines.length)
      return { rows: [{ ok, entries: verdict.entries, head: verdict.head }], exit: ok ? EXIT.done : EXIT.findings }
    },
  },
  {
    name: 'audit head',
    columns: HEAD,
    calls: ['GET /api/audit/head'],
    run: async (_input, api) => ({ rows: [{ ok: true, ...(await api.json<Row>('GET', '/api/audit/head')) }] }),
  },
]

/** A line that is no entry makes the file useless, and is said; the chain's verdict is about the entries. */
function readLines(text: string, file: string): { entry: AuditEntry; of: number | undefined }[] {
  return text.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const read = exported.safeParse(parse(line, file))
    if (!read.success) throw new UsageError('not_json', { file })
    return { entry: { body: read.data.body as unknown as AuditEntry['body'], prevHash: read.data.prev_hash, hash: read.data.hash }, of: read.data.of }
  })
}

function parse(line: string, file: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new UsageError('not_json', { file })
  }
}
