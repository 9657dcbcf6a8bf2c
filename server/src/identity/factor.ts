import { randomUUID } from 'node:crypto'
import { base32 } from '@better-auth/utils/base32'
import { createOTP } from '@better-auth/utils/otp'
import { constantTimeEqual, generateRandomString, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import type { Trx } from '../db/connect.ts'
import type { KnownDevice } from './known-device.ts'
import { countAttempt, forgiveAttempt, limitOf } from './limits.ts'
import { authIn } from './tables.ts'

/** The second factor: codes of an authenticator (TOTP, RFC 6238: 6 digits, 30 seconds, SHA-1), and recovery codes that work once each. */
export type Given = { readonly code: string } | { readonly recovery_code: string }
export type Verdict = 'right' | 'wrong' | { readonly lockedFor: number }

const STEP_MS = 30_000
const MOST_WRONG = 5
const LOCK_MS = 15 * 60_000

export const makeTotpSecret = (): string => generateRandomString(32)
export const makeRecoveryCodes = (): string[] => Array.from({ length: 10 }, () => `${generateRandomString(5, 'a-z', '0-9')}-${generateRandomString(5, 'a-z', '0-9')}`)
export const shownSecret = (secret: string): string => base32.encode(secret, { padding: false })
export const totpUrl = (secret: string, email: string): string => createOTP(secret).url('OpenVRS', email)

/** The step of time (30 seconds since 1970) to which a code belongs: this one, the one before or the one after. */
export async function stepOf(secret: string, code: string, now: Date): Promise<number | undefined> {
  const current = Math.floor(now.getTime() / STEP_MS)
  let found: number | undefined
  for (const step of [current + 1, current, current - 1]) {
    if (constantTimeEqual(await createOTP(secret).hotp(step), code)) found = step
  }
  return found
}

export const seal = (key: string, text: string): Promise<string> => symmetricEncrypt({ key, data: text })
export const unseal = (key: string, sealed: string): Promise<string> => symmetricDecrypt({ key, data: sealed })

/**
 * Checks the second factor of the person as whom the transaction was entered, and notes the outcome: a code or recovery code
 * that was right is used up; the fifth wrong one in a row locks the account for a quarter of an hour, on every server. The
 * row is locked meanwhile, so that of two attempts with one code one is right. The caller commits, whatever the verdict.
 * A device that the account knows counts its own wrong codes: a stranger's lock, who knows the password, is not the owner's.
 */
export async function checkFactor(trx: Trx, key: string, person: string, given: Given, now: Date, device: KnownDevice | undefined): Promise<Verdict> {
  const row = await authIn(trx).selectFrom('auth.two_factor').selectAll().where('user_id', '=', person).forUpdate().executeTakeFirst()
  if (!row?.verified) return 'wrong'
  const own = device === undefined ? [] : [limitOf(`factor:${person} device:${device.attempts}`, MOST_WRONG)]
  if (device !== undefined) await countAttempt(trx, own, now)
  else if (row.locked_until && row.locked_until > now) return { lockedFor: Math.ceil((row.locked_until.getTime() - now.getTime()) / 1000) }
  const used = 'code' in given ? await useCode(key, row, given.code, now) : await useRecoveryCode(key, row, given.recovery_code)
  if (used && device !== undefined) await forgiveAttempt(trx, own)
  const counts = device === undefined ? strangersCount(row, used !== undefined, now) : {}
  if (used || device === undefined) await authIn(trx).updateTable('auth.two_factor').set({ ...used, ...counts }).where('user_id', '=', person).execute()
  return used ? 'right' : 'wrong'
}

function strangersCount(row: { locked_until: Date | null; failed_verification_count: number }, right: boolean, now: Date) {
  const wrong = right ? 0 : (row.locked_until ? 0 : row.failed_verification_count) + 1
  return { failed_verification_count: wrong, locked_until: wrong >= MOST_WRONG ? new Date(now.getTime() + LOCK_MS) : null }
}

/** What changes when the code is right, else undefined. A step that was used, and any before it, is not accepted again. */
async function useCode(key: string, row: { secret: string; last_step: number }, code: string, now: Date): Promise<{ last_step: number } | undefined> {
  const step = await stepOf(await unseal(key, row.secret), code, now)
  return step !== undefined && step > row.last_step ? { last_step: step } : undefined
}

async function useRecoveryCode(key: string, row: { backup_codes: string }, given: string): Promise<{ backup_codes: string } | undefined> {
  const codes = JSON.parse(await unseal(key, row.backup_codes)) as string[]
  const code = given.trim().toLowerCase()
  if (!codes.includes(code)) return undefined
  return { backup_codes: await seal(key, JSON.stringify(codes.filter((other) => other !== code))) }
}

/** Gives the person as whom the transaction was entered an authenticator and recovery codes; those before end. `step` is that of the code which confirmed it. */
export async function keepFactor(trx: Trx, key: string, person: string, { totp, recovery, step }: { readonly totp: string; readonly recovery: readonly string[]; readonly step: number }): Promise<void> {
  const fresh = { secret: await seal(key, totp), backup_codes: await seal(key, JSON.stringify(recovery)), verified: true, last_step: step, failed_verification_count: 0, locked_until: null }
  await authIn(trx).insertInto('auth.two_factor').values({ id: randomUUID(), user_id: person, ...fresh }).onConflict((conflict) => conflict.column('user_id').doUpdateSet(fresh)).execute()
}

/** How many recovery codes are left to the person as whom the transaction was entered; undefined where they have no authenticator. */
export async function countRecoveryCodes(trx: Trx, key: string, person: string): Promise<number | undefined> {
  const row = await authIn(trx).selectFrom('auth.two_factor').select('backup_codes').where('user_id', '=', person).where('verified', '=', true).executeTakeFirst()
  return row && (JSON.parse(await unseal(key, row.backup_codes)) as string[]).length
}

/** Replaces the recovery codes of the person as whom the transaction was entered. False where they have no authenticator. */
export async function keepRecoveryCodes(trx: Trx, key: string, person: string, recovery: readonly string[]): Promise<boolean> {
  const { numUpdatedRows } = await authIn(trx).updateTable('auth.two_factor').set({ backup_codes: await seal(key, JSON.stringify(recovery)) }).where('user_id', '=', person).executeTakeFirst()
  return numUpdatedRows === 1n
}
