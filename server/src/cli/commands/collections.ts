import { readCollection } from '@openvrs/core/metadata/read.ts'
import type { Command, Row } from '../command.ts'
import { EXIT } from '../exit.ts'
import { readFolder } from '../files.ts'

const FINDING = ['file', 'line', 'severity', 'message'] as const
const COLLECTION = ['collection', 'version', 'dataflows'] as const

type Installed = { readonly collection: string; readonly version: string; readonly dataflows: readonly { readonly id: string }[] }
const line = ({ collection, version, dataflows }: Installed): Row => ({ collection, version, dataflows: dataflows.map(({ id }) => id).join(' ') })

export const collections: readonly Command[] = [
  {
    name: 'collection check',
    args: ['DIR'],
    columns: FINDING,
    calls: [],
    run: async (input) => {
      const { findings } = readCollection(await readFolder(input.args[0]!))
      return { rows: findings, exit: findings.some((finding) => finding.severity === 'error') ? EXIT.findings : EXIT.done }
    },
  },
  {
    name: 'collection install',
    args: ['DIR'],
    columns: COLLECTION,
    calls: ['POST /api/collections'],
    run: async (input, api, say) => {
      const files = await readFolder(input.args[0]!)
      const { findings } = readCollection(files)
      if (findings.some((finding) => finding.severity === 'error')) {
        for (const finding of findings) say(`${finding.file}:${finding.line}: ${finding.message}`)
        return { rows: [], exit: EXIT.findings }
      }
      return { rows: [line(await api.json<Installed>('POST', '/api/collections', { files: Object.fromEntries(files) }))] }
    },
  },
  {
    name: 'collection list',
    columns: COLLECTION,
    calls: ['GET /api/collections'],
    run: async (_input, api) => {
      const { collections: installed } = await api.json<{ collections: Installed[] }>('GET', '/api/collections')
      return { rows: installed.map(line) }
    },
  },
]
