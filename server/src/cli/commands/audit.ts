import { createHash } from 'node:crypto'
import { z } from 'zod'
import { verifyChain, type AuditEntry } from '@openvrs/core/audit/chain.ts'
import type { Command, Row } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import { readText } from '../files.ts'

const exported = z.object({ body: z.record(z.string(), z.unknown()), prev_hash: z.string(), hash: z.string() })

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
    calls: [],
    run: async (input) => {
      const verdict = verifyChain(readEntries(await readText(input.args[0]!), input.args[0]!), (text) => createHash('sha256').update(text).digest('hex'))
      const row: Row = { ok: verdict.ok, entries: verdict.entries, head: verdict.head, ...(verdict.ok ? {} : { broken_at: verdict.brokenAt, reason: verdict.reason }) }
      return { columns: ['ok', 'entries', 'head'], rows: [row], exit: verdict.ok ? EXIT.done : EXIT.findings }
    },
  },
  {
    name: 'audit head',
    calls: ['GET /api/audit/head'],
    run: async (_input, api) => ({ columns: ['ok', 'entries', 'head'], rows: [{ ok: true, ...(await api.json<Row>('GET', '/api/audit/head')) }] }),
  },
]

/** A line that is no entry makes the file useless, and is said; the chain's verdict is about the entries. */
function* readEntries(text: string, file: string): Generator<AuditEntry> {
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const entry = exported.safeParse(parse(line, file))
    if (!entry.success) throw new UsageError('not_json', { file })
    yield { body: entry.data.body as unknown as AuditEntry['body'], prevHash: entry.data.prev_hash, hash: entry.data.hash }
  }
}

function parse(line: string, file: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new UsageError('not_json', { file })
  }
}
