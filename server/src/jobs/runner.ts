import { sql } from 'kysely'
import type pg from 'pg'
import type { FastifyBaseLogger } from 'fastify'
import { Problem } from '@openvrs/core/problem.ts'
import type { Db, Trx } from '../db/connect.ts'
import { withViewer, type Role, type Viewer } from '../db/viewer.ts'
import { keepProblem, problemOf } from '../http/problems.ts'
import { publicTaskId, type TaskKind, type TaskRow } from './task.ts'

/** What a running task is given. Its changes and `finish` share one transaction, so that it is done wholly or not at all. */
export type TaskRun<Input> = {
  readonly input: Input
  readonly viewer: Viewer
  readonly task: { readonly refArea: string; readonly number: number; readonly attempt: number }
  readonly db: Db
  readonly now: () => Date
  /** Aborted when somebody cancels, when the person loses the right, when the server stops, or when the lock is lost with its connection. */
  readonly signal: AbortSignal
  readonly progress: (step: string, doneRows: number, allRows?: number) => Promise<void>
  readonly finish: (trx: Trx, result: object) => Promise<void>
}

export type TaskHandler = (run: TaskRun<never>) => Promise<void>
export type TaskHandlers = { readonly [Kind in TaskKind]?: TaskHandler }

export const defineTask = <Input>(handler: (run: TaskRun<Input>) => Promise<void>): TaskHandler => handler as unknown as TaskHandler

export type Periodic = { readonly name: string; readonly everySeconds: number; readonly run: () => Promise<void> }

type Services = { readonly db: Db; readonly jobs: Db; readonly locks: pg.Pool; readonly clock: () => Date; readonly log: FastifyBaseLogger }

const ATTEMPTS = 5
const POLL_MS = 1000

export type Runner = { readonly kick: () => void; readonly stop: () => Promise<void>; readonly healthy: () => boolean }

/**
 * Runs tasks and periodic work. The row of a task is the queue entry, its state and what the person watches. Whoever holds
 * the advisory lock of a task runs it; a server that dies loses the lock with its connection, and the next poll of any
 * server takes the task up again (docs/decisions/0004-tasks.md).
 */
export function startRunner(services: Services, handlers: TaskHandlers, periodic: readonly Periodic[], atOnce = 2): Runner {
  const running = new Map<string, Running>()
  let lastPoll = Date.now()
  let stopped = false
  let polling: Promise<void> | undefined
  let again = false

  const poll = async (): Promise<void> => {
    const open = await listOpen(services.jobs)
    for (const row of open) {
      const id = publicTaskId(row)
      const here = running.get(id)
      if (here) {
        const stops = row.cancel_asked ? 'task.cancelled' : (await mayGoOn(services, here)) ? undefined : 'task.person_gone'
        if (stops) here.abort.abort(new Problem(stops))
      } else if (running.size < atOnce && !stopped && !(row.kind === 'export' && isTaken(running))) await start({ ref_area: row.ref_area, task_id: row.task_id }, id, row.kind)
    }
    lastPoll = Date.now()
  }

  const start = async (key: TaskKey, id: string, kind: string): Promise<void> => {
    const abort = new AbortController()
    const lock = await takeLock(services.locks, id, () => abort.abort(new Error('the lock was lost')))
    if (!lock) return
    const entry: Running = { abort, kind, done: Promise.resolve() }
    const run = async (): Promise<void> => {
      const ended = await runTask(services, handlers, key, entry).then(() => true, (error: unknown) => {
        services.log.warn({ task: id, name: (error as Error).name, code: (error as { code?: string }).code }, 'a task stopped and will be tried again')
        return false
      })
      await lock.release()
      running.delete(id)
      // What cannot be run now is tried with the next poll, not over and over.
      if (ended) kick()
    }
    running.set(id, entry)
    entry.done = run()
  }

  const kick = (): void => {
    if (stopped) return
    if (polling) {
      again = true
      return
    }
    polling = poll().catch((error: unknown) => services.log.warn({ code: (error as { code?: string }).code }, 'tasks could not be read')).finally(() => {
      polling = undefined
      if (again) {
        again = false
        kick()
      }
    })
  }

  const turns = new Set<Promise<void>>()
  const turn = (work: Periodic): void => {
    const taken = runPeriodic(services, work).finally(() => turns.delete(taken))
    turns.add(taken)
  }
  const timers = [setInterval(kick, POLL_MS), ...periodic.map((work) => setInterval(() => turn(work), work.everySeconds * 1000))]
  for (const work of periodic) turn(work)
  kick()
  return {
    kick,
    healthy: () => Date.now() - lastPoll < 15_000,
    stop: async () => {
      stopped = true
      for (const timer of timers) clearInterval(timer)
      for (const task of running.values()) task.abort.abort(new Error('the server stops'))
      await polling
      await Promise.allSettled([...turns, ...[...running.values()].map((task) => task.done)])
    },
  }
}

