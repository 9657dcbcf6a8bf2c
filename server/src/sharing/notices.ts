import { randomUUID } from 'node:crypto'
import { intersect, columnsOf, groupsOf, readAudience, type AudienceColumns } from '@openvrs/core/sharing/audience.ts'
import { takersOf, type Taker } from '@openvrs/core/sharing/takers.ts'
import { reading, type Db, type Trx } from '../db/connect.ts'
import type { Reader } from '../mail/index.ts'
import { loadSecretariatGroups } from './groups.ts'
import type { ReleaseRef } from './periods.ts'

/** A version of a period, as others are shown it. */
type Shown = AudienceColumns & { readonly releaseId: number; readonly freq: string; readonly timePeriod: string; readonly shownFrom: Date }
type PeriodKey = { readonly freq: string; readonly timePeriod: string }
export type Taking = 'narrowed' | 'withdrawn'

export const periodsOf = (trx: Trx, { refArea, releaseId }: ReleaseRef): Promise<PeriodKey[]> =>
  trx.selectFrom('release_period').select(['freq', 'time_period as timePeriod']).where('ref_area', '=', refArea).where('release_id', '=', releaseId).execute()

/** The versions of these periods, of whichever release, that others are or were shown. */
export async function findShown(trx: Trx, { refArea, dataflow }: ReleaseRef, periods: readonly PeriodKey[], now: Date): Promise<Shown[]> {
  const wanted = new Set(periods.map(({ freq, timePeriod }) => `${freq} ${timePeriod}`))
  const rows = await trx.selectFrom('release_period').select(['release_id as releaseId', 'freq', 'time_period as timePeriod', 'level', 'share_group as shareGroup', 'shown_from as shownFrom'])
    .where('ref_area', '=', refArea).where('dataflow', '=', dataflow).where('level', '>', 0).where('shown_from', '<=', now).where('withdrawn_at', 'is', null).execute()
  return rows.filter(({ freq, timePeriod }) => wanted.has(`${freq} ${timePeriod}`))
}

/**
 * Tells the members that exported or published figures of the dataflow since `before` was first shown what others see no
 * more of it. Whoever had not been shown a version is not told of it: there is no trace of groups in a notice.
 */
export async function tellTakers(trx: Trx, release: ReleaseRef, before: readonly Shown[], what: Taking, now: Date): Promise<void> {
  const lost = await findLost(trx, release, before, now)
  if (lost.length === 0) return
  const takers = await findTakers(trx, release, lost)
  const withSecretariat = await loadSecretariatGroups(reading(trx), [...new Set(lost.map(readAudience).flatMap(groupsOf))])
  const inGroup = new Set((await trx.selectFrom('sharing_group_member').select(['group_id', 'member']).execute()).map(({ group_id, member }) => `${group_id} ${member}`))
  const notices = takersOf(lost, takers, { withSecretariat, isIn: (group, member) => inGroup.has(`${group} ${member}`) })
  if (notices.length === 0) return
  await trx.insertInto('notice').values(notices.map(({ member, roles, from, to }) => ({
    ref_area: member, notice_id: randomUUID(), owner: release.refArea, roles: [...roles], dataflow: release.dataflow, period_from: from, period_to: to, what, made_at: now,
  }))).execute()
}

/** Of what others were shown, what fewer of them see now. */
async function findLost(trx: Trx, { refArea, dataflow }: ReleaseRef, before: readonly Shown[], now: Date): Promise<Shown[]> {
  if (before.length === 0) return []
  const rows = await trx.selectFrom('release_period').select(['release_id as releaseId', 'freq', 'time_period as timePeriod', 'level', 'share_group as shareGroup', 'shown_from as shownFrom']).where('ref_area', '=', refArea).where('dataflow', '=', dataflow).execute()
  const after = new Map(rows.map((row) => [keyOf(row), row]))
  const withSecretariat = await loadSecretariatGroups(reading(trx), [...new Set([...before, ...rows].map(readAudience).flatMap(groupsOf))])
  return before.filter((one) => {
    const then = after.get(keyOf(one))!
    const both = columnsOf(intersect(readAudience(one), readAudience(then), withSecretariat))
    const same = columnsOf(readAudience(one))
    // A level of PUBLIC that becomes CONTRIBUTORS shows as much for now; what is held back anew is seen by nobody.
    return then.shownFrom > now || ((both.level !== same.level || both.shareGroup !== same.shareGroup) && !(both.level === 3 && same.level === 4))
  })
}

const keyOf = ({ releaseId, freq, timePeriod }: Shown): string => `${releaseId} ${freq} ${timePeriod}`

async function findTakers(trx: Trx, { refArea, dataflow }: ReleaseRef, lost: readonly Shown[]): Promise<Taker[]> {
  const first = new Date(Math.min(...lost.map(({ shownFrom }) => shownFrom.getTime()))).toISOString().slice(0, 10)
  const rows = await trx.selectFrom('ledger').select(['member', 'role', 'day']).where('ref_area', '=', refArea).where('dataflow', '=', dataflow).where('action', 'in', ['export', 'publish']).where('day', '>=', first).execute()
  return rows.map(({ member, role, day }) => ({ member, role, day }))
}

export type Notice = { readonly owner: string; readonly dataflow: string; readonly from: string; readonly to: string; readonly what: Taking; readonly at: Date }

/** What the viewer is told since, the latest first: the policies choose by member and role. */
export async function listNotices(trx: Trx, since: Date): Promise<Notice[]> {
  const rows = await reading(trx).selectFrom('notice').select(['owner', 'dataflow', 'period_from as from', 'period_to as to', 'what', 'made_at as at']).where('made_at', '>', since)
    .orderBy('made_at', 'desc').orderBy('owner').orderBy('dataflow').limit(50).execute()
  return rows.map((row) => ({ ...row, what: row.what as Taking }))
}

export type NoticeMail = Notice & { readonly member: string; readonly readers: readonly Reader[] }

/** Takes the notices that are to be mailed, each once whichever server asks, with the addresses of the focal points (of the secretariat, its analysts). Under the jobs login. */
export async function takeMail(jobs: Db): Promise<NoticeMail[]> {
  const due = await jobs.updateTable('notice').set({ mail_due: false }).where('mail_due', '=', true).returning(['ref_area as member', 'owner', 'dataflow', 'period_from as from', 'period_to as to', 'what', 'made_at as at']).execute()
  if (due.length === 0) return []
  const people = await jobs.selectFrom('person').select(['ref_area', 'email', 'language']).where('ref_area', 'in', [...new Set(due.map(({ member }) => member))]).where('role', 'in', ['focal_point', 'cau_analyst'])
    .where('disabled_at', 'is', null).where('awaits_confirmation', '=', false).execute()
  return due.map((one) => ({ ...one, what: one.what as Taking, readers: people.filter(({ ref_area }) => ref_area === one.member) }))
}
