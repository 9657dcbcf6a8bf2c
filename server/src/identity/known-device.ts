import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { makeCookie, readNamed } from './cookie.ts'
import { isSecure, type IdentityServices } from './services.ts'

/**
 * A device on which somebody signed in has attempts of its own, so that strangers who guess at the account lock out strangers alone.
 * What the browser keeps says of which account, since when, and that we said so. It opens nothing: whoever steals it gains no
 * more than a few guesses at a password, and the next sign-in of the owner puts another in its place.
 */
const KEPT_SECONDS = 180 * 86_400

type Services = Pick<IdentityServices, 'key' | 'publicUrl'>

/** The id of the device that a Cookie header proves for an account, if it does. */
export function knownDevice(services: Services, header: string | undefined, email: string, now: Date): string | undefined {
  const account = email.toLowerCase()
  const [id, since, mark] = readNamed(header, nameOf(services, account))?.split('.') ?? []
  if (!id || !since || !mark || !equal(mark, markOf(services, account, id, since))) return undefined
  const age = now.getTime() / 1000 - Number(since)
  return age >= 0 && age < KEPT_SECONDS ? id : undefined
}

/** The cookie that makes a device known to an account, in place of the one before. */
export function rememberDevice(services: Services, email: string, now: Date): string {
  const account = email.toLowerCase()
  const [id, since] = [randomBytes(16).toString('base64url'), String(Math.floor(now.getTime() / 1000))]
  return makeCookie(nameOf(services, account), `${id}.${since}.${markOf(services, account, id, since)}`, isSecure(services), KEPT_SECONDS)
}

/** One cookie for each account, so that two officers at one machine do not make each other strangers; the name does not give the address away. */
const nameOf = (services: Services, account: string): string => `${isSecure(services) ? '__Host-' : ''}vrs_device_${hmac(services, ['device name', account]).slice(0, 12)}`

const markOf = (services: Services, account: string, id: string, since: string): string => hmac(services, ['device', account, id, since])

const hmac = ({ key }: Services, parts: readonly string[]): string => createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