const MOST_OPEN = 50

/** Those under way, then of each member the first that waits, of each the second, and so on: who asks for much keeps nobody else waiting for all of it. */
const listOpen = (jobs: Db) => jobs.selectFrom('task').selectAll()
  .select(sql<number>`row_number() over (partition by status, ref_area order by made_at, task_id)`.as('turn')).where('status', 'in', ['waiting', 'running'])
  .orderBy(sql`status = 'running'`, 'desc').orderBy('turn').orderBy('made_at').limit(MOST_OPEN).execute()

/** Files take long and hurry nobody: one at a time is made, and a place is left to other work. */
const isTaken = (running: ReadonlyMap<string, Running>): boolean => running.values().some(({ kind }) => kind === 'export')

/** One server at a time does a piece of periodic work; a failure is logged and the next turn tries again. */
async function runPeriodic(services: Services, work: Periodic): Promise<void> {
  try {
    const lock = await takeLock(services.locks, `periodic:${work.name}`, () => undefined)
    if (!lock) return
    await work.run().finally(lock.release)
  } catch (error) {
    services.log.warn({ work: work.name, name: (error as Error).name, code: (error as { code?: string }).code }, 'periodic work failed')
  }
}

/** A session lock on a connection of its own: it ends with the process, however that ends. `onLost` is told when the connection ends before. */
async function takeLock(pool: pg.Pool, name: string, onLost: () => void): Promise<{ release: () => Promise<void> } | undefined> {
  const client = await pool.connect()
  client.on('error', onLost)
  const giveBack = (broken: boolean): void => {
    client.off('error', onLost)
    client.release(broken)
  }
  try {
    const { rows } = await client.query<{ ok: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 7)) as ok', [name])
    if (!rows[0]?.ok) return void giveBack(false)
  } catch (error) {
    giveBack(true)
    throw error
  }
  return { release: async () => giveBack(await client.query('select pg_advisory_unlock(hashtextextended($1, 7))', [name]).then(() => false, () => true)) }
}

/** A task that this server is at; `viewer`: as whom, once that is known. */
type Running = { readonly abort: AbortController; readonly kind: string; done: Promise<void>; viewer?: Viewer }

type TaskKey = { readonly ref_area: string; readonly task_id: number }

/** An attempt at a task: what it does to the task counts only while no later attempt has begun. */
type Attempt = TaskKey & { readonly attempts: number }

