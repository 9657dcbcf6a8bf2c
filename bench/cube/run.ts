import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSystem } from '../../e2e/system.ts'
import { median, ms, p95, seconds } from '../times.ts'
import { fill, SIGNATURE } from './fill.ts'
import { questions, type Question } from './questions.ts'

/**
 * bench/cube: twenty pivots over generated figures, by somebody who sees what is shared with contributors: through HTTP, as a
 * hand-written query of DuckDB with the same scope, and the same text in PostgreSQL. Fails where an answer differs.
 */
const rows = Number(process.argv[3] ?? 1_000_000)
const REPEATS = rows > 20_000_000 ? 2 : 5
const PEOPLE = 50
const PAUSE_MS = 10_000
const VIEWER = 'THA'
const work = mkdtempSync(join(tmpdir(), 'openvrs-bench-'))
/** A filled system may be kept for another time: a hundred million rows take a while. */
const home = process.env['BENCH_HOME']
const isFilled = home !== undefined && existsSync(home)
// One row of answers is kept, which is none: each question is worked out.
const system = await startSystem({ VRS_TODAY: '2026-11-21', CUBE_MEMORY: process.env['CUBE_MEMORY'] ?? '1GB', CUBE_ANSWERS: '1' }, home)
try {
  const token = await system.token(VIEWER, 'analyst')
  const filled = isFilled ? rows : await fill(system.home, rows, VIEWER)
  const loading = await seconds(() => untilReady(token))
  console.log(isFilled ? `${rows.toLocaleString('en')} rows, as they were kept` : `${filled.toLocaleString('en')} rows; copied in ${loading.toFixed(1)} s (${Math.round(filled / loading).toLocaleString('en')} rows a second)`)

  const hand = await openCopy()
  const [http, written]: [number[], number[]] = [[], []]
  for (const question of questions) {
    const answer = await askServer(token, question)
    check(question, answer, await askByHand(hand, question))
    const [asked, own] = [[] as number[], [] as number[]]
    for (let i = 0; i < REPEATS; i++) {
      asked.push(await seconds(() => askServer(token, question)))
      own.push(await seconds(() => askByHand(hand, question)))
    }
    http.push(median(asked))
    written.push(median(own))
    console.log(`${`${question.by.join(',')} ${question.where.join(' ')}`.padEnd(64)} ${ms(http.at(-1)!).padStart(9)} ${ms(written.at(-1)!).padStart(9)} ${(http.at(-1)! / written.at(-1)!).toFixed(2).padStart(6)} x`)
  }
  const ratios = http.map((s, i) => s / written[i]!)
  console.log(`through HTTP: median ${ms(median(http))}, p95 ${ms(p95(http))}; by hand: median ${ms(median(written))}, p95 ${ms(p95(written))}`)
  console.log(`ratio: of the medians ${(median(http) / median(written)).toFixed(2)}, of the p95 ${(p95(http) / p95(written)).toFixed(2)}; over the questions: median ${median(ratios).toFixed(2)}, p95 ${p95(ratios).toFixed(2)}`)
  hand.closeSync()
  const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${system.pid()}/status`, 'utf8'))?.[1]) / 1024
  console.log(`peak memory of the server ${peak.toFixed(0)} MB, of which the copy may take ${system.env['CUBE_MEMORY']}`)
  // Those were worked out each time; many people at once are served as they are in life, with answers kept for who asks the same.
  await restart(token, { CUBE_ANSWERS: '200000' })
  for (const question of questions) await askServer(token, { ...question, where: [...question.where, 'FREQ=M'] }) // another question: the server is at work, and has no answer yet
  for (const when of ['at first', 'once these questions were asked']) {
    const burst = await Promise.all(Array.from({ length: PEOPLE }, (_, n) => seconds(() => askServer(token, questions[n % questions.length]!))))
    console.log(`${PEOPLE} in the same moment, ${when}: p95 ${ms(p95(burst))}, ${(p95(burst) / p95(http)).toFixed(1)} times that of one`)
  }
  await restart(token, {})
  const crowd = (await Promise.all(Array.from({ length: PEOPLE }, (_, n) => person(token, n)))).flat()
  console.log(`${PEOPLE} who read ${PAUSE_MS / 1000} s between their questions: p95 ${ms(p95(crowd))}, ${(p95(crowd) / p95(http)).toFixed(1)} times that of one`)
  if (rows <= 20_000_000) await restart(token, { CUBE: 'postgres' })
  // PostgreSQL needs up to a minute for each: of many figures a few questions tell enough.
  const compared = questions.flatMap((question, at) => (rows <= 2_000_000 || (rows <= 20_000_000 && at % 10 === 2) ? [{ question, own: http[at]! }] : []))
  const slower: number[] = []
  for (const { question, own } of compared) slower.push((await seconds(() => askServer(token, question).catch(orTooSlow))) / own)
  if (slower.length > 0) console.log(`the same question in PostgreSQL, which gives up after a minute: ${median(slower).toFixed(1)} times as long at the median, ${Math.min(...slower).toFixed(1)} at least`)
} finally {
  await system.stop()
  rmSync(work, { recursive: true, force: true })
}

async function restart(token: string, env: NodeJS.ProcessEnv): Promise<void> {
  await system.kill()
  Object.assign(system.env, env)
  await system.start()
  if (system.env['CUBE'] !== 'postgres') await untilReady(token)
}

/** Until the copy answers. Of so many figures that to compare them takes minutes, PostgreSQL would not have answered yet. */
async function untilReady(token: string): Promise<void> {
  if (rows <= 20_000_000) return untilLoaded()
  while ((await seconds(() => askServer(token, questions[0]!).catch(orTooSlow))) > 10);
}

/** Until the server's copy holds every row, as its administrator sees it. */
async function untilLoaded(): Promise<void> {
  for (;;) {
    const { code } = await system.vrs(null, 'cube', 'check')
    if (code === 0) return
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
}

/** The same figures in a file of its own, in one wide table, as one who writes a query by hand has them. */
async function openCopy(): Promise<DuckDBConnection> {
  for (const name of ['figures.duckdb', 'figures.duckdb.wal']) if (existsSync(join(system.home, 'cube', name))) copyFileSync(join(system.home, 'cube', name), join(work, name))
  const connection = await (await DuckDBInstance.create(join(work, 'figures.duckdb'))).connect()
  await connection.run('create table figures as select p.* exclude (_part), o.* exclude (_part) from obs_vrs_detect o join part_vrs_detect p using (_part)')
  return connection
}

/** One of many people: three questions, one after the other, with time to read. They begin at different moments. */
async function person(token: string, n: number): Promise<number[]> {
  const took: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, turn === 0 ? (PAUSE_MS * ((n * 7) % PEOPLE)) / PEOPLE : PAUSE_MS))
    took.push(await seconds(() => askServer(token, questions[(n + 7 * turn) % questions.length]!)))
  }
  return took
}

function orTooSlow(error: Error): void {
  if (!error.message.includes('query.too_slow')) throw error
}

type Rows = readonly (readonly (string | number | null)[])[]

async function askServer(token: string, { by, where }: Question): Promise<Rows> {
  const asked = new URLSearchParams([['by', by.join(',')], ...where.map((clause) => ['where', clause] as [string, string])])
  const answer = await fetch(`${system.url}/api/dataflows/VRS_DETECT/query?${asked}`, { headers: { authorization: `Bearer ${token}` } })
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { rows: Rows }).rows
}

async function askByHand(connection: DuckDBConnection, { by, sql = 'true' }: Question): Promise<Rows> {
  const columns = [...by.map((d) => d.toLowerCase()), 'freq', 'indicator', 'unit_measure'].join(', ')
  const reader = await connection.runAndReadAll(`
    select ${columns}, sum(obs_value) as value from figures join (
      select ref_area, release_id, freq, time_period from release_period
       where dataflow = 'VRS_DETECT' and level >= 3 and (embargo_until is null or embargo_until <= now()) and shown_from <= now() and (shown_to is null or shown_to > now())) p using (ref_area, release_id, freq, time_period)
     where signature = ${SIGNATURE} and ${sql} group by ${columns} order by ${columns}`)
  return reader.getRowsJS() as Rows
}

function check(question: Question, answer: Rows, expected: Rows): void {
  const sums = (all: Rows) => all.reduce((sum, row) => sum + Number(row.at(-1)), 0)
  // `TRANSPORT=SEA` answers under SEA, and by hand under its parts: the sums are compared.
  if (answer.length !== expected.length || sums(answer) !== sums(expected)) throw new Error(`${question.by.join(',')} ${question.where.join(' ')}: ${answer.length} rows and ${sums(answer)}, by hand ${expected.length} and ${sums(expected)}`)
}
