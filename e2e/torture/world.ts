import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { startSystem, type System } from '../system.ts'
import { read, type Attempt, type Caller, type Phase, type Task } from './attempts.ts'
import { databasePid, killDatabase } from './database.ts'
import { nationalFile, type NationalFile } from './national-file.ts'

export type Victim = 'server' | 'database' | 'both'

/** One system under torture, its people, and what is known of what they did. */
export type World = {
  readonly system: System
  readonly people: { readonly [member: string]: { readonly reporter: Caller; readonly focal: Caller } }
  /** An analyst of a state that contributes, and so sees what the members release. */
  readonly watcher: Caller
  readonly history: Attempt[]
  /** How long a phase takes when nothing is in its way, in milliseconds; kept up with every undisturbed one. */
  readonly normal: { [P in Phase]: { readonly answered: number; readonly ended: number } }
  readonly files: readonly NationalFile[]
  /** SHA-256 of the payload that an undisturbed run gave, by member and variant. */
  readonly payloads: Map<string, string>
  /** The variant that a member has released. */
  readonly released: Map<string, number>
}

export const DATAFLOW = 'VRS_DETECT'
const VARIANTS = [1, 2]

/** Starts a system for members that hold no figures in the dataflow yet. On the real clock: one that is set steps back with every start. */
export async function startWorld(members: readonly string[]): Promise<World> {
  const system = await startSystem()
  const person = async (member: string, role: string): Promise<Caller> => ({ url: system.url, token: await system.token(member, role) })
  const people: { [member: string]: { reporter: Caller; focal: Caller } } = {}
  for (const member of members) people[member] = { reporter: await person(member, 'reporter'), focal: await person(member, 'focal_point') }
  return {
    system, people, watcher: await person('THA', 'analyst'), history: [], normal: { upload: { answered: 200, ended: 2000 }, submit: { answered: 50, ended: 1000 }, approve: { answered: 50, ended: 2000 } }, files: VARIANTS.map(nationalFile), payloads: new Map(), released: new Map(),
  }
}

/** Kills without warning, and resolves once the system is ready again: a killed server is started, after `between`, a database has to come back by itself. */
export async function strike({ system }: World, victim: Victim, between?: () => Promise<void>): Promise<void> {
  if (victim === 'both') killDatabase(system.home)
  if (victim !== 'database') {
    await system.kill()
    await between?.()
    return system.start()
  }
  const server = system.pid()
  const before = databasePid(system.home)
  killDatabase(system.home)
  await until('the database is back and the server ready', 60, async () => databasePid(system.home) !== before && (await isReady(system.url)))
  process.kill(server, 0) // throws where the server has ended
}

const isReady = (url: string): Promise<boolean> => fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).then((answer) => answer.ok, () => false)

export async function until(what: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + seconds * 1000; !(await holds()); await sleep(100)) assert(Date.now() < end, `not within ${seconds} s: ${what}`)
}

/** The task when it has ended. */
export async function endOf(caller: Caller, id: string, seconds: number): Promise<Task> {
  for (const end = Date.now() + seconds * 1000; ; ) {
    const task = await read<Task>(caller, `/api/tasks/${id}`)
    if (task.status !== 'waiting' && task.status !== 'running') return task
    assert(Date.now() < end, `${task.kind} ${id} is still ${task.status} after ${seconds} s`)
  }
}
