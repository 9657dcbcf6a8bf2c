import { randomUUID } from 'node:crypto'
import { Problem } from '@openvrs/core/problem.ts'
import type { Trx } from '../db/connect.ts'
import { anonymous, enterAs, type Viewer } from '../db/viewer.ts'
import { hashOf } from './secrets.ts'
import { authIn } from './tables.ts'
import { waysOf } from './ways.ts'

/** Whom a member's identity provider says that somebody is: an account of its own, never an address. */
export type Proof = { readonly member: string; readonly provider: string; readonly issuer: string; readonly subject: string }

const subjectHashOf = ({ provider, issuer, subject }: Proof): string => hashOf(JSON.stringify([provider, issuer, subject]))

/** Links the person as whom the transaction was entered. Throws `provider.linked_already` where they or the account are linked. Resolves to the link. */
export async function keepLink(trx: Trx, { person }: Viewer, proof: Proof, now: Date): Promise<string> {
  const id = randomUUID()
  const { numInsertedOrUpdatedRows } = await authIn(trx).insertInto('auth.provider_link')
    .values({ id, member: proof.member, provider_id: proof.provider, user_id: person, subject_hash: subjectHashOf(proof), made_at: now }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw new Problem('provider.linked_already')
  return id
}

/** Ends the link of the person as whom the transaction was entered, and the sessions that came by it. False where there is none. */
export async function endLink(trx: Trx, person: string): Promise<boolean> {
  const { numDeletedRows } = await authIn(trx).deleteFrom('auth.provider_link').where('user_id', '=', person).executeTakeFirst()
  return numDeletedRows === 1n
}

export const hasLink = async (trx: Trx, person: string): Promise<boolean> =>
  (await authIn(trx).selectFrom('auth.provider_link').select('id').where('user_id', '=', person).executeTakeFirst()) !== undefined

/** Lets nobody saw off the branch they sit on: who has neither password nor passkey comes back by the link alone. Throws `provider.only_way_in`. */
export async function requireOtherWayIn(trx: Trx, person: string): Promise<void> {
  const { provider, password, passkey } = await waysOf(trx, person)
  if (provider && !password && !passkey) throw new Problem('provider.only_way_in')
}

/** How many people of the member are linked, as far as the person of the transaction may see them. */
export const countLinks = async (trx: Trx, member: string): Promise<number> =>
  Number((await authIn(trx).selectFrom('auth.provider_link').select((q) => q.fn.countAll<string>().as('count')).where('member', '=', member).executeTakeFirstOrThrow()).count)

/** Whether a link still stands. The transaction is entered as its person. */
export const isLinked = async (trx: Trx, id: string): Promise<boolean> =>
  (await authIn(trx).selectFrom('auth.provider_link').select('id').where('id', '=', id).executeTakeFirst()) !== undefined

/** Whose account it is. The transaction is entered as nobody who holds the proof. */
export async function findLink(trx: Trx, proof: Proof, now: Date): Promise<{ readonly id: string; readonly person: string } | undefined> {
  const hash = subjectHashOf(proof)
  await enterAs(trx, anonymous, now, { secretHash: hash })
  const row = await authIn(trx).selectFrom('auth.provider_link').select(['id', 'user_id']).where('subject_hash', '=', hash).where('member', '=', proof.member).executeTakeFirst()
  return row && { id: row.id, person: row.user_id }
}
