import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { Keyring } from '../keys/keyring.ts'

/** 256 bits that nobody guesses, as text for addresses and headers. */
export const makeSecret = (prefix = ''): string => prefix + randomBytes(32).toString('base64url')

/** What the database keeps of a secret: SHA-256, in hexadecimal. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** What seals second factors: `identity.key` among the keys of the system, made at the first start. */
export function keptKey(keys: Keyring): string {
  const kept = keys.find('identity.key')
  if (kept) return kept.toString().trim()
  const key = makeSecret()
  keys.keep('identity.key', `${key}\n`)
  return key
}

/** Seals what a person's devices keep of unsent texts: never stored, and the same whatever master key there is. */
export const deviceKey = (key: string, person: string): string => Buffer.from(hkdfSync('sha256', key, '', `openvrs device texts ${person}`, 32)).toString('base64')
