import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '../db/connect.ts'
import { withViewer } from '../db/viewer.ts'
import { makeCookie, readNamed } from './cookie.ts'
import type { Rights } from './rights.ts'
import { isSecure, type IdentityServices } from './services.ts'
import { authIn } from './tables.ts'

/**
 * A device on which somebody signed in has attempts of its own, so that strangers who guess at the account lock out strangers alone.
 * What the browser keeps says of which account and device, since when, and that we said so; the database says whether the owner
 * still knows the device. It opens nothing: whoever steals it gains no more than a few guesses at a password, and the next
 * sign-in of the owner puts another in its place.
 */
export const KEPT_SECONDS = 180 * 86_400

/** So many are listed: a browser that keeps no cookies is another device each time. */
const MOST = 50

type Services = Pick<IdentityServices, 'key' | 'publicUrl'>

/** `attempts`: under what name its attempts are counted, another after each sign-in. */
export type KnownDevice = { readonly id: string; readonly attempts: string }

/** How a browser comes: its Cookie header, and what it calls itself. */
export type Browser = { readonly cookies: string | undefined; readonly device: string | undefined }

/** The device that a Cookie header proves for an account, unless the owner has forgotten it. Who proves nothing costs no question. */
export async function knownDevice(db: Db | Trx, services: Services, header: string | undefined, email: string, now: Date): Promise<KnownDevice | undefined> {
  const proven = provenDevice(services, header, email.toLowerCase(), now)
  if (!proven) return undefined
  const { rows } = await sql<{ known: boolean }>`select device_known(${proven.id}, ${email.toLowerCase()}) as known`.execute(db)
  return rows[0]?.known ? proven : undefined
}

function provenDevice(services: Services, header: string | undefined, account: string, now: Date): KnownDevice | undefined {
  const [id, attempts, since, mark] = readNamed(header, nameOf(services, account))?.split('.') ?? []
  if (!id || !attempts || !since || !mark || !equal(mark, markOf(services, account, [id, attempts, since]))) return undefined
  const age = now.getTime() / 1000 - Number(since)
  return age >= 0 && age < KEPT_SECONDS ? { id, attempts } : undefined
}

/** Makes a device known to the account of who signed in on it. Resolves to the cookie, in place of the one before. */
export async function rememberDevice(services: Services & Pick<IdentityServices, 'db'>, { viewer, email }: Rights, { cookies, device }: Browser, now: Date): Promise<string> {
  const account = email.toLowerCase()
  const used = { used_at: now, device: device?.slice(0, 200) ?? '' }
  const id = await withViewer(services.db, viewer, now, async (trx) => {
    const before = await knownDevice(trx, services, cookies, account, now)
    const { id } = await authIn(trx).insertInto('auth.known_device').values({ id: before?.id ?? randomUUID(), user_id: viewer.person, made_at: now, ...used })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(used)).returning('id').executeTakeFirstOrThrow()
    return id
  })
  const [attempts, since] = [randomBytes(16).toString('base64url'), String(Math.floor(now.getTime() / 1000))]
  return makeCookie(nameOf(services, account), [id, attempts, since, markOf(services, account, [id, attempts, since])].join('.'), isSecure(services), KEPT_SECONDS)
}

/** the devices known to the person as whom the transaction was entered, the last used first. */
export const devicesOf = (trx: Trx, person: string, now: Date) =>
  authIn(trx).selectFrom('auth.known_device').selectAll().where('user_id', '=', person).where('used_at', '>', new Date(now.getTime() - KEPT_SECONDS * 1000)).orderBy('used_at', 'desc').orderBy('id').limit(MOST).execute()

/** The next who comes from it is a stranger. False where the person as whom the transaction was entered has no such device. */
export async function forgetDevice(trx: Trx, person: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await authIn(trx).deleteFrom('auth.known_device').where('user_id', '=', person).where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}

/** One cookie for each account, so that two officers at one machine do not make each other strangers; the name does not give the address away. */
const nameOf = (services: Services, account: string): string => `${isSecure(services) ? '__Host-' : ''}vrs_device_${hmac(services, ['device name', account]).slice(0, 12)}`

const markOf = (services: Services, account: string, said: readonly string[]): string => hmac(services, ['known device', account, ...said])

const hmac = ({ key }: Services, parts: readonly string[]): string => createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
