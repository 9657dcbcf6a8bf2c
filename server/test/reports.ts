import { expect } from 'vitest'
import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { optionalDimensions } from '@openvrs/core/metadata/model.ts'
import { keyOf } from '@openvrs/core/report/keys.ts'
import { reading } from '../src/db/connect.ts'
import { findDataflow } from '../src/registry/index.ts'
import type { TestApp } from './app.ts'
import type { Actor } from './cast.ts'

/** Codes of a figure that differ from a month's total of detections: `CITIZENSHIP=LAO TIME_PERIOD=2026-03`, and its value. */
export type Figure = readonly [codes: string, value: number | null]

const DEFAULTS: { readonly [dimension: string]: string } = { FREQ: 'M', INDICATOR: 'ENTRY_IRREG', UNIT_MEASURE: 'DET', TIME_PERIOD: '2026-03' }

export async function flowNamed(app: TestApp, dataflow: string): Promise<Dataflow> {
  const found = await findDataflow(reading(app.migrator as never), dataflow)
  return found!.dataflow
}

/** The key of a figure of a member: what is not named is `_T`. */
export function figureKey(flow: Dataflow, member: string, codes: string): string {
  const named = Object.fromEntries(codes.split(' ').filter(Boolean).map((part) => part.split('=') as [string, string]))
  const totals = Object.fromEntries(optionalDimensions(flow).map((d) => [d.id, '_T']))
  return keyOf(flow, { ...totals, ...DEFAULTS, REF_AREA: member, ...named })
}

/** Types figures into a draft, as the form does. Resolves to the change of the report. */
export async function typeIn(app: TestApp, actor: Actor, report: string, figures: readonly Figure[], dataflow = 'VRS_DETECT'): Promise<number> {
  const flow = await flowNamed(app, dataflow)
  const { edit_no: base } = (await app.call(actor, 'GET', `/api/reports/${report}`)).json() as { edit_no: number }
  const edits = figures.map(([codes, value]) => ({ dataflow, key: figureKey(flow, actor.member, codes), column: value === null ? 'ROW' : 'OBS_VALUE', value: value === null ? null : String(value) }))
  const answer = await app.call(actor, 'PATCH', `/api/reports/${report}/cells`, { base, device: 'desk', edits })
  expect(answer.statusCode, answer.body).toBe(200)
  return (answer.json() as { edit_no: number }).edit_no
}

/** Makes a draft of monthly figures and types them in. Resolves to its id. */
export async function draft(app: TestApp, actor: Actor, figures: readonly Figure[], range: { from: string; to: string } = { from: '2026-01', to: '2026-06' }): Promise<string> {
  const made = await app.call(actor, 'POST', '/api/reports', { freq: 'M', ...range })
  expect(made.statusCode, made.body).toBe(201)
  const report = (made.json() as { rows: { report: string }[] }).rows[0]!.report
  if (figures.length > 0) await typeIn(app, actor, report, figures)
  return report
}

type Task = { task: string; status: string; result: { [name: string]: unknown } | null; problem: { code: string; status: number; values?: object } | null }

/** Asks for long work and waits for its end: its result, or the code of the problem that it met (at once or later). */
export async function work(app: TestApp, actor: Actor, path: string, body: object = {}): Promise<{ result?: { [name: string]: unknown }; refused?: string; values?: object }> {
  const answer = await app.call(actor, 'POST', path, body, { prefer: 'wait=30' })
  if (answer.statusCode !== 202) return { refused: (answer.json() as { code: string }).code }
  let task = answer.json() as Task
  while (task.status === 'waiting' || task.status === 'running') task = (await app.call(actor, 'GET', `/api/tasks/${task.task}`, undefined, { prefer: 'wait=30' })).json() as Task
  return task.problem ? { refused: task.problem.code, ...(task.problem.values ? { values: task.problem.values } : {}) } : { result: task.result! }
}

/** The report's first row, as `report show` prints it. */
export async function shown(app: TestApp, actor: Actor, report: string): Promise<{ [column: string]: unknown }> {
  return ((await app.call(actor, 'GET', `/api/reports/${report}`)).json() as { rows: { [column: string]: unknown }[] }).rows[0]!
}