/** Runs a task under its lock. It is read anew: since it was found, another server may have tried it, or ended it. */
async function runTask(services: Services, handlers: TaskHandlers, key: TaskKey, entry: Running): Promise<void> {
  const { db, clock } = services
  const { signal } = entry.abort
  const row = await services.jobs.selectFrom('task').selectAll().where((e) => e.and(key)).where('status', 'in', ['waiting', 'running']).executeTakeFirst()
  if (!row) return
  const before: Attempt = { ...key, attempts: row.attempts }
  const viewer = await viewerOf(db, row, clock())
  if (row.cancel_asked) return end(services, before, { status: 'cancelled' })
  if (!viewer) return end(services, before, gone())
  if (row.attempts >= ATTEMPTS) return end(services, before, { status: 'failed', problem: keepProblem(new Problem('task.gave_up')) })
  const handler = handlers[row.kind as TaskKind]
  if (!handler) throw new Error(`no handler for tasks of kind ${row.kind}`)
  const own = async (work: (trx: Trx) => Promise<void>) => withViewer(db, viewer, clock(), work)
  const attempt: Attempt = { ...key, attempts: row.attempts + 1 }
  const taken = await withViewer(db, viewer, clock(), async (trx) => {
    const { numUpdatedRows } = await trx.updateTable('task').set({ status: 'running', attempts: attempt.attempts, started_at: clock() }).where((e) => e.and({ ...before })).where('status', 'in', ['waiting', 'running']).executeTakeFirst()
    return numUpdatedRows === 1n
  })
  // Either another server has it by now, whose attempt this does not end, or the person, in another role or unit, has no part in it any more.
  if (!taken) return end(services, before, gone())
  entry.viewer = viewer
  try {
    await handler({
      input: row.input as never, viewer, db, now: clock, signal, task: { refArea: row.ref_area, number: row.task_id, attempt: attempt.attempts },
      progress: (step, doneRows, allRows) => own(async (trx) => {
        await trx.updateTable('task').set({ step, done_rows: doneRows, ...(allRows === undefined ? {} : { all_rows: allRows }) }).where((e) => e.and({ ...attempt })).execute()
      }),
      finish: async (trx, result) => {
        const done = await trx.updateTable('task').set({ status: 'done', result: JSON.stringify(result), ended_at: clock() }).where((e) => e.and({ ...attempt, status: 'running', cancel_asked: false })).executeTakeFirst()
        if (done.numUpdatedRows !== 1n) throw new Problem('task.cancelled')
        if (!(await isStill(trx, viewer))) throw new Problem('task.person_gone')
      },
    })
  } catch (error) {
    const why: unknown = signal.reason instanceof Problem ? signal.reason : error
    if (why instanceof Problem && why.code === 'task.cancelled') return end(services, attempt, { status: 'cancelled' })
    if (signal.aborted && !(signal.reason instanceof Problem)) throw error // the server stops or lost its lock: the task stays, and is taken up again
    const problem = problemOf(why, { log: services.log } as never)
    if (problem.code === 'server.not_ready') throw error
    await end(services, attempt, { status: 'failed', problem: keepProblem(problem) })
  }
}

const gone = () => ({ status: 'failed', problem: keepProblem(new Problem('task.person_gone')) }) as const

async function end(services: Services, attempt: Attempt, state: { status: 'failed' | 'cancelled'; problem?: object }): Promise<void> {
  await services.jobs.updateTable('task').set({ status: state.status, problem: state.problem ? JSON.stringify(state.problem) : null, ended_at: services.clock() })
    .where((e) => e.and({ ...attempt })).where('status', 'in', ['waiting', 'running']).execute()
}

/** The viewer of a task's person, taken anew: what was allowed when it was asked for may not be any more. */
async function viewerOf(db: Db, row: TaskRow, now: Date): Promise<Viewer | undefined> {
  const self: Viewer = { member: row.ref_area, unit: '', role: '', person: row.person_id }
  const person = await withViewer(db, self, now, (trx) =>
    trx.selectFrom('person').select(['unit', 'role', 'disabled_at']).where('ref_area', '=', row.ref_area).where('person_id', '=', row.person_id).executeTakeFirst())
  return person && !person.disabled_at ? { ...self, unit: person.unit, role: person.role as Role } : undefined
}

/** Whether the person may still all that the viewer may, and nothing else: the rest of the work was not asked for by whom they are now. */
async function isStill(trx: Trx, { member, unit, role, person }: Viewer): Promise<boolean> {
  const row = await trx.selectFrom('person').select('person_id').where((e) => e.and({ ref_area: member, person_id: person, unit, role })).where('disabled_at', 'is', null).executeTakeFirst()
  return row !== undefined
}

const mayGoOn = async ({ db, clock }: Services, { viewer }: Running): Promise<boolean> => !viewer || withViewer(db, viewer, clock(), (trx) => isStill(trx, viewer))

/** Removes what has had its time: idempotency keys after two days, raw text of rejected rows after seven. */
export const expiry = (jobs: Db, clock: () => Date): Periodic => ({
  name: 'expiry',
  everySeconds: 3600,
  run: async () => {
    const twoDaysAgo = new Date(clock().getTime() - 2 * 86_400_000)
    await sql`delete from idempotency where made_at < ${twoDaysAgo}`.execute(jobs)
    await sql`delete from upload_raw where expires_at < ${clock()}`.execute(jobs)
  },
})
