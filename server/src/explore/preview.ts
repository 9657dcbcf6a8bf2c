import { Problem } from '@openvrs/core/problem.ts'
import { SECRETARIAT } from '@openvrs/core/sharing/people.ts'
import type { Cell } from '@openvrs/core/query/cell.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import { appendAudit } from '../audit/index.ts'
import type { Trx } from '../db/connect.ts'
import { enterAs, type Viewer } from '../db/viewer.ts'
import { checkTold } from '../sharing/index.ts'
import { runQuery } from './queries.ts'

/**
 * What an analyst of another member would be answered now: the query runs in that viewer's place, under the same policies, and
 * its plan is held to the own rows. No look of theirs is counted, since nobody of theirs looked; that it was done stands in
 * the own chain. Problems: preview.member_unknown, preview.not_told.
 */
export async function previewAs(trx: Trx, viewer: Viewer, as: string, plan: Plan, now: Date, limit: number): Promise<readonly Cell[]> {
  const other = await trx.selectFrom('member').select('code').where('code', '=', as).where('left_at', 'is', null).executeTakeFirst()
  if (!other) throw new Problem('preview.member_unknown', { member: as })
  await checkTold(trx, viewer.member, as, plan.flow.id, now)
  const role = as === SECRETARIAT ? 'cau_analyst' : 'analyst'
  await enterAs(trx, { member: as, unit: '', role, person: '' }, now)
  const cells = await runQuery(trx, plan, { member: as, asOf: now, limit })
  await enterAs(trx, viewer, now)
  await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'explore.preview', subject: `${plan.flow.id}:${as}` })
  return cells
}
