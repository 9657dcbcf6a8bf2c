import { maySetDefaults } from '@openvrs/core/sharing/abilities.ts'
import { levelOfNumber, mayTake, numberOfLevel, withoutPast, type Level, type Terms } from '@openvrs/core/sharing/terms.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { appendAudit } from '../audit/index.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { findShareable } from '../registry/index.ts'
import { getGroupId, groupNameOf } from './groups.ts'

/** Terms as a request names them: what is left out comes from the default of the dataflow. The embargo is an ISO 8601 instant. */
export type AskedTerms = { readonly level?: Level; readonly group?: string; readonly embargo?: string }

/** What was asked, completed: else the member's default of the dataflow, else NATIONAL. Problems: terms.never_public, terms.group_missing, .group_unneeded, group.unknown, .ambiguous. */
export async function termsFor(trx: Trx, viewer: Viewer, dataflow: string, asked: AskedTerms, now: Date): Promise<Terms> {
  const embargo = asked.embargo === undefined ? undefined : new Date(asked.embargo)
  if (asked.level !== undefined || asked.group !== undefined) {
    const terms = await readTerms(trx, viewer, asked)
    await refuseNeverPublic(trx, dataflow, terms.level)
    return withoutPast({ ...terms, embargo }, now)
  }
  const kept = await trx.selectFrom('default_terms').select(['level', 'share_group']).where('ref_area', '=', viewer.member).where('dataflow', '=', dataflow).executeTakeFirst()
  if (!kept) return withoutPast({ level: 'NATIONAL', embargo }, now)
  return withoutPast({ level: levelOfNumber(kept.level), group: kept.share_group ?? undefined, embargo }, now)
}

async function refuseNeverPublic(trx: Trx, dataflow: string, level: Level): Promise<void> {
  const shareable = await findShareable(reading(trx), dataflow)
  if (shareable && !mayTake(shareable, level)) throw new Problem('terms.never_public', { dataflow })
}

/** A level, and a group exactly where it is GROUP; a group alone means GROUP. */
export async function readTerms(trx: Trx, viewer: Viewer, { level = 'GROUP', group }: AskedTerms): Promise<Terms> {
  if (level !== 'GROUP') {
    if (group !== undefined) throw new Problem('terms.group_unneeded', { level })
    return { level }
  }
  if (group === undefined) throw new Problem('terms.group_missing')
  return { level, group: await getGroupId(trx, viewer, group) }
}

export type DefaultTerms = { readonly dataflow: string; readonly level: Level; readonly group: string | null }

export async function listDefaults(trx: Trx, viewer: Viewer): Promise<DefaultTerms[]> {
  const rows = await trx.selectFrom('default_terms').select(['dataflow', 'level', 'share_group']).where('ref_area', '=', viewer.member).orderBy('dataflow').execute()
  return rows.map((row) => ({ dataflow: row.dataflow, level: levelOfNumber(row.level), group: row.share_group === null ? null : groupNameOf(row.share_group) }))
}

/** Last in its transaction: it appends the audit entry. Reports that were approved before keep their terms. */
export async function setDefault(trx: Trx, viewer: Viewer, dataflow: string, asked: { readonly level: Level; readonly group?: string }, now: Date): Promise<DefaultTerms> {
  if (!maySetDefaults(viewer)) throw new Problem('not_allowed')
  if (!(await findShareable(reading(trx), dataflow))) throw new Problem('not_found')
  const { level, group } = await readTerms(trx, viewer, asked)
  await refuseNeverPublic(trx, dataflow, level)
  const columns = { level: numberOfLevel(level), share_group: group ?? null, set_by: viewer.person, set_at: now }
  await trx.insertInto('default_terms').values({ ref_area: viewer.member, dataflow, ...columns }).onConflict((c) => c.columns(['ref_area', 'dataflow']).doUpdateSet(columns)).execute()
  await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'default_terms.set', subject: dataflow, detail: { level, group: group ?? null } })
  return { dataflow, level, group: group === undefined ? null : groupNameOf(group) }
}
