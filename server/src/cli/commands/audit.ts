import { createHash } from 'node:crypto'
import type { AuditEntry } from '@openvrs/core/audit/chain.ts'
import { findProofFault, type DayProof } from '@openvrs/core/audit/daily.ts'
import { verifyLines } from '@openvrs/core/audit/lines.ts'
import { contract } from '@openvrs/contract'
import { receiptText } from '@openvrs/core/report/receipt.ts'
import type { Command, Row } from '../command.ts'
import words from '../../i18n/cli.en.json' with { type: 'json' }
import { EXIT } from '../exit.ts'
import { readText } from '../files.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
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
    options: { proof: 'text', key: 'text' },
    columns: HEAD,
    calls: [],
    run: async (input, _api, say) => {
      const lines = (await readText(input.args[0]!)).split('\n')
      const { ok, entries, head } = verifyLines(lines, sha256)
      const proof = input.text('proof')
      const fault = ok && proof !== undefined ? await faultOf(await readText(proof), await readText(input.need('key')), lines) : undefined
      if (fault) say(words.proof[fault])
      const holds = ok && fault === undefined
      return { rows: [{ ok: holds, entries, head }], exit: holds ? EXIT.done : EXIT.findings }
    },
  },
  {
    name: 'audit proof',
    options: { member: 'text', day: 'text' },
    calls: ['GET /api/audit/proof'],
    run: async (input, api) => {
      const asked = new URLSearchParams(Object.entries({ chain: input.text('member'), day: input.text('day') }).flatMap(([name, value]) => (value ? [[name, value]] : [])))
      return { text: `${JSON.stringify(await api.json<object>('GET', `/api/audit/proof?${asked}`), null, 2)}\n` }
    },
  },
  {
    name: 'audit head',
    columns: HEAD,
    calls: ['GET /api/audit/head'],
    run: async (_input, api) => ({ rows: [{ ok: true, ...(await api.json<Row>('GET', '/api/audit/head')) }] }),
  },
]

/** What a proof says against a chain that holds together in itself, if anything. */
async function faultOf(text: string, pem: string, lines: readonly string[]): Promise<keyof typeof words.proof | undefined> {
  const proof = readProof(text)
  if (!proof) return 'unreadable'
  const { verifyReceipt } = await import('../../reports/index.ts')
  const { ok } = await verifyReceipt(receiptText(proof.signed), undefined, pem)
  if (!ok) return 'signature'
  const chain = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as AuditEntry)
  return findProofFault(proof, { chain: chain[0]!.body.chain, hashes: chain.map(({ hash }) => hash) }, sha256)
}

function readProof(text: string): DayProof | undefined {
  try {
    const read = contract.audit.proof.response.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}
