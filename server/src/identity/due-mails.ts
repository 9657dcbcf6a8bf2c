import { sql } from 'kysely'
import { TERMS_VERSION } from '@openvrs/core/sharing/leaving.ts'
import { SECRETARIAT } from '@openvrs/core/sharing/people.ts'
import type { Db } from '../db/connect.ts'
import { tellAll, type Mail, type Mailer, type Reader } from '../mail/index.ts'

type Due = Pick<Mail, 'kind' | 'values'> & { readonly readers: readonly Reader[] }

/** Writes to focal points of members that are asked for a counterpart or have new terms before them, and to the secretariat of who waits to be confirmed. Each once; a mail that does not arrive changes nothing, since all of it stands on the pages. Runs under the jobs login. */
export const dueMails = (jobs: Db, mailer: Mailer, publicUrl: string) => ({
  name: 'mails',
  everySeconds: 30,
  run: async (): Promise<void> => {
    const url = `${publicUrl}/members`
    for (const { readers, kind, values } of [...(await takeCounterparts(jobs, url)), ...(await takeTerms(jobs, url)), ...(await takeConfirmations(jobs, url))]) await tellAll(mailer, readers, { kind, values })
  },
})

async function takeCounterparts(jobs: Db, url: string): Promise<Due[]> {
  const due = await jobs.updateTable('counterpart').set({ mail_due: false }).where('mail_due', '=', true).returning(['ref_area', 'with_member', 'ended_at']).execute()
  return Promise.all(due.filter(({ ended_at }) => ended_at === null).map(async ({ ref_area, with_member }) => ({ kind: 'counterpart_asked' as const, values: { member: ref_area, url }, readers: await leading(jobs, with_member, 'focal_point') })))
}

async function takeTerms(jobs: Db, url: string): Promise<Due[]> {
  const due = await jobs.updateTable('member').set({ terms_told: TERMS_VERSION }).where('left_at', 'is', null).where('terms_version', '<>', TERMS_VERSION).where(sql<boolean>`terms_told is distinct from ${TERMS_VERSION}`).returning('code').execute()
  return Promise.all(due.map(async ({ code }) => ({ kind: 'terms_new' as const, values: { member: code, version: TERMS_VERSION, url }, readers: await leading(jobs, code, 'focal_point') })))
}

async function takeConfirmations(jobs: Db, url: string): Promise<Due[]> {
  const due = await jobs.updateTable('person').set({ confirm_told: true }).where('awaits_confirmation', '=', true).where('confirm_told', '=', false).returning('email').execute()
  return Promise.all(due.map(async ({ email }) => ({ kind: 'confirm_asked' as const, values: { email, url }, readers: await leading(jobs, SECRETARIAT, 'cau_analyst') })))
}

const leading = (jobs: Db, member: string, role: 'focal_point' | 'cau_analyst'): Promise<Reader[]> =>
  jobs.selectFrom('person').select(['email', 'language']).where('ref_area', '=', member).where('role', '=', role).where('disabled_at', 'is', null).where('awaits_confirmation', '=', false).execute()
