import { readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSystem } from '../system.ts'

/**
 * Runs where TMPDIR is a small disk of its own: starts a system there, fills the disk, lets an officer go on working, and
 * empties it again. Says what was seen as one line of JSON.
 */
const MAPPING = `
mapping: 1
collection: vrs-msrc
dataflow: VRS_DETECT
frequency: M
file: {}
period: { kind: month, column: Month, format: '2024-03' }
dimensions:
  INDICATOR: { constant: ENTRY_IRREG }
  UNIT_MEASURE: { constant: DET }
  CITIZENSHIP: { column: Country }
value: { column: Count }
section: { source_type: administrative, def_conform: Y }
`
const disk = tmpdir()
const system = await startSystem()
const token = await system.token('KHM', 'reporter')
const headers = { authorization: `Bearer ${token}` }

const upload = async (rows: number): Promise<number> => {
  const form = new FormData()
  const file = `Country,Month,Count\n${Array.from({ length: rows }, (_, i) => `MMR,2024-0${1 + (i % 9)},5\n`).join('')}`
  for (const [name, text] of Object.entries({ mapping: MAPPING, file })) form.append(name, new Blob([text]), name)
  return (await fetch(`${system.url}/api/uploads?dataflow=VRS_DETECT`, { method: 'POST', headers, body: form })).status
}
const create = async (): Promise<number> =>
  (await fetch(`${system.url}/api/reports`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify({ freq: 'M', from: '2024-01', to: '2024-03' }) })).status
const list = async (): Promise<string[]> => ((await (await fetch(`${system.url}/api/reports`, { headers })).json()) as { reports: { report: string }[] }).reports.map(({ report }) => report)
const ready = async (): Promise<number> => (await fetch(`${system.url}/readyz`)).status

let fillers = 0
function fill(): void {
  for (const size of [10_000_000, 1_000_000, 100_000, 4096]) {
    for (let fits = true; fits;) {
      try {
        writeFileSync(join(disk, `filler-${fillers++}`), Buffer.alloc(size))
      } catch {
        fits = false
      }
    }
  }
}

const before = { ready: await ready(), reports: await list() }
let acknowledged = 0
const full: { ready: number; upload: number; create: number }[] = []
for (let round = 0; round < 4; round++) {
  fill()
  const seen = { upload: await upload(200_000), create: await create(), ready: await ready() }
  if (seen.create === 201) acknowledged++
  full.push(seen)
}
const freeWhileFull = statfsSync(disk).bavail
for (const name of readdirSync(disk).filter((file) => file.startsWith('filler-'))) rmSync(join(disk, name))
const after = { ready: await ready(), create: await create(), reports: (await list()).length - before.reports.length, upload: await upload(3) }
await system.stop()
process.stdout.write(`${JSON.stringify({ before: { ready: before.ready }, full, freeWhileFull, acknowledged, after })}\n`)
