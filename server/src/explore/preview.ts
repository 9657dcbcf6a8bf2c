import { Problem } from '@openvrs/core/problem.ts'
import { SECRETARIAT } from '@openvrs/core/sharing/people.ts'
import type { Cell } from '@openvrs/core/query/cell.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import { appendAudit } from '../audit/index.ts'
import type { Trx } from '../db/connect.ts'
import { enterAs, enterSeeing, type Viewer } from '../db/viewer.ts'
import { checkTold } from '../sharing/index.ts'
import { answerPlan, type Inquirer } from './queries.ts'

/**
 * What an analyst of another member would be answered now: the query runs in that viewer's place, under the same policies, and
 * its plan is held to the own rows. No look of theirs is counted, since nobody of theirs looked; that it was done stands in
 * the own chain. Problems: preview.member_unknown, preview.not_told.
 */
export function previewAs({ enter, cube, gone }: Inquirer, viewer: Viewer, as: string, plan: Plan, now: Date, limit: number): Promise<readonly Cell[]> {
  const other: Viewer = { member: as, unit: '', role: as === SECRETARIAT ? 'cau_analyst' : 'analyst', person: '' }
  const inTheirPlace: Inquirer = {
    cube, gone,
    enter: (work) => enter(async (trx) => {
      await checkMember(trx, as)
      await checkTold(trx, viewer.member, as, plan.flow.id, now)
      return work(trx, await enterSeeing(trx, other, now))
    }),
  }
  return answerPlan(inTheirPlace, plan, { member: as, asOf: now, limit }, false, async (trx, { cells }) => {
    await enterAs(trx, viewer, now)
    await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'explore.preview', subject: `${plan.flow.id}:${as}` })
    return cells
  })
}

async function checkMember(trx: Trx, code: string): Promise<void> {
  const member = await trx.selectFrom('member').select('code').where('code', '=', code).where('left_at', 'is', null).executeTakeFirst()
  if (!member) throw new Problem('preview.member_unknown', { member: code })
}
