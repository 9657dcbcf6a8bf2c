import { CompiledQuery } from 'kysely'
import type { Cell } from '@openvrs/core/query/cell.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import { compileQuery, type Scope } from '@openvrs/core/query/sql.ts'
import type { Trx } from '../db/connect.ts'

/** Answers a plan within the viewer's transaction. At most `limit` cells. */
export async function runQuery(trx: Trx, plan: Plan, scope: Scope): Promise<readonly Cell[]> {
  const { text, values } = compileQuery(plan, scope)
  const { rows } = await trx.executeQuery<{ readonly [column: string]: string | number | null }>(CompiledQuery.raw(text, [...values]))
  return rows.map((row) => ({
    codes: plan.columns.map((d) => String(row[d.id.toLowerCase()])),
    value: row['value'] === null ? null : Number(row['value']),
    figures: Number(row['figures']),
  }))
}
