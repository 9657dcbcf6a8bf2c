import { Problem } from '@openvrs/core/problem.ts'
import type { Db } from '../db/connect.ts'
import { findLink, type Proof } from './provider-links.ts'
import { findRights } from './rights.ts'
import { leaveHalf, signIn, type Coming, type Opened } from './sign-in.ts'

/**
 * What the password is otherwise: somebody has shown who they are at the provider of their member. Where a second factor was
 * given there too, and counts, a session; its holder still gives ours before what asks for a fresh one. Else the ticket of our
 * second step. Throws `provider.not_linked`, also for somebody who is disabled.
 */
export const openLinked = (db: Db, proof: Proof, secondFactor: boolean, by: Coming, now: Date): Promise<Opened | { readonly ticket: string; readonly expires: Date }> =>
  db.transaction().execute(async (trx) => {
    const link = await findLink(trx, proof, now)
    const rights = link && (await findRights(trx, link.person, now))
    if (!link || !rights || rights.viewer.member !== proof.member) throw new Problem('provider.not_linked')
    return secondFactor ? signIn(trx, rights, by, now, { way: 'provider', factor: 'provider' }, { link: link.id }) : leaveHalf(trx, { person: link.person, version: rights.version, link: link.id }, now)
  })
