import { sql } from 'kysely'
import type { Sentences } from '@openvrs/core/i18n/sentences.ts'
import { maySeeAudience } from '@openvrs/core/sharing/abilities.ts'
import { contributorsText } from '@openvrs/core/sharing/access.ts'
import { audienceOf, groupsOf, readAudience, type Audience } from '@openvrs/core/sharing/audience.ts'
import { isTold, whoSees, type CircleFacts, type CircleMember } from '@openvrs/core/sharing/circle.ts'
import { SECRETARIAT } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { reading, type Trx } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import { findShareable } from '../registry/index.ts'
import { readTerms, type AskedTerms } from './defaults.ts'
import { groupNameOf, listGroups, loadSecretariatGroups } from './groups.ts'
import { countContributors } from './unlock.ts'

/** Who sees figures of the viewer's member under given terms, by name as far as it is told. Problems: not_found, not_allowed, those of `readTerms`. */
export async function showAudience(trx: Trx, viewer: Viewer, dataflow: string, asked: AskedTerms, now: Date, sentences: Sentences) {
  if (!maySeeAudience(viewer)) throw new Problem('not_allowed')
  if (!(await findShareable(reading(trx), dataflow))) throw new Problem('not_found')
  const { level, group } = await readTerms(trx, viewer, asked)
  const audience = audienceOf(level, group ?? null)
  const { told, members, secretariat } = whoSees(await loadCircle(trx, dataflow, [audience], now), viewer.member, audience)
  const { states } = await countContributors(trx, dataflow, now)
  const others = group === undefined ? [] : await statesOf(trx, viewer, group)
  return {
    dataflow, level, group: group === undefined ? null : groupNameOf(group), told, members: [...members], secretariat,
    waiting: others.filter((member) => !members.includes(member)), contributors: contributorsText(states, sentences),
  }
}

/** The states of a group: an organisation unlocks nothing, so it never sees what is shared there. */
async function statesOf(trx: Trx, viewer: Viewer, group: string): Promise<string[]> {
  const { members } = (await listGroups(trx, viewer)).find(({ id }) => id === group)!
  const states = await trx.selectFrom('member').select('code').where('code', 'in', members).where('kind', 'in', ['state', 'territory']).where('left_at', 'is', null).orderBy('code').execute()
  return states.map(({ code }) => code)
}

/**
 * Whether an owner may look through the eyes of another member: it learns from that who is in the circles that it shares with,
 * which is told to those who are in them. Throws `preview.not_told`, whichever member is named.
 */
export async function checkTold(trx: Trx, owner: string, as: string, dataflow: string, now: Date): Promise<void> {
  if (as === owner || as === SECRETARIAT) return
  const shared = await trx.selectFrom('release_period').select(['level', 'share_group as shareGroup']).distinct().where('ref_area', '=', owner).where('dataflow', '=', dataflow).where('withdrawn_at', 'is', null)
    .where((e) => e.or([e('shown_to', 'is', null), e('shown_to', '>', now)])).execute()
  const audiences = shared.map(readAudience)
  const facts = await loadCircle(trx, dataflow, audiences, now)
  if (!audiences.every((audience) => isTold(facts, owner, audience))) throw new Problem('preview.not_told', { dataflow })
}

async function loadCircle(trx: Trx, dataflow: string, audiences: readonly Audience[], now: Date): Promise<CircleFacts> {
  const { rows: members } = await sql<CircleMember>`select member, share_group as "group", since, until from circle_members(${dataflow})`.execute(trx)
  const groups = [...new Set(audiences.flatMap(groupsOf))]
  const withSecretariat = await loadSecretariatGroups(reading(trx), groups)
  return { dataflow, members, groupsWithSecretariat: groups.filter(withSecretariat), now }
}
