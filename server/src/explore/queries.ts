import { CompiledQuery, sql } from 'kysely'
import { isDeepStrictEqual } from 'node:util'
import { Problem } from '@openvrs/core/problem.ts'
import type { Cell } from '@openvrs/core/query/cell.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import { dimensionsOfSignature } from '@openvrs/core/query/ask.ts'
import { isOwnKey, type Choice } from '@openvrs/core/query/explain.ts'
import { compileDefinitions, compileExplanation, compileQuery } from '@openvrs/core/query/sql.ts'
import type { Scope } from '@openvrs/core/query/sql-scope.ts'
import type { Statement } from '@openvrs/core/query/statement.ts'
import { readAudience } from '@openvrs/core/sharing/audience.ts'
import { LONGEST_SECONDS, type Compile, type Cube, type Reader } from '../cube/index.ts'
import type { Trx } from '../db/connect.ts'
import type { Sight } from '../db/viewer.ts'
import { definitionOf, type Definition, type DefinitionRow } from './definitions.ts'
import type { ReleasedTerms } from './terms.ts'

/** As known when, for whom (a member; empty for nobody), and the most rows to return. */
export type Asked = { readonly member: string; readonly asOf: Date; readonly limit: number }

/** At most `limit` cells, what members declare about them, and which breakdown answers for each member, series and period that the viewer sees, where that is asked. */
export type Answer = { readonly cells: readonly Cell[]; readonly definitions: readonly Definition[]; readonly choices: readonly Choice[] | undefined }

/** Who asks. `enter` does its work in one transaction of the viewer's, who sees so much in it; it may be called again. */
export type Inquirer = { readonly enter: <T>(work: (trx: Trx, sight: Sight) => Promise<T>) => Promise<T>; readonly cube: Cube | undefined; readonly gone?: AbortSignal }

/** How often the copy is asked anew where releases changed meanwhile, before PostgreSQL answers. */
export const ATTEMPTS = 3

/**
 * Answers a plan, then `tell`s of it in the viewer's transaction. The columnar copy is asked while no transaction is open, so
 * that a long question holds no connection; its answer counts where the viewer's transaction finds what the viewer may see
 * unchanged. The same text under the same scope goes to PostgreSQL where the copy cannot answer now. `seen`: what the viewer could
 * see a moment ago, where that was read already.
 */
export async function answerPlan<T>(inquirer: Inquirer, plan: Plan, asked: Asked, withChoices: boolean, tell: (trx: Trx, answer: Answer) => Promise<T>, seen?: Sight): Promise<T> {
  const parts = [compileQuery, compileDefinitions, ...(withChoices ? [compileExplanation] : [])]
  for (let attempts = inquirer.cube ? ATTEMPTS : 0; ; attempts--) {
    const looked = attempts > 0 ? await lookInCopy(inquirer, plan, asked, parts, attempts === ATTEMPTS ? seen : undefined) : undefined
    const told = await inquirer.enter(async (trx, sight) => {
      if (looked && !isDeepStrictEqual(looked.sight, sight)) return undefined
      return { of: await tell(trx, answerOf(plan, looked?.rows ?? (await lookInStore(trx, plan, { ...asked, sight: sight.scope }, parts, inquirer.gone)))) }
    })
    if (told) return told.of
  }
}

async function lookInCopy({ enter, cube, gone }: Inquirer, plan: Plan, asked: Asked, parts: readonly Compile[], seen: Sight | undefined): Promise<{ readonly sight: Sight; readonly rows: Parts } | undefined> {
  const sight = seen ?? (await enter(async (_trx, sight) => sight))
  const rows = await cube!.ask(parts, plan, { ...asked, sight: sight.scope }, sight.version, gone)
  return rows && { sight, rows: rows as Parts }
}

async function lookInStore(trx: Trx, plan: Plan, scope: Scope, parts: readonly Compile[], gone: AbortSignal | undefined): Promise<Parts> {
  const rows: (readonly object[])[] = []
  for (const compile of parts) rows.push(await run(trx, compile(plan, scope, 'store'), gone))
  return rows as unknown as Parts
}

type Parts = readonly [readonly CellRow[], readonly DefinitionRow[], (readonly ChoiceRow[])?]
export type CellRow = { readonly [column: string]: string | number | null }
export type ChoiceRow = { readonly ref_area: string; readonly freq: string; readonly indicator: string; readonly unit_measure: string; readonly time_period: string; readonly signature: number | null; readonly exact: boolean | null; readonly [key: string]: string | number | boolean | null }

