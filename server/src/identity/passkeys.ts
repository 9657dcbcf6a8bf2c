import { randomUUID } from 'node:crypto'
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Selectable } from 'kysely'
import { Problem } from '@openvrs/core/problem.ts'
import type { Trx } from '../db/connect.ts'
import { anonymous, enterAs } from '../db/viewer.ts'
import { hashOf } from './secrets.ts'
import { authIn, type AuthTables } from './tables.ts'

/** Where the browser is, as it says under its signature: the origin of our pages and their host. */
export type Site = { readonly origin: string; readonly host: string }
export const siteOf = (address: string): Site => ({ origin: new URL(address).origin, host: new URL(address).hostname })

export type Assertion = { readonly id: string; readonly client_data: string; readonly authenticator_data: string; readonly signature: string; readonly user_handle?: string | undefined }
export type Attestation = { readonly name: string; readonly id: string; readonly client_data: string; readonly attestation: string; readonly transports: readonly string[] }
export type Passkey = Selectable<AuthTables['auth.passkey']>

/** The challenge that an answer of a device says it answers to. Undefined where it is not of that form. */
export function challengeOf(clientData: string): string | undefined {
  try {
    const { challenge } = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as { challenge?: unknown }
    return typeof challenge === 'string' ? challenge : undefined
  } catch {
    return undefined
  }
}

/** Enters the transaction as nobody who presents the credential, and resolves to it. */
export async function findPresented(trx: Trx, credential: string, now: Date): Promise<Passkey | undefined> {
  await enterAs(trx, anonymous, now, { secretHash: hashOf(`passkey:${credential}`) })
  return authIn(trx).selectFrom('auth.passkey').selectAll().where('credential_id', '=', credential).executeTakeFirst()
}

/**
 * Whether the device that holds the passkey answered to the challenge, on our pages, having verified the person. Notes the use:
 * a counter that does not grow, where the device counts, says that there are two of it. The transaction is entered as the person.
 */
export async function checkPasskey(trx: Trx, passkey: Passkey, given: Assertion, challenge: string, { origin, host }: Site, now: Date): Promise<boolean> {
  const verified = await attempt(() => verifyAuthenticationResponse({
    response: {
      id: given.id, rawId: given.id, type: 'public-key', clientExtensionResults: {},
      response: { clientDataJSON: given.client_data, authenticatorData: given.authenticator_data, signature: given.signature, ...(given.user_handle === undefined ? {} : { userHandle: given.user_handle }) },
    },
    expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: host, requireUserVerification: true,
    credential: { id: passkey.credential_id, publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')), counter: Number(passkey.counter) },
  }))
  if (!verified?.verified) return false
  const { newCounter, credentialBackedUp } = verified.authenticationInfo
  const { numUpdatedRows } = await authIn(trx).updateTable('auth.passkey').set({ counter: newCounter, backed_up: credentialBackedUp, used_at: now })
    .where('id', '=', passkey.id).where('counter', '=', passkey.counter).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Keeps the passkey that a device made for the person as whom the transaction was entered. Throws `auth.denied`. */
export async function keepPasskey(trx: Trx, person: string, given: Attestation, challenge: string, { origin, host }: Site, now: Date): Promise<Passkey> {
  const verified = await attempt(() => verifyRegistrationResponse({
    response: { id: given.id, rawId: given.id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: given.client_data, attestationObject: given.attestation } },
    expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: host, requireUserVerification: true,
  }))
  if (!verified?.verified) throw new Problem('auth.denied')
  const { credential, credentialDeviceType, credentialBackedUp, aaguid } = verified.registrationInfo
  const row: Passkey = {
    id: randomUUID(), name: given.name, public_key: Buffer.from(credential.publicKey).toString('base64url'), user_id: person, credential_id: credential.id, counter: String(credential.counter),
    device_type: credentialDeviceType, backed_up: credentialBackedUp, transports: given.transports.join(',') || null, created_at: now, aaguid, used_at: null,
  }
  const { numInsertedOrUpdatedRows } = await authIn(trx).insertInto('auth.passkey').values(row).onConflict((conflict) => conflict.column('credential_id').doNothing()).executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw new Problem('auth.denied')
  return row
}

export const passkeysOf = (trx: Trx, person: string) => authIn(trx).selectFrom('auth.passkey').selectAll().where('user_id', '=', person).orderBy('created_at').execute()

/** Whoever lost the authenticator may have lost the device with it. */
export const endPasskeys = async (trx: Trx, person: string): Promise<void> => void (await authIn(trx).deleteFrom('auth.passkey').where('user_id', '=', person).execute())

/** The library throws for whatever does not hold; which of it, nobody needs to know. */
const attempt = async <T>(verify: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await verify()
  } catch {
    return undefined
  }
}
