import { setTimeout as sleep } from 'node:timers/promises'
import type { Caller } from './attempts.ts'

/** Something that can be looked at through the API, as one text, so that half of a change would be noticed. */
export type Sight = { readonly name: string; readonly caller: Caller; readonly path: string; readonly show: (answer: never) => unknown }

type ReportRow = { readonly report: string; readonly version: number; readonly status: string; readonly rows: number; readonly release: string | null; readonly terms: string | null }

/** Somebody's reports: which there are, how many rows they have, how far they are and what was released of them. */
export const reportsOf = (caller: Caller): Sight => ({
  name: 'the reports', caller, path: '/api/reports',
  show: ({ reports }: { reports: readonly ReportRow[] }) => reports.map(({ report, version, status, rows, release, terms }) => [report, version, status, rows, release, terms]),
})

/** The first figures of a draft. */
export const figuresIn = (caller: Caller, report: string, dataflow: string): Sight => ({
  name: 'the draft', caller, path: `/api/reports/${report}/sections/${dataflow}/rows?limit=500`,
  show: ({ rows, total }: { rows: readonly { value: number }[]; total: number }) => [total, ...rows.map((row) => row.value)],
})

/** What another state sees of a member's figures: the sum of each month. */
export const releasedOf = (caller: Caller, member: string, dataflow: string): Sight => ({
  name: 'what others see', caller, path: `/api/dataflows/${dataflow}/query?by=TIME_PERIOD&where=REF_AREA=${member}`,
  show: ({ rows }: { rows: readonly (readonly (string | number)[])[] }) => Object.fromEntries(rows.map((row) => [row[0], row.at(-1)])),
})

/** One look; undefined where the server was not there or not ready. */
async function glance({ caller: { url, token }, path, show }: Sight): Promise<string | undefined> {
  try {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(10_000) })
    if (answer.status >= 500) return undefined
    return JSON.stringify(answer.ok ? show((await answer.json()) as never) : { status: answer.status })
  } catch {
    return undefined
  }
}

export async function look(sight: Sight): Promise<string> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(200)) {
    const seen = await glance(sight)
    if (seen !== undefined) return seen
  }
  throw new Error(`${sight.name} could not be seen within 30 s`)
}

/** Looks all the while, as often as there is an answer. What is returned ends that and gives the different views in their order. */
export function watch(sight: Sight): () => Promise<readonly string[]> {
  const views: string[] = []
  let watching = true
  const done = (async () => {
    while (watching) {
      const seen = await glance(sight)
      if (seen !== undefined && seen !== views.at(-1)) views.push(seen)
      await sleep(50)
    }
  })()
  return async () => {
    watching = false
    await done
    return views
  }
}
