import { createHash } from 'node:crypto'
import { verifyLines } from '@openvrs/core/audit/lines.ts'
import type { Command, Row } from '../command.ts'
import { EXIT } from '../exit.ts'
import { readText } from '../files.ts'

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
      const lines = (await readText(input.args[0]!)).split('\n')
      const { ok, entries, head } = verifyLines(lines, (text) => createHash('sha256').update(text).digest('hex'))
      return { rows: [{ ok, entries, head }], exit: ok ? EXIT.done : EXIT.findings }
    },
  },
  {
    name: 'audit head',
    columns: HEAD,
    calls: ['GET /api/audit/head'],
    run: async (_input, api) => ({ rows: [{ ok: true, ...(await api.json<Row>('GET', '/api/audit/head')) }] }),
  },
]
