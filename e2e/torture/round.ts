import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { act, actUnderBlow, approveOf, submitOf, uploadOf, type Act, type Blow } from './act.ts'
import { read, type Phase, type Task } from './attempts.ts'
import { chance } from './chance.ts'
import type { NationalFile } from './national-file.ts'
import { look, releasedOf } from './sight.ts'
import { DATAFLOW, type Victim, type World } from './world.ts'

export type Round = {
  readonly number: number
  readonly member: string
  readonly variant: number
  readonly phase: Phase
  readonly blow: Blow
  /** The upload goes into a draft that holds another file already. */
  readonly intoDraft: boolean
}

const PHASES: readonly Phase[] = ['upload', 'submit', 'approve']

/** The rounds of a seed: each victim is struck in each phase before one is again, in a random order and at random moments. */
export function planRounds(seed: number, count: number, members: readonly string[], victims: readonly Victim[] = ['server', 'database']): Round[] {
  const { fraction, shuffle } = chance(seed)
  const cases = victims.flatMap((victim) => PHASES.map((phase) => ({ victim, phase })))
  const rounds: Round[] = []
  while (rounds.length < count) {
    for (const { victim, phase } of shuffle(cases)) {
      const number = rounds.length + 1
      rounds.push({ number, member: members[number % members.length]!, variant: Math.floor(number / members.length) % 2, phase, blow: { victim, until: fraction() < 0.4 ? 'answered' : 'ended', fraction: fraction() * 1.1 }, intoDraft: fraction() < 0.4 })
    }
  }
  return rounds.slice(0, count)
}

export const tell = ({ number, member, phase, blow, intoDraft }: Round): string =>
  `round ${number}: ${member}, ${blow.victim === 'both' ? 'server and database' : blow.victim} killed at ${blow.fraction.toFixed(3)} of the time until ${phase} is ${blow.until}${phase === 'upload' && intoDraft ? ', into a draft' : ''}`

/** A national file from upload to release, struck once on the way. Throws where anything is not as if nothing had happened. */
export async function play(world: World, round: Round): Promise<void> {
  const { number, member } = round
  const { reporter, focal } = world.people[member]!
  const file = world.files[round.variant]!
  const sha256 = await undisturbed(world, number, member, file)
  const draft = round.intoDraft ? await uploadedReport(act(world, uploadOf(number, member, reporter, world.files[1 - round.variant]!))) : undefined
  const go = (one: Act) => (one.what === round.phase ? actUnderBlow(world, one, round.blow) : act(world, one))

  const uploaded = await go(uploadOf(number, member, reporter, file, draft))
  const report = String(uploaded.result?.report)
  const rejected = file.unreadable.length
  const counts = { rows_read: file.rows, rows_taken: file.rows - rejected, rows_merged: 0, rows_rejected: rejected, errors: 0 }
  assert.deepEqual({ ...uploaded.result, upload: '', warnings: 0 }, { upload: '', report: draft ?? report, dataflow: DATAFLOW, ...counts, warnings: 0, sha256 })
  const { rejects } = await read<{ rejects: readonly { row: number }[] }>(reporter, `/api/reports/${report}/rejects?dataflow=${DATAFLOW}`)
  assert.deepEqual(rejects.map(({ row }) => row), file.unreadable, 'other rows were rejected')
  await go(submitOf(number, member, reporter, report))
  assert.equal(await payloadOf(world, member, report), sha256, 'the submitted payload is another')
  const approved = await go(approveOf(number, member, focal, report, world.watcher))
  const national = String(approved.result?.report)
  assert.equal(await payloadOf(world, member, national), sha256, 'the released payload is another')
  world.released.set(member, round.variant)
  assert.equal(await look(releasedOf(world.watcher, member, DATAFLOW)), JSON.stringify(file.months), 'another state sees other figures')
  await checkTasks(world, member)
  await checkChain(world, member, [['report.upload', report, draft === undefined ? 1 : 2], ['report.submit', report, 1], ['report.approve', national, 1]])
}

const uploadedReport = async (task: Promise<Task>): Promise<string> => String((await task).result?.report)

/** SHA-256 of the payload when nothing is in the way of the same file. */
async function undisturbed(world: World, round: number, member: string, file: NationalFile): Promise<string> {
  const key = `${member} ${file.variant}`
  const { reporter } = world.people[member]!
  if (!world.payloads.has(key)) {
    const report = await uploadedReport(act(world, uploadOf(round, member, reporter, file)))
    await act(world, submitOf(round, member, reporter, report))
    world.payloads.set(key, await payloadOf(world, member, report))
  }
  return world.payloads.get(key)!
}

/** SHA-256 of what `report payload` prints. */
async function payloadOf({ system, people }: World, member: string, report: string): Promise<string> {
  const { stdout } = await system.ok(people[member]!.focal.token, 'report', 'payload', report, '--dataflow', DATAFLOW)
  return createHash('sha256').update(stdout).digest('hex')
}

/** Nothing waits or runs; and what is stored is what was attempted, each once. */
async function checkTasks(world: World, member: string): Promise<void> {
  const { tasks } = await read<{ tasks: readonly Task[] }>(world.people[member]!.focal, '/api/tasks')
  const attempts = world.history.filter((attempt) => attempt.member === member)
  assert.deepEqual(tasks.filter((task) => task.status !== 'done'), [], 'a task has not ended well')
  assert(tasks.length < 200, 'more tasks than a page of them shows')
  assert.deepEqual(tasks.map((task) => task.task).toSorted(), attempts.map((attempt) => attempt.task!).toSorted(), 'what is stored is not what was attempted')
}

/** The member's chain verifies, and tells of every act so many times. */
async function checkChain({ system, people }: World, member: string, acts: readonly (readonly [action: string, subject: string, times: number])[]): Promise<void> {
  const { stdout } = await system.ok(people[member]!.focal.token, 'audit', 'export')
  const file = join(system.home, `chain-${member}.jsonl`)
  writeFileSync(file, stdout)
  await system.ok(null, 'audit', 'verify', file)
  const entries = stdout.split('\n').filter((line) => line !== '').map((line) => (JSON.parse(line) as { body: { action: string; subject: string } }).body)
  const told = acts.map(([action, subject]) => [action, subject, entries.filter((entry) => entry.action === action && entry.subject === subject).length])
  assert.deepEqual(told, acts, 'the chain does not tell of every act once')
}
