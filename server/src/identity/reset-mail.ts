import type { Trx } from '../db/connect.ts'
import { enterAs, type Viewer } from '../db/viewer.ts'
import type { Mail, Mailer } from '../mail/index.ts'

/** Who leads a member: its focal points; in the secretariat everybody. */
const LEADING: readonly string[] = ['focal_point', 'administrator', 'cau_analyst']

/** The addresses of who leads a member, or of all its people, as somebody sees them who may: `viewer`, as whom the transaction is entered. */
export async function addressesOf(trx: Trx, viewer: Viewer, member: string, whom: 'leading' | 'all', now: Date): Promise<string[]> {
  await enterAs(trx, viewer, now)
  const rows = await trx.selectFrom('person').select(['email', 'role']).where('ref_area', '=', member).where('disabled_at', 'is', null).where('awaits_confirmation', '=', false).execute()
  return rows.filter(({ role }) => whom === 'all' || LEADING.includes(role)).map(({ email }) => email)
}

/** Tells each of them once. A mail that does not arrive changes nothing: what it tells also stands on the pages. */
export async function tellAll(mailer: Mailer, addresses: readonly string[], mail: Omit<Mail, 'to'>): Promise<void> {
  await Promise.all([...new Set(addresses)].map((to) => mailer.send({ ...mail, to })))
}

/** What was lost; the mails have the words for it. */
export const lostOf = ({ password, factor }: { readonly password: boolean; readonly factor: boolean }): 'password' | 'factor' | 'both' => (password && factor ? 'both' : password ? 'password' : 'factor')
