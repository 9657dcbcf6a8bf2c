import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { Problem } from '@openvrs/core/problem.ts'
import { addActor, type Actor } from '../../test/cast.ts'
import { testDatabase, type TestDatabase } from '../../test/database.ts'
import { connect, reading, type Db } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import { createTask, getTask, presentTask, type TaskId, type TaskKind } from './task.ts'
import { defineTask, startRunner, type Periodic, type Runner, type TaskHandler, type TaskRun } from './runner.ts'

const NOW = new Date('2026-11-21T12:00:00Z')
let database: TestDatabase
let db: Db
let migrator: Db
let officer: Actor
let viewer: Viewer
const runners: Runner[] = []
const logged: string[] = []
const opened: { db: Db }[] = []

beforeAll(async () => {
  database = await testDatabase()
  db = database.db('app')
  migrator = database.db('migrator')
  officer = await addActor(migrator, 'THA', 'reporter', 'POLICE')
  viewer = { member: 'THA', unit: 'POLICE', role: 'reporter', person: officer.person }
})
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()))
})
afterAll(async () => {
  await Promise.all(opened.map((one) => one.db.destroy()))
  await database.close()
})

/** A server that runs uploads by this handler, and periodic work. */
function serverWith(handler: TaskHandler | undefined, periodic: readonly Periodic[] = [], files?: TaskHandler): Runner {
  const [jobs, locks] = [connect(database.jobs, () => undefined, 2), connect(database.jobs, () => undefined, 2)]
  opened.push(jobs, locks)
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  const runner = startRunner({ db, jobs: jobs.db, locks: locks.pool, clock: () => NOW, log }, { ...(handler && { upload: handler }), ...(files && { export: files }) }, periodic)
  runners.push(runner)
  return runner
}
const ask = (kind: TaskKind = 'upload'): Promise<TaskId> => withViewer(db, viewer, NOW, (trx) => createTask(trx, viewer, { kind, input: {}, unit: 'POLICE', now: NOW }))
const see = async (id: TaskId) => presentTask(await withViewer(db, viewer, NOW, (trx) => getTask(reading(trx), id)))
const ended = async (id: TaskId) => {
  await expect.poll(async () => (await see(id)).ended, { timeout: 15_000 }).not.toBeNull()
  return see(id)
}
const cancel = (id: TaskId) => withViewer(db, viewer, NOW, (trx) => trx.updateTable('task').set({ cancel_asked: true }).where('task_id', '=', id.number).execute())
/** Lets somebody wait for something that happens elsewhere. */
const gate = () => {
  let open = (): void => undefined
  const passed = new Promise<void>((resolve) => { open = resolve })
  return { open, passed }
}

test('a task is run once, whichever of two servers takes it up', async () => {
  const runs: string[] = []
  const handler = defineTask(async (run) => {
    runs.push(run.task.refArea)
    await sleep(50)
    await withViewer(run.db, run.viewer, NOW, (trx) => run.finish(trx, { ok: true }))
  })
  const ids = [await ask(), await ask(), await ask()]
  serverWith(handler)
  serverWith(handler)
  for (const id of ids) expect(await ended(id)).toMatchObject({ status: 'done', result: { ok: true } })
  expect(runs).toHaveLength(3)
})

test('a member with many tasks keeps no other waiting for all of them', async () => {
  const lao = await addActor(migrator, 'LAO', 'reporter', 'POLICE')
  const theirs: Viewer = { member: 'LAO', unit: 'POLICE', role: 'reporter', person: lao.person }
  const runs: string[] = []
  const ready = gate()
  const handler = defineTask(async (run) => {
    await ready.passed
    runs.push(run.task.refArea)
    await withViewer(run.db, run.viewer, NOW, (trx) => run.finish(trx, {}))
  })
  const ids: TaskId[] = []
  for (let at = 0; at < 60; at++) ids.push(await ask())
  serverWith(handler)
  const late = await withViewer(db, theirs, new Date(NOW.getTime() + 1000), (trx) => createTask(trx, theirs, { kind: 'upload', input: {}, unit: 'POLICE', now: new Date(NOW.getTime() + 1000) }))
  ready.open()
  await ended(ids.at(-1)!)
  expect(late.refArea).toBe('LAO')
  expect(runs.indexOf('LAO')).toBeGreaterThanOrEqual(0)
  expect(runs.indexOf('LAO')).toBeLessThan(5)
})

test('files of figures, which take long and hurry nobody, leave a place to other work', async () => {
  const ready = gate()
  const finish = (run: TaskRun<unknown>) => withViewer(run.db, run.viewer, NOW, (trx) => run.finish(trx, {}))
  const files: TaskId[] = []
  for (let at = 0; at < 3; at++) files.push(await ask('export'))
  const upload = await ask()
  serverWith(defineTask(async (run) => finish(run)), [], defineTask(async (run) => {
    await ready.passed
    await finish(run)
  }))
  expect(await ended(upload)).toMatchObject({ status: 'done' })
  expect((await see(files[2]!)).ended).toBeNull()
  ready.open()
  for (const id of files) expect(await ended(id)).toMatchObject({ status: 'done' })
})

