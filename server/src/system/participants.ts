import type { ReadDb } from '../db/connect.ts'

export type Participant = { readonly code: string; readonly name: string; readonly kind: 'state' | 'territory' | 'organisation' | 'secretariat' }

/** Who takes part: members that accepted the terms and did not leave, and the secretariat. One that was only invited is nobody's business yet. */
export async function listParticipants(db: ReadDb): Promise<readonly Participant[]> {
  const rows = await db.selectFrom('member').select(['code', 'name', 'kind']).where('left_at', 'is', null)
    .where((e) => e.or([e('terms_accepted_at', 'is not', null), e('kind', '=', 'secretariat')])).orderBy('code').execute()
  return rows.map(({ code, name, kind }) => ({ code, name, kind: kind as Participant['kind'] }))
}
