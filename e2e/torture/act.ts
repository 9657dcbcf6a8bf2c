import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { invoke, name, send, settle, type Caller, type Phase, type Task } from './attempts.ts'
import { MAPPING, type NationalFile } from './national-file.ts'
import { figuresIn, look, releasedOf, reportsOf, watch, type Sight } from './sight.ts'
import { DATAFLOW, endOf, strike, type Victim, type World } from './world.ts'

/** When to strike: at this part of the time that passes normally until the request is answered, or until the work has ended. */
export type Blow = { readonly victim: Victim; readonly until: 'answered' | 'ended'; readonly fraction: number }

/** Something that a person does, and what is looked at to see whether it was done wholly, or not at all. */
export type Act = {
  readonly round: number
  readonly member: string
  readonly what: Phase
  readonly caller: Caller
  readonly path: string
  readonly body: () => FormData | object
  readonly sights: readonly Sight[]
}

export const uploadOf = (round: number, member: string, caller: Caller, file: NationalFile, report?: string): Act => ({
  round, member, what: 'upload', caller, path: `/api/uploads?dataflow=${DATAFLOW}&member=${member}${report ? `&report=${report}` : ''}`,
  body: () => {
    const form = new FormData()
    form.set('mapping', MAPPING)
    form.set('file', new Blob([file.csv]), `${member}-${file.variant}.csv`)
    return form
  },
  sights: [report ? figuresIn(caller, report, DATAFLOW) : reportsOf(caller)],
})

export const submitOf = (round: number, member: string, caller: Caller, report: string): Act =>
  ({ round, member, what: 'submit', caller, path: `/api/reports/${report}/submit`, body: () => ({ comment: 'Generated figures.' }), sights: [reportsOf(caller)] })

export const approveOf = (round: number, member: string, caller: Caller, report: string, watcher: Caller): Act => ({
  round, member, what: 'approve', caller, path: `/api/reports/${report}/approve`, body: () => ({ terms: { level: 'CONTRIBUTORS' } }),
  sights: [reportsOf(caller), releasedOf(watcher, member, DATAFLOW)],
})

/** Does it undisturbed, and learns how long that takes. */
export async function act(world: World, act: Act): Promise<Task> {
  const started = performance.now()
  const attempt = invoke(act.round, act.member, act.what)
  world.history.push(attempt)
  const again = () => send(attempt, act.caller, act.path, act.body)
  await again()
  await settle(attempt, again, 30)
  assert.equal(attempt.state, 'acknowledged', `${name(attempt)}: ${attempt.detail}`)
  const answered = performance.now()
  const task = await endOf(act.caller, attempt.task!, 120)
  assert.equal(task.status, 'done', `${name(attempt)}: ${task.problem?.code} ${task.problem?.detail}`)
  const { normal } = world
  normal[act.what] = { answered: mean(normal[act.what].answered, answered - started), ended: mean(normal[act.what].ended, performance.now() - started) }
  return task
}

const mean = (a: number, b: number): number => (a + b) / 2

/** How soon after the system is ready again its work must have ended: 15 s to take it up, and its normal time thrice. */
const secondsToEnd = (world: World, what: Phase): number => 15 + (3 * world.normal[what].ended) / 1000

/**
 * Does it while the server or the database is killed. Whoever looks sees it as before or as after. The attempt is sent again
 * with its key until it is known, and once more, and is one piece of work all the same, which ends.
 */
export async function actUnderBlow(world: World, act: Act, blow: Blow): Promise<Task> {
  const attempt = invoke(act.round, act.member, act.what)
  const before = await Promise.all(act.sights.map(look))
  const watched = act.sights.map(watch)
  world.history.push(attempt)
  const again = () => send(attempt, act.caller, act.path, act.body)
  const sent = again()
  await sleep(blow.fraction * world.normal[act.what][blow.until])
  await strike(world, blow.victim)
  const seconds = secondsToEnd(world, act.what)
  await sent
  await settle(attempt, again, seconds)
  await again()
  assert.equal(attempt.state, 'acknowledged', `${name(attempt)} stays ${attempt.state}: ${attempt.detail}`)
  const task = await endOf(act.caller, attempt.task!, seconds)
  assert.equal(task.status, 'done', `${name(attempt)}: ${task.status} ${task.problem?.code} ${task.problem?.detail}`)
  const views = await Promise.all(watched.map((end) => end()))
  for (const [i, sight] of act.sights.entries()) wholeOrNot(`${name(attempt)}: ${sight.name}`, before[i]!, views[i]!, await look(sight))
  return task
}

/** What was seen is what was there before, then what is there after; never anything else, and never back again. */
function wholeOrNot(what: string, before: string, views: readonly string[], after: string): void {
  assert.notEqual(after, before, `${what} did not change`)
  const strange = views.filter((view) => view !== before && view !== after)
  assert.deepEqual(strange, [], `${what} was seen half done`)
  assert(views.length <= 2 && views.indexOf(before) !== 1, `${what} changed and changed back`)
}