test('23: an attempt whose server has lost the task changes nothing of it any more; the later attempt counts', async () => {
  const lost = gate()
  const late = gate()
  const outcomes: string[] = []
  const handler = defineTask(async (run) => {
    if (run.task.attempt === 1) {
      lost.open()
      await late.passed
    }
    await withViewer(run.db, run.viewer, NOW, (trx) => run.finish(trx, { attempt: run.task.attempt })).then(() => outcomes.push(`${run.task.attempt} finished`), (error: Error) => {
      outcomes.push(`${run.task.attempt} refused`)
      throw error
    })
  })
  const id = await ask()
  serverWith(handler)
  await lost.passed
  // The connection that holds the lock goes: another server may take the task up, while the first still works on it.
  await dropJobsConnections()
  serverWith(handler)
  expect(await ended(id)).toMatchObject({ status: 'done', result: { attempt: 2 } })
  late.open()
  await expect.poll(() => outcomes).toEqual(['2 finished', '1 refused'])
  expect(await see(id)).toMatchObject({ status: 'done', result: { attempt: 2 } })
})

test('23: an attempt that is overtaken does not end the one that overtook it', async () => {
  const [first, second, late, go] = [gate(), gate(), gate(), gate()]
  const handler = defineTask(async (run) => {
    if (run.task.attempt === 1) {
      first.open()
      await late.passed
      throw new Problem('intake.empty', { row: 1 })
    }
    second.open()
    await go.passed
    await withViewer(run.db, run.viewer, NOW, (trx) => run.finish(trx, { attempt: run.task.attempt }))
  })
  const id = await ask()
  serverWith(handler)
  await first.passed
  await dropJobsConnections()
  serverWith(handler)
  await second.passed
  late.open()
  await sleep(200)
  expect(await see(id)).toMatchObject({ status: 'running' })
  go.open()
  expect(await ended(id)).toMatchObject({ status: 'done', result: { attempt: 2 } })
})

test('who asked for it, or anybody who may, cancels it: before it begins and while it runs', async () => {
  const began = gate()
  const before = await ask()
  await cancel(before)
  const runner = serverWith(defineTask(async (run) => {
    began.open()
    await new Promise((_resolve, reject) => run.signal.addEventListener('abort', () => reject(run.signal.reason as Error)))
  }))
  expect(await ended(before)).toMatchObject({ status: 'cancelled', problem: null })
  const id = await ask()
  runner.kick()
  await began.passed
  await cancel(id)
  runner.kick()
  expect(await ended(id)).toMatchObject({ status: 'cancelled' })
})

test('a problem ends it with the problem; anything else with a reference and nothing of what was said', async () => {
  let turn = 0
  serverWith(defineTask(async () => {
    if (turn++ === 0) throw new Problem('intake.empty', { row: 7 })
    throw new Error('a value of the file: 4711')
  }))
  expect(await ended(await ask())).toMatchObject({ status: 'failed', problem: { code: 'intake.empty', values: { row: 7 } } })
  const failed = await ended(await ask())
  expect(failed).toMatchObject({ status: 'failed', problem: { code: 'server.failed', status: 500 } })
  expect(JSON.stringify(failed) + logged.join('')).not.toContain('4711')
})

test('where the database is away it is tried again, and given up after five attempts', { timeout: 30_000 }, async () => {
  const attempts: number[] = []
  serverWith(defineTask(async (run) => {
    attempts.push(run.task.attempt)
    throw Object.assign(new Error('the database is away'), { code: '57P01' })
  }))
  expect(await ended(await ask())).toMatchObject({ status: 'failed', problem: { code: 'task.gave_up' } })
  expect(attempts).toEqual([1, 2, 3, 4, 5])
})

test('a kind that a server does not know is left to one that does, and is not tried without pause', async () => {
  const before = logged.length
  const id = await ask()
  serverWith(undefined)
  await sleep(1500)
  expect(logged.length - before).toBeLessThan(5)
  expect(await see(id)).toMatchObject({ status: 'waiting' })
  serverWith(defineTask((run) => withViewer(run.db, run.viewer, NOW, (trx) => run.finish(trx, {}))))
  expect(await ended(id)).toMatchObject({ status: 'done' })
})

