import { DuckDBInstance } from '@duckdb/node-api'
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { startSystem } from '../../e2e/system.ts'
import { fill } from '../cube/fill.ts'

/** bench/export: every figure of a dataflow as a file of each format: how long it takes, how much more memory the server takes, and whether the figures add up. */
const rows = Number(process.argv[3] ?? 1_000_000)
const work = mkdtempSync(join(tmpdir(), 'openvrs-bench-'))
const system = await startSystem({ VRS_TODAY: '2026-11-21', CUBE_MEMORY: '500MB' })
try {
  const token = await system.token('THA', 'analyst')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const filled = await fill(system.home, rows, 'THA')
  while ((await system.vrs(null, 'cube', 'check')).code !== 0) await new Promise((resolve) => setTimeout(resolve, 2000))
  const whole = sumOf((await (await fetch(`${system.url}/api/dataflows/VRS_DETECT/query?by=TIME_PERIOD`, { headers })).json()) as { rows: (string | number)[][] })
  console.log(`${filled.toLocaleString('en')} rows, ${whole.toLocaleString('en')} detections`)
  for (const format of ['csv', 'sdmx-csv', 'parquet', 'xlsx']) {
    writeFileSync(`/proc/${system.pid()}/clear_refs`, '5')
    const before = memory('VmRSS')
    const began = performance.now()
    const { task: { task } } = (await (await fetch(`${system.url}/api/exports`, { method: 'POST', headers, body: JSON.stringify({ dataflow: 'VRS_DETECT', format, by: 'REF_AREA,CITIZENSHIP,SEX,AGE,TRANSPORT,TIME_PERIOD' }) })).json()) as { task: { task: string } }
    const ended = await until(task, headers)
    const made = (performance.now() - began) / 1000
    const path = join(work, `figures.${format}`)
    const file = await fetch(`${system.url}/api/exports/${task}/file`, { headers })
    await pipeline(Readable.fromWeb(file.body as never), createWriteStream(path))
    const taken = (performance.now() - began) / 1000 - made
    const found = format === 'xlsx' ? 'not read' : (await readBack(path, format)) === whole ? 'adds up' : 'DOES NOT ADD UP'
    console.log(`${format.padEnd(9)} ${String(ended.rows).padStart(9)} rows ${(ended.bytes / 1e6).toFixed(1).padStart(7)} MB  made in ${made.toFixed(1)} s, taken in ${taken.toFixed(1)} s; server ${before.toFixed(0)} MB before, ${memory('VmHWM').toFixed(0)} MB at most; ${found}`)
    if (found === 'DOES NOT ADD UP') process.exitCode = 1
  }
} finally {
  await system.stop()
  rmSync(work, { recursive: true, force: true })
}

function memory(name: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${system.pid()}/status`, 'utf8'))?.[1]) / 1024
}

async function until(task: string, headers: Record<string, string>): Promise<{ rows: number; bytes: number }> {
  for (;;) {
    const now = (await (await fetch(`${system.url}/api/tasks/${task}`, { headers: { ...headers, prefer: 'wait=30' } })).json()) as { status: string; result: { rows: number; bytes: number }; problem: unknown }
    if (now.status === 'done') return now.result
    if (now.status !== 'waiting' && now.status !== 'running') throw new Error(JSON.stringify(now.problem))
  }
}

function sumOf({ rows: found }: { readonly rows: readonly (readonly (string | number)[])[] }): number {
  return found.reduce((sum, row) => sum + Number(row.at(-1)), 0)
}

/** The sum of a file's figures, by an engine that has nothing to do with who wrote it. */
async function readBack(path: string, format: string): Promise<number> {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  const column = format === 'sdmx-csv' ? 'OBS_VALUE' : 'value'
  const [[sum] = []] = (await connection.runAndReadAll(`select sum(${column})::double from ${format === 'parquet' ? `read_parquet('${path}')` : `read_csv('${path}')`}`)).getRowsJS()
  instance.closeSync()
  return Number(sum)
}
