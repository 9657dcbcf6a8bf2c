import { randomBytes } from 'node:crypto'
import { z } from 'zod'

/**
 * The three logins: the migrator owns everything and is used only while migrating; the application and the jobs own
 * nothing, and the policies of every table speak to them by these names.
 */
export const LOGINS = ['vrs_migrator', 'vrs_app', 'vrs_jobs'] as const
export type Login = (typeof LOGINS)[number]

const Passwords = z.record(z.enum(LOGINS), z.string().min(20))
export type Passwords = Readonly<Record<Login, string>>

/** The passwords of the logins of this server, kept among its keys as `db.json` and made at the first start. */
export function keptPasswords(keys: { readonly find: (name: string) => Buffer | undefined; readonly keep: (name: string, text: string) => void }): Passwords {
  const kept = keys.find('db.json')
  if (kept) return Passwords.parse(JSON.parse(kept.toString()))
  const password = () => randomBytes(32).toString('base64url')
  const fresh = { vrs_migrator: password(), vrs_app: password(), vrs_jobs: password() }
  keys.keep('db.json', `${JSON.stringify(fresh, null, 2)}\n`)
  return fresh
}