test('11: it runs with the rights that its person has now', async () => {
  const gone = await addActor(migrator, 'THA', 'reporter', 'NAVY')
  const task = await withViewer(db, { ...viewer, unit: 'NAVY', person: gone.person }, NOW, (trx) => createTask(trx, { ...viewer, unit: 'NAVY', person: gone.person }, { kind: 'upload', input: {}, unit: 'NAVY', now: NOW }))
  await migrator.updateTable('person').set({ disabled_at: NOW }).where('person_id', '=', gone.person).execute()
  serverWith(defineTask(async () => { throw new Error('nobody may run this') }))
  await expect.poll(async () => (await migrator.selectFrom('task').select(['status', 'problem']).where('task_id', '=', task.number).executeTakeFirst())?.problem).toMatchObject({ code: 'task.person_gone' })
})

/** An officer whose work is under way: `began` says so, and then they lose the right. */
async function losing(change: (person: string) => Promise<unknown>, handler: (began: () => void, lost: Promise<void>) => TaskHandler): Promise<{ problem: unknown; status: string | undefined; tookMs: number }> {
  const [began, lost] = [gate(), gate()]
  const actor = await addActor(migrator, 'THA', 'reporter', 'NAVY')
  const own: Viewer = { ...viewer, unit: 'NAVY', person: actor.person }
  const task = await withViewer(db, own, NOW, (trx) => createTask(trx, own, { kind: 'upload', input: {}, unit: 'NAVY', now: NOW }))
  serverWith(handler(began.open, lost.passed))
  await began.passed
  await change(actor.person)
  const at = performance.now()
  lost.open()
  const read = () => migrator.selectFrom('task').select(['status', 'problem', 'ended_at']).where('ref_area', '=', 'THA').where('task_id', '=', task.number).executeTakeFirst()
  await expect.poll(async () => (await read())?.ended_at, { timeout: 10_000 }).not.toBeNull()
  const ended = await read()
  return { problem: ended?.problem, status: ended?.status, tookMs: performance.now() - at }
}
const changed = (values: { disabled_at?: Date; role?: string; unit?: string }) => (person: string) => migrator.updateTable('person').set(values).where('person_id', '=', person).execute()

test.each([
  ['is disabled', changed({ disabled_at: NOW })],
  ['has another role', changed({ role: 'analyst' })],
  ['has another unit', changed({ unit: 'POLICE' })],
])('3: within five seconds it ends when its person %s, and says why', async (_name, change) => {
  const { tookMs, ...ended } = await losing(change, (began) => defineTask(async (run) => {
    began()
    await new Promise((_resolve, reject) => run.signal.addEventListener('abort', () => reject(run.signal.reason as Error)))
  }))
  expect(ended).toMatchObject({ status: 'failed', problem: { code: 'task.person_gone' } })
  expect(tookMs).toBeLessThan(5000)
})

test('3: what listens to nothing meanwhile is refused at its end, with all that it did in that transaction', async () => {
  const { tookMs: _, ...ended } = await losing(changed({ disabled_at: NOW }), (began, lost) => defineTask(async (run) => {
    await withViewer(run.db, run.viewer, NOW, async (trx) => {
      await createTask(trx, run.viewer, { kind: 'submit', input: { mark: 'by who is gone' }, unit: 'NAVY', now: NOW })
      began()
      await lost
      await run.finish(trx, { ok: true })
    })
  }))
  expect(ended).toMatchObject({ status: 'failed', problem: { code: 'task.person_gone' } })
  expect(await migrator.selectFrom('task').select('task_id').where('kind', '=', 'submit').execute()).toEqual([])
})

test('11: whose person has no part in it any more by the time that it begins, in another role or unit, it ends, and is not tried for ever', async () => {
  const mover = await addActor(migrator, 'THA', 'reporter', 'NAVY')
  const own: Viewer = { ...viewer, unit: 'NAVY', person: mover.person }
  const task = await withViewer(db, own, NOW, (trx) => createTask(trx, own, { kind: 'upload', input: {}, unit: 'NAVY', now: NOW }))
  await changed({ unit: 'POLICE' })(mover.person)
  serverWith(defineTask(async () => { throw new Error('nobody may run this') }))
  await expect.poll(() => migrator.selectFrom('task').select(['status', 'problem']).where('task_id', '=', task.number).executeTakeFirst()).toMatchObject({ status: 'failed', problem: { code: 'task.person_gone' } })
})

test('stopping waits for the periodic work that is under way, which asks the database until it is done', async () => {
  const [begun, end] = [gate(), gate()]
  let asked = false
  const runner = serverWith(undefined, [{ name: 'counting', everySeconds: 3600, run: async () => {
    begun.open()
    await end.passed
    await db.selectFrom('system').select('id').execute()
    asked = true
  } }])
  await begun.passed
  const stopped = runner.stop()
  end.open()
  await stopped
  expect(asked).toBe(true)
})

async function dropJobsConnections(): Promise<void> {
  const admin = new pg.Client(database.admin)
  await admin.connect()
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'vrs_jobs'`)
  await admin.end()
}
