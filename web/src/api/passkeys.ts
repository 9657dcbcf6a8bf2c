import { call, type AnswerOf } from './call.ts'

/** The ceremonies of Web Authentication, between the API's words (base64url) and the browser's (bytes). */
export const canUsePasskeys = (): boolean => typeof PublicKeyCredential === 'function'

/** Thrown where the person turned back, the time ran out, or the device has no passkey for this system: browsers do not say which. */
export class NoPasskey extends Error {}

export const signInByPasskey = async () => call('passkeys', 'signIn', { body: await answerOf(await call('passkeys', 'offer')) })
export const giveByPasskey = async () => call('passkeys', 'give', { body: await answerOf(await call('passkeys', 'ask')) })

export async function addPasskey(name: string) {
  const asked = await call('passkeys', 'begin')
  const made = await meant(() => navigator.credentials.create({
    publicKey: {
      challenge: bytesOf(asked.challenge), rp: { id: asked.rp_id, name: 'OpenVRS' }, user: { id: bytesOf(asked.user_id), name: asked.email, displayName: asked.name },
      pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })), excludeCredentials: asked.passkeys.map(named),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, attestation: 'none',
    },
  }))
  const response = made.response as AuthenticatorAttestationResponse
  return call('passkeys', 'add', { body: { name, id: made.id, client_data: textOf(response.clientDataJSON), attestation: textOf(response.attestationObject), transports: response.getTransports?.() ?? [] } })
}

async function answerOf(asked: AnswerOf<'passkeys', 'ask'>) {
  const given = await meant(() => navigator.credentials.get({ publicKey: { challenge: bytesOf(asked.challenge), rpId: asked.rp_id, allowCredentials: asked.passkeys.map(named), userVerification: 'required' } }))
  const response = given.response as AuthenticatorAssertionResponse
  const held = response.userHandle && response.userHandle.byteLength > 0 ? { user_handle: textOf(response.userHandle) } : {}
  return { id: given.id, client_data: textOf(response.clientDataJSON), authenticator_data: textOf(response.authenticatorData), signature: textOf(response.signature), ...held }
}

async function meant(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  const credential = await ask().catch((error: unknown) => {
    throw new NoPasskey('no passkey was given', { cause: error })
  })
  if (!credential) throw new NoPasskey('no passkey was given')
  return credential as PublicKeyCredential
}

const named = (id: string): PublicKeyCredentialDescriptor => ({ type: 'public-key', id: bytesOf(id) })

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (letter) => letter.codePointAt(0)!)
}

const textOf = (bytes: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCodePoint(byte)).join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
