import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * The three logins: the migrator owns everything and is used only while migrating; the application and the jobs own
 * nothing, and the policies of every table speak to them by these names.
 */
export const LOGINS = ['vrs_migrator', 'vrs_app', 'vrs_jobs'] as const
export type Login = (typeof LOGINS)[number]

const Passwords = z.record(z.enum(LOGINS), z.string().min(20))
export type Passwords = Readonly<Record<Login, string>>

/** The passwords of the logins of this server, kept in `<home>/keys/db.json` and made at the first start. */
export function keptPasswords(home: string): Passwords {
  const folder = join(home, 'keys')
  const file = join(folder, 'db.json')
  if (existsSync(file)) return Passwords.parse(JSON.parse(readFileSync(file, 'utf8')))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const password = () => randomBytes(32).toString('base64url')
  const fresh = { vrs_migrator: password(), vrs_app: password(), vrs_jobs: password() }
  writeFileSync(`${file}.new`, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return fresh
}
