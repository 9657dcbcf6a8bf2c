import { checkTable, wordingOf } from '@openvrs/core/rules/index.ts'
import { readPayload } from '@openvrs/core/report/payload.ts'
import { codeAt } from '@openvrs/core/report/table.ts'
import type { Command } from '../command.ts'
import { EXIT, UsageError } from '../exit.ts'
import { readText } from '../files.ts'

const FINDING = ['severity', 'rule', 'dataflow', 'key', 'column', 'message'] as const
const VERDICT = ['ok', 'reason'] as const

/** Commands that need no server: what they say is the same on any machine. */
export const offline: readonly Command[] = [
  {
    name: 'rules check',
    args: ['FILE'],
    options: { dataflow: 'text' },
    columns: FINDING,
    calls: [],
    run: async (input) => {
      const { builtinCollections, readCollectionFolder } = await import('../../registry/index.ts')
      const collections = (await Promise.all(builtinCollections().map(readCollectionFolder))).flatMap((read) => read.collection ?? [])
      const id = input.need('dataflow')
      const collection = collections.find((candidate) => candidate.dataflows.has(id))
      if (!collection) throw new UsageError('dataflow', { dataflow: id })
      const flow = collection.dataflows.get(id)!
      const table = readPayload([await readText(input.args[0]!)], flow)
      const member = table.dimensions.get('REF_AREA')
      const { findings } = checkTable(table, flow, collection, { now: new Date(), refArea: member && table.rows > 0 ? codeAt(member, 0) : '' })
      const wording = wordingOf(collection, flow)
      const rows = findings.map((finding) => ({ severity: finding.severity, rule: finding.rule, dataflow: id, key: finding.key, column: finding.column ?? '', message: wording(finding) }))
      return { rows, exit: rows.some((row) => row.severity === 'error') ? EXIT.findings : EXIT.done }
    },
  },
  {
    name: 'receipt verify',
    args: ['MANIFEST'],
    options: { payload: 'text', key: 'text' },
    columns: VERDICT,
    calls: [],
    run: async (input) => {
      const { receiptSentence, verifyReceipt } = await import('../../reports/index.ts')
      const payload = input.need('payload')
      await readText(payload)
      const verdict = await verifyReceipt(await readText(input.args[0]!), payload, await readText(input.need('key')))
      return { rows: [{ ok: verdict.ok, reason: receiptSentence(verdict.reason) }], exit: verdict.ok ? EXIT.done : EXIT.findings }
    },
  },
]
