import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** 256 bits that nobody guesses, as text for addresses and headers. */
export const makeSecret = (prefix = ''): string => prefix + randomBytes(32).toString('base64url')

/** What the database keeps of a secret: SHA-256, in hexadecimal. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** The key of this system, in `<home>/keys/identity.key`; made at the first start. All servers of one system share it. */
export function keptKey(home: string): string {
  const folder = join(home, 'keys')
  const file = join(folder, 'identity.key')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const key = makeSecret()
  writeFileSync(`${file}.new`, `${key}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return key
}
