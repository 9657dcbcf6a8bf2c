import { CompiledQuery, sql } from 'kysely'
import { Problem } from '@openvrs/core/problem.ts'
import type { Cell } from '@openvrs/core/query/cell.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import { dimensionsOfSignature } from '@openvrs/core/query/ask.ts'
import type { Choice } from '@openvrs/core/query/explain.ts'
import { compileExplanation, compileQuery, type Scope } from '@openvrs/core/query/sql.ts'
import type { Statement } from '@openvrs/core/query/statement.ts'
import { readAudience } from '@openvrs/core/sharing/audience.ts'
import type { Trx } from '../db/connect.ts'
import type { ReleasedTerms } from './terms.ts'

/** Answers a plan within the viewer's transaction. At most `limit` cells. */
export async function runQuery(trx: Trx, plan: Plan, scope: Scope, gone?: AbortSignal): Promise<readonly Cell[]> {
  const rows = await run<{ readonly [column: string]: string | number | null }>(trx, compileQuery(plan, scope), gone)
  return rows.map((row) => ({
    codes: plan.columns.map((d) => String(row[d.id.toLowerCase()])),
    value: row['value'] === null ? null : Number(row['value']),
    figures: Number(row['figures']),
  }))
}

/** Which breakdown answers the plan, for each member, series and period that the viewer sees. */
export async function runExplanation(trx: Trx, plan: Plan, scope: Scope, gone?: AbortSignal): Promise<readonly Choice[]> {
  type Row = { ref_area: string; freq: string; indicator: string; unit_measure: string; time_period: string; signature: number | null; exact: boolean | null }
  const rows = await run<Row>(trx, compileExplanation(plan, scope), gone)
  return rows.map((row) => ({
    member: row.ref_area, freq: row.freq, indicator: row.indicator, unit: row.unit_measure, period: row.time_period,
    breakdown: row.signature === null ? null : dimensionsOfSignature(plan.flow, row.signature), exact: row.exact ?? false,
  }))
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
const LONGEST_SECONDS = 60
const QUERY_CANCELED = '57014'

/**
 * PostgreSQL takes the conditions of row-level security for far more selective than they are, expects a row or none at each step,
 * and would pair a million rows with a million in nested loops. Until the end of the transaction it joins by hashes.
 */
const SETTINGS = `set local enable_nestloop = off; set local enable_mergejoin = off; set local enable_sort = off; set local jit = off; set local work_mem = '32MB'; set local statement_timeout = '${LONGEST_SECONDS}s'`

/** Under which terms the viewer sees which periods of the dataflow, within the members, frequencies and periods that the plan is held to. */
export async function findTerms(trx: Trx, plan: Plan, { member, asOf }: Scope): Promise<readonly ReleasedTerms[]> {
  const held = (id: string) => plan.held.find(({ dimension }) => dimension.id === id)?.codes ?? null
  const [members, freqs, periods] = [held('REF_AREA'), held('FREQ'), held('TIME_PERIOD')]
  const { rows } = await sql<{ ref_area: string; freq: string; time_period: string; level: number; share_group: string | null }>`
    select ref_area, freq, time_period, level, share_group from release_period where dataflow = ${plan.flow.id}
       and case when ref_area = ${member} then valid_from <= ${asOf} and (valid_to is null or valid_to > ${asOf}) else shown_from <= ${asOf} and (shown_to is null or shown_to > ${asOf}) end
       and (${members}::text[] is null or ref_area = any(${members}::text[])) and (${freqs}::text[] is null or freq = any(${freqs}::text[]))
       and (${periods}::text[] is null or time_period = any(${periods}::text[]))`.execute(trx)
  return rows.map((row) => ({ member: row.ref_area, freq: row.freq, period: row.time_period, audience: readAudience({ level: row.level, shareGroup: row.share_group }) }))
}
