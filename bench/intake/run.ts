import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { startSystem } from '../../e2e/system.ts'
import { timed } from '../times.ts'
import { generate } from './generate.ts'

/**
 * bench/intake: a national file of a million rows, from upload to checked draft and from approval to released figures, each
 * against a raw COPY of the same rows into an equal table in the same run; and the peak memory of the server.
 */
const rows = Number(process.argv[3] ?? 1_000_000)
const member = 'USA' // without figures in VRS_DETECT: what is measured is this file alone
const work = mkdtempSync(join(tmpdir(), 'openvrs-bench-'))
const system = await startSystem({ VRS_TODAY: '2026-11-21', TMPDIR: work })
try {
  const file = join(work, 'national.csv')
  await generate(file, rows)
  const officer = await system.token(member, 'reporter')
  const focal = await system.token(member, 'focal_point')

  const uploading = await timed(() => system.ok(officer, 'upload', file, '--member', member, '--dataflow', 'VRS_DETECT', '--mapping', 'bench/intake/mapping.yaml', '--wait'))
  const counts = uploading.answer.rows[0]!
  if (Number(counts.rows_taken) !== rows) throw new Error(`taken ${counts.rows_taken} of ${rows}: ${JSON.stringify(counts)}`)
  const submitting = await timed(() => system.ok(officer, 'report', 'submit', counts.report!, '--comment', 'Generated figures.'))
  const approving = await timed(() => system.ok(focal, 'report', 'approve', counts.report!, '--level', 'CONTRIBUTORS'))
  const peak = peakMemory(system.pid())

  const copying = await copyRaw()

  const narrowing = await timed(() => system.ok(focal, 'release', 'terms', approving.answer.rows[0]!.release!, '--level', 'NATIONAL'))
  const thailand = await system.token('THA', 'analyst')
  const after = await timed(() => system.vrs(thailand, 'query', 'VRS_DETECT', '--by', 'REF_AREA', '--where', `REF_AREA=${member}`))

  const line = (what: string, s: number) => console.log(`${what.padEnd(34)} ${s.toFixed(2).padStart(8)} s  ${(s / copying).toFixed(2).padStart(6)} x COPY`)
  console.log(`${rows.toLocaleString('en')} rows`)
  line('raw COPY into an equal table', copying)
  line('upload to checked draft', uploading.seconds)
  line('submit', submitting.seconds)
  line('approve', approving.seconds)
  console.log(`peak memory of the server          ${(peak / 1024).toFixed(0).padStart(8)} MB`)
  console.log(`narrowing ${narrowing.seconds.toFixed(2)} s; the next query of another state took ${after.seconds.toFixed(2)} s and ended with ${after.answer.code} (3: sees nothing)`)
} finally {
  await system.stop()
  rmSync(work, { recursive: true, force: true })
}

/** The highest resident memory of the server process since its start, in KiB. */
function peakMemory(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

/** COPY of the released rows, written to a file beforehand, into a table with the same columns, keys and references. */
async function copyRaw(): Promise<number> {
  const passwords = JSON.parse(readFileSync(join(system.home, 'keys', 'db.json'), 'utf8')) as { vrs_migrator: string }
  const client = new pg.Client({ host: join(system.home, 'postgres'), port: 5432, database: 'openvrs', user: 'vrs_migrator', password: passwords.vrs_migrator })
  await client.connect()
  try {
    await client.query('create table bench_copy (like obs_vrs_detect including all); alter table bench_copy add foreign key (ref_area, release_id) references release (ref_area, release_id)')
    const raw = join(work, 'raw.csv')
    await pipeline(client.query(copyTo(`copy (select * from obs_vrs_detect where ref_area = '${member}') to stdout with (format csv)`)), createWriteStream(raw))
    const start = performance.now()
    await pipeline(createReadStream(raw), client.query(copyFrom('copy bench_copy from stdin with (format csv)')))
    const took = (performance.now() - start) / 1000
    const { rows: counted } = await client.query<{ n: number }>('select count(*)::int as n from bench_copy')
    if (counted[0]!.n !== rows) throw new Error(`COPY brought ${counted[0]!.n} rows`)
    return took
  } finally {
    await client.end()
  }
}
