import { calculateJwkThumbprint, exportJWK, exportSPKI, FlattenedSign, generateKeyPair, importJWK, type JWK } from 'jose'
import { canonicalJson } from '@openvrs/core/audit/chain.ts'
import type { Receipt } from '@openvrs/core/report/receipt.ts'
import type { Db, ReadDb } from '../db/connect.ts'
import type { Keyring } from '../keys/keyring.ts'

/** Signs manifests with the key that is in use. The private key stays among the keys of the server, readable by nobody else. */
export type Signer = {
  /** The thumbprint of the public key (RFC 7638), which the manifest names as its `key`. */
  readonly kid: string
  readonly sign: <M extends { readonly key: string }>(manifest: M) => Promise<Receipt<M>>
}

const ALGORITHM = 'EdDSA'
const FILE = /^signing-([A-Za-z0-9_-]{43})\.jwk$/

/** The newest key of which this server holds the private half (`signing-<kid>.jwk`) and which is not retired; a new one where there is none. */
export async function openSigner(keys: Keyring, db: Db, now: Date): Promise<Signer> {
  const held = keys.names().flatMap((name) => FILE.exec(name)?.[1] ?? [])
  const published = await db.selectFrom('signing_key').select(['kid', 'made_at', 'retired_at']).orderBy('made_at', 'desc').execute()
  const kid = published.find((key) => key.retired_at === null && held.includes(key.kid))?.kid ?? held.find((k) => published.every((key) => key.kid !== k)) ?? (await makeKey(keys))
  return useKey(keys, db, kid, now)
}

/** Retires the key in use, which stays published, and takes a new one. */
export async function renewKey(keys: Keyring, db: Db, signer: Signer, now: Date): Promise<Signer> {
  const renewed = await useKey(keys, db, await makeKey(keys), now)
  await db.updateTable('signing_key').set({ retired_at: now }).where('kid', '=', signer.kid).execute()
  return renewed
}

async function useKey(keys: Keyring, db: Db, kid: string, now: Date): Promise<Signer> {
  const privateJwk = JSON.parse(keys.find(fileOf(kid))!.toString()) as JWK
  await publishKey(db, kid, privateJwk, now)
  return signerOf(kid, privateJwk)
}

export async function signerOf(kid: string, privateJwk: JWK): Promise<Signer> {
  const key = await importJWK(privateJwk, ALGORITHM)
  return {
    kid,
    sign: async (manifest) => {
      if (manifest.key !== kid) throw new Error('a manifest must name the key that signs it')
      const bytes = new TextEncoder().encode(canonicalJson(manifest))
      const { protected: header, payload, signature } = await new FlattenedSign(bytes).setProtectedHeader({ alg: ALGORITHM, kid }).sign(key)
      return { manifest, payload, protected: header!, signature }
    },
  }
}

/** Makes a new key and resolves to its id. */
export async function makeKey(keys: Keyring): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true, crv: 'Ed25519' })
  const jwk = await exportJWK(privateKey)
  const kid = await calculateJwkThumbprint(jwk)
  keys.keep(fileOf(kid), JSON.stringify({ ...jwk, kid, alg: ALGORITHM, use: 'sig' }))
  return kid
}

const fileOf = (kid: string): string => `signing-${kid}.jwk`

async function publishKey(db: Db, kid: string, privateJwk: JWK, now: Date): Promise<void> {
  const publicJwk = { kty: privateJwk.kty, crv: privateJwk.crv, x: privateJwk.x, kid, alg: ALGORITHM, use: 'sig' }
  const pem = await exportSPKI((await importJWK(publicJwk, ALGORITHM, { extractable: true })) as CryptoKey)
  await db.insertInto('signing_key').values({ kid, jwk: JSON.stringify(publicJwk), pem, made_at: now, retired_at: null }).onConflict((c) => c.doNothing()).execute()
}

/** All public keys that ever signed, the newest first. */
export const listKeys = (db: ReadDb) => db.selectFrom('signing_key').select(['kid', 'jwk', 'pem', 'retired_at']).orderBy('made_at', 'desc').orderBy('kid').execute()

export const findKey = (db: ReadDb, kid: string) => db.selectFrom('signing_key').select(['kid', 'pem']).where('kid', '=', kid).executeTakeFirst()
