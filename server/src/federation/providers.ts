import type { Trx } from '../db/connect.ts'
import type { IdentityProviderTable } from '../db/tables/members.ts'
import { anonymous, enterAs } from '../db/viewer.ts'
import type { Claims } from './protocol.ts'
import type { Selectable } from 'kysely'

export type Provider = Selectable<IdentityProviderTable>

/** The provider of the member of the transaction. */
export const findProvider = (trx: Trx, member: string): Promise<Provider | undefined> => trx.selectFrom('identity_provider').selectAll().where('ref_area', '=', member).executeTakeFirst()

/** The same for somebody who is nobody yet: enters the transaction as nobody of that member. */
export async function findProviderAtDoor(trx: Trx, member: string, now: Date): Promise<Provider | undefined> {
  await enterAs(trx, { ...anonymous, member }, now)
  return findProvider(trx, member)
}

/** Whether what a provider says of a sign-in is a second factor that counts: the member lets it count, and it says so in one of the values that were agreed. */
export const countsAsFactor = ({ trust_factor: trusted, acr, amr }: Pick<Provider, 'trust_factor' | 'acr' | 'amr'>, claims: Pick<Claims, 'acr' | 'amr'>): boolean =>
  trusted && ((claims.acr !== undefined && acr.includes(claims.acr)) || claims.amr.some((one) => amr.includes(one)))
