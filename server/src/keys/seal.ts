import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** 256 bits that seal the other keys, and a name for them that tells nothing of them. */
export type MasterKey = { readonly id: string; readonly bytes: Buffer }

const FORMAT = 'openvrs-sealed/1'
const CIPHER = 'aes-256-gcm'
const TAG_BYTES = 16

export const masterKeyOf = (bytes: Buffer): MasterKey => ({ id: createHash('sha256').update('openvrs master key\n').update(bytes).digest('base64url').slice(0, 16), bytes })

/** A file's bytes under a master key (AES-256-GCM). Its name is part of it, so that one sealed file cannot stand in for another. */
export function seal(name: string, plain: Buffer, master: MasterKey): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv(CIPHER, master.bytes, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return Buffer.from(`${[FORMAT, master.id, iv.toString('base64url'), sealed.toString('base64url')].join(' ')}\n`)
}

/** The id of the master key that a file is sealed with; undefined where it lies open. */
export const sealedWith = (bytes: Buffer): string | undefined => partsOf(bytes)?.[1]

/** Throws where the key is another one, the name is another's, or any byte was changed. */
export function unseal(name: string, bytes: Buffer, master: MasterKey): Buffer {
  const [, , iv = '', text = ''] = partsOf(bytes) ?? []
  const sealed = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv(CIPHER, master.bytes, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
}

function partsOf(bytes: Buffer): string[] | undefined {
  if (!bytes.subarray(0, FORMAT.length + 1).equals(Buffer.from(`${FORMAT} `))) return undefined
  return bytes.toString('latin1').trim().split(' ')
}
