import { expect } from 'vitest'
import { EXAMPLES } from '@openvrs/core/narrative/examples.ts'
import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import type { TestApp } from './app.ts'
import type { Actor } from './cast.ts'
import { draft, work } from './reports.ts'

export type Kind = keyof typeof EXAMPLES
export type Written = { readonly narrative: string; readonly kind: string; readonly edit_no: number; readonly version: number; readonly change: string; readonly body: NarrativeBody; readonly before: NarrativeBody | null; readonly faults: readonly { readonly field: string; readonly message: string }[] }

export const bodyOf = (kind: Kind, change: Partial<NarrativeBody> = {}): NarrativeBody => ({ ...EXAMPLES[kind], ...change })

export async function addNarrative(app: TestApp, actor: Actor, report: string, kind: Kind, change: Partial<NarrativeBody> = {}): Promise<Written> {
  const answer = await app.call(actor, 'POST', `/api/reports/${report}/narratives`, { kind, body: bodyOf(kind, change) })
  expect(answer.statusCode, answer.body).toBe(201)
  return answer.json<Written>()
}

export const draftsOf = async (app: TestApp, actor: Actor, report: string): Promise<{ readonly narratives: readonly Written[]; readonly removed: readonly { readonly narrative: string }[] }> =>
  (await app.call(actor, 'GET', `/api/reports/${report}/narratives`)).json()

/** A report of one month with one narrative, submitted by an officer. */
export async function submitNarrative(app: TestApp, reporter: Actor, kind: Kind, change: Partial<NarrativeBody> = {}): Promise<{ readonly report: string; readonly narrative: string }> {
  const month = change.period ?? EXAMPLES[kind].period
  const report = await draft(app, reporter, [], { from: month, to: month })
  const { narrative } = await addNarrative(app, reporter, report, kind, change)
  expect(await work(app, reporter, `/api/reports/${report}/submit`)).toEqual({ result: { report } })
  return { report, narrative }
}

/** The same, released under some terms. */
export async function releaseNarrative(app: TestApp, reporter: Actor, focal: Actor, kind: Kind, terms: object, change: Partial<NarrativeBody> = {}): Promise<{ readonly narrative: string; readonly national: string; readonly release: string }> {
  const { report, narrative } = await submitNarrative(app, reporter, kind, change)
  const { result, refused } = await work(app, focal, `/api/reports/${report}/approve`, { terms })
  expect(refused).toBeUndefined()
  return { narrative, national: result!['report'] as string, release: (result!['releases'] as { [kind: string]: string })[kind]! }
}