const answerOf = (plan: Plan, [cells, definitions, choices]: Parts): Answer => ({ cells: cells.map((row) => cellOf(plan, row)), definitions: definitions.map((row) => definitionOf(plan, row)), choices: choices?.map((row) => choiceOf(plan, row)) })

export const cellOf = (plan: Plan, row: CellRow): Cell => ({
  codes: plan.columns.map((d) => String(row[d.id.toLowerCase()])),
  value: row['value'] === null ? null : Number(row['value']),
  figures: Number(row['figures']),
})

export const choiceOf = (plan: Plan, row: ChoiceRow): Choice => ({
  member: row.ref_area, freq: row.freq, indicator: row.indicator, unit: row.unit_measure, period: row.time_period,
  keys: Object.fromEntries(plan.columns.filter(isOwnKey).map(({ id }) => [id, String(row[id.toLowerCase()])])),
  breakdown: row.signature === null ? null : dimensionsOfSignature(plan.flow, row.signature), exact: row.exact ?? false,
})

const ROWS_A_FETCH = 2_000

/** Reads PostgreSQL as the copy is read. */
export function readStore(trx: Trx, gone: AbortSignal | undefined): Reader {
  async function* chunks({ text, values }: Statement): AsyncGenerator<readonly object[]> {
    await run(trx, { text: `declare answer no scroll cursor for ${text}`, values }, gone)
    for (;;) {
      const rows = await run<object>(trx, { text: `fetch ${ROWS_A_FETCH} from answer`, values: [] }, gone)
      if (rows.length > 0) yield rows
      if (rows.length < ROWS_A_FETCH) return
    }
  }
  return { rows: (statement) => run(trx, statement, gone), chunks }
}

/** Who gives a question up ends its work in the database, too. */
async function run<Row>(trx: Trx, { text, values }: Statement, gone: AbortSignal | undefined): Promise<readonly Row[]> {
  await trx.executeQuery(CompiledQuery.raw(SETTINGS))
  try {
    return (await trx.executeQuery<Row>(CompiledQuery.raw(text, [...values]), gone ? { signal: gone, inflightQueryAbortStrategy: 'cancel query' } : {})).rows
  } catch (error) {
    if (gone?.aborted) {
      await trx.executeQuery(NOTHING).catch(() => undefined) // waits until the query is cancelled: a rollback sent before that would keep it from being
      throw new Problem('request.given_up')
    }
    if ((error as { code?: unknown }).code === QUERY_CANCELED) throw new Problem('query.too_slow', { seconds: LONGEST_SECONDS })
    throw error
  }
}

const NOTHING = CompiledQuery.raw('select 1')
const QUERY_CANCELED = '57014'

/**
 * PostgreSQL takes the conditions of row-level security for far more selective than they are, expects a row or none at each step,
 * and would pair a million rows with a million in nested loops. Until the end of the transaction it joins by hashes.
 */
const SETTINGS = `set local enable_nestloop = off; set local enable_mergejoin = off; set local enable_sort = off; set local jit = off; set local work_mem = '32MB'; set local statement_timeout = '${LONGEST_SECONDS}s'`

/** Under which terms the viewer sees which periods of the dataflow, within the members, frequencies and periods that the plan is held to. */
export async function findTerms(trx: Trx, plan: Plan, { member, asOf }: Asked): Promise<readonly ReleasedTerms[]> {
  const held = (id: string) => plan.held.find(({ dimension }) => dimension.id === id)?.codes ?? null
  const [members, freqs, periods] = [held('REF_AREA'), held('FREQ'), held('TIME_PERIOD')]
  const { rows } = await sql<{ ref_area: string; release_id: number; freq: string; time_period: string; level: number; share_group: string | null }>`
    select ref_area, release_id, freq, time_period, level, share_group from release_period where dataflow = ${plan.flow.id}
       and case when ref_area = ${member} then valid_from <= ${asOf} and (valid_to is null or valid_to > ${asOf}) else shown_from <= ${asOf} and (shown_to is null or shown_to > ${asOf}) end
       and (${members}::text[] is null or ref_area = any(${members}::text[])) and (${freqs}::text[] is null or freq = any(${freqs}::text[]))
       and (${periods}::text[] is null or time_period = any(${periods}::text[]))`.execute(trx)
  return rows.map((row) => ({ member: row.ref_area, release: row.release_id, freq: row.freq, period: row.time_period, audience: readAudience({ level: row.level, shareGroup: row.share_group }) }))
}
