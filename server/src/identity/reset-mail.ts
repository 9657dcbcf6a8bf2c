import type { Trx } from '../db/connect.ts'
import { enterAs, type Viewer } from '../db/viewer.ts'
import type { Reader } from '../mail/index.ts'

/** Who leads a member: its focal points; in the secretariat everybody. */
const LEADING: readonly string[] = ['focal_point', 'administrator', 'cau_analyst']

/** Who leads a member, or all its people, as somebody sees them who may: `viewer`, as whom the transaction is entered. */
export async function readersOf(trx: Trx, viewer: Viewer, member: string, whom: 'leading' | 'all' | 'analysts', now: Date): Promise<Reader[]> {
  await enterAs(trx, viewer, now)
  const rows = await trx.selectFrom('person').select(['email', 'language', 'role']).where('ref_area', '=', member).where('disabled_at', 'is', null).where('awaits_confirmation', '=', false).execute()
  return rows.filter(({ role }) => whom === 'all' || (whom === 'analysts' ? role === 'cau_analyst' : LEADING.includes(role))).map(({ email, language }) => ({ email, language }))
}

/** What was lost; the mails have the words for it. */
export const lostOf = ({ password, factor }: { readonly password: boolean; readonly factor: boolean }): 'password' | 'factor' | 'both' => (password && factor ? 'both' : password ? 'password' : 'factor')
