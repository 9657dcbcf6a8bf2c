import { sql } from 'kysely'
import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import { contributorsText, explainAccess, FEW, missingText, reasonText, type Access } from '@openvrs/core/sharing/access.ts'
import { mayRecordPlausibleZero } from '@openvrs/core/sharing/abilities.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { findShareable, listShareables } from '../registry/index.ts'
import { askUnlocking } from './due.ts'
import { countContributors, findContributions } from './unlock.ts'

/** Whether the viewer sees what others share in a dataflow, why, and what is missing; no figure, no trace of groups, and no state's name unless it is open. Throws `not_found`. */
export async function explain(trx: Trx, viewer: Viewer, dataflow: string, now: Date, sentences: Sentences) {
  const found = await findContributions(reading(trx), viewer.member, dataflow, now)
  if (!found) throw new Problem('not_found')
  const access: Access = viewer.role === 'administrator' || viewer.role === 'liaison' ? { unlocked: false, reason: 'role', missing: 'nothing', values: {} } : explainAccess(found.contributions, now, found.trust)
  const { states, firstYear, lastYear } = await countContributors(trx, dataflow, now)
  return {
    dataflow, member: viewer.member, unlocked: access.unlocked, reason_code: access.reason, reason: reasonText(access, sentences), missing_code: access.missing, missing: missingText(access, sentences),
    contributors: contributorsText(states, sentences), years: states < FEW ? '' : firstYear === lastYear ? firstYear! : `${firstYear}-${lastYear}`,
    values: { ...access.values }, states: access.unlocked ? await findStates(trx, dataflow) : [],
  }
}

/** The same for every dataflow, by its id. */
export async function explainAll(trx: Trx, viewer: Viewer, now: Date, sentences: Sentences) {
  const dataflows = (await listShareables(reading(trx))).map(({ id }) => id).toSorted()
  const explained: Awaited<ReturnType<typeof explain>>[] = []
  for (const dataflow of dataflows) explained.push(await explain(trx, viewer, dataflow, now, sentences))
  return { dataflows: explained }
}

async function findStates(trx: Trx, dataflow: string): Promise<string[]> {
  const { rows } = await sql<{ member: string }>`select member from states_that_see(${dataflow})`.execute(trx)
  return rows.map(({ member }) => member)
}

/** The secretariat records that a member may well have no cases. The jobs compute what that unlocks. Last in its transaction. */
export async function recordPlausibleZero(trx: Trx, viewer: Viewer, dataflow: string, member: string, now: Date): Promise<void> {
  if (!mayRecordPlausibleZero(viewer)) throw new Problem('not_found')
  if (!(await findShareable(reading(trx), dataflow))) throw new Problem('not_found')
  const known = await trx.selectFrom('member').select('code').where('code', '=', member).where('kind', 'in', ['state', 'territory']).executeTakeFirst()
  if (!known) throw new Problem('access.member_unknown', { member })
  const made = await trx.insertInto('plausible_zero').values({ member, dataflow, recorded_by: viewer.person, recorded_at: now }).onConflict((c) => c.doNothing()).executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) return
  await askUnlocking(trx, [{ member, dataflow }], now)
  await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'access.plausible_zero', subject: `${dataflow}:${member}` })
}
