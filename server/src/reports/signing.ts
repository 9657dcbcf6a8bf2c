import { chmod, mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, exportSPKI, FlattenedSign, generateKeyPair, importJWK, type JWK } from 'jose'
import { canonicalJson } from '@openvrs/core/audit/chain.ts'
import type { Receipt } from '@openvrs/core/report/receipt.ts'
import type { Db, ReadDb } from '../db/connect.ts'

/** Signs manifests with the key that is in use. The private key stays in a file of the server's home, readable by nobody else. */
export type Signer = {
  /** The thumbprint of the public key (RFC 7638), which the manifest names as its `key`. */
  readonly kid: string
  readonly sign: <M extends { readonly key: string }>(manifest: M) => Promise<Receipt<M>>
}

const ALGORITHM = 'EdDSA'
const FILE = /^signing-([A-Za-z0-9_-]{43})\.jwk$/

/**
 * The newest key of which this server holds the private half and which is not retired; a new one where there is none.
 * @param home the folder of the server; keys lie in `keys/signing-<kid>.jwk`, mode 0600.
 */
export async function openSigner(home: string, db: Db, now: Date): Promise<Signer> {
  const folder = join(home, 'keys')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const held = (await readdir(folder)).flatMap((name) => FILE.exec(name)?.[1] ?? [])
  const published = await db.selectFrom('signing_key').select(['kid', 'made_at', 'retired_at']).orderBy('made_at', 'desc').execute()
  const kid = published.find((key) => key.retired_at === null && held.includes(key.kid))?.kid ?? held.find((k) => published.every((key) => key.kid !== k)) ?? (await makeKey(folder))
  const privateJwk = JSON.parse(await readFile(fileOf(folder, kid), 'utf8')) as JWK
  await publishKey(db, kid, privateJwk, now)
  return signerOf(kid, privateJwk)
}

/** Retires the key in use, which stays published, and takes a new one. */
export async function renewKey(home: string, db: Db, signer: Signer, now: Date): Promise<Signer> {
  const folder = join(home, 'keys')
  const kid = await makeKey(folder)
  const privateJwk = JSON.parse(await readFile(fileOf(folder, kid), 'utf8')) as JWK
  await publishKey(db, kid, privateJwk, now)
  await db.updateTable('signing_key').set({ retired_at: now }).where('kid', '=', signer.kid).execute()
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

/** Writes a new key and resolves to its id. The file is whole before it has its name. */
export async function makeKey(folder: string): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true, crv: 'Ed25519' })
  const jwk = await exportJWK(privateKey)
  const kid = await calculateJwkThumbprint(jwk)
  const draft = join(folder, `.${kid}.draft`)
  const file = await open(draft, 'w', 0o600)
  await file.writeFile(JSON.stringify({ ...jwk, kid, alg: ALGORITHM, use: 'sig' }))
  await file.sync()
  await file.close()
  await chmod(draft, 0o600)
  await rename(draft, fileOf(folder, kid))
  return kid
}

const fileOf = (folder: string, kid: string): string => join(folder, `signing-${kid}.jwk`)

async function publishKey(db: Db, kid: string, privateJwk: JWK, now: Date): Promise<void> {
  const publicJwk = { kty: privateJwk.kty, crv: privateJwk.crv, x: privateJwk.x, kid, alg: ALGORITHM, use: 'sig' }
  const pem = await exportSPKI((await importJWK(publicJwk, ALGORITHM, { extractable: true })) as CryptoKey)
  await db.insertInto('signing_key').values({ kid, jwk: JSON.stringify(publicJwk), pem, made_at: now, retired_at: null }).onConflict((c) => c.doNothing()).execute()
}

/** All public keys that ever signed, the newest first. */
export const listKeys = (db: ReadDb) => db.selectFrom('signing_key').select(['kid', 'jwk', 'pem', 'retired_at']).orderBy('made_at', 'desc').orderBy('kid').execute()

export const findKey = (db: ReadDb, kid: string) => db.selectFrom('signing_key').select(['kid', 'pem']).where('kid', '=', kid).executeTakeFirst()
