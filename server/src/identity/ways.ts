import type { Trx } from '../db/connect.ts'
import { isOfCast } from './cast.ts'
import type { Rights } from './rights.ts'
import { authIn } from './tables.ts'

export type Ways = { readonly password: boolean; readonly authenticator: boolean; readonly passkey: boolean; readonly provider: boolean }

/** By what the person signs in, as whom the transaction was entered. */
export async function waysOf(trx: Trx, person: string): Promise<Ways> {
  const ways = await authIn(trx).selectNoFrom(({ exists, selectFrom }) => [
    exists(selectFrom('auth.account').select('id').where('user_id', '=', person).where('password', 'is not', null)).as('password'),
    exists(selectFrom('auth.two_factor').select('id').where('user_id', '=', person).where('verified', '=', true)).as('authenticator'),
    exists(selectFrom('auth.passkey').select('id').where('user_id', '=', person)).as('passkey'),
    exists(selectFrom('auth.provider_link').select('id').where('user_id', '=', person)).as('provider'),
  ]).executeTakeFirstOrThrow()
  return { password: Boolean(ways.password), authenticator: Boolean(ways.authenticator), passkey: Boolean(ways.passkey), provider: Boolean(ways.provider) }
}

/** Whether they can give a second factor of ours: who joined under their provider's cannot. The cast of a training system are become again instead. */
export const hasFactor = ({ authenticator, passkey }: Ways, { viewer, email }: Pick<Rights, 'viewer' | 'email'>): boolean => authenticator || passkey || isOfCast(viewer.person, email)
