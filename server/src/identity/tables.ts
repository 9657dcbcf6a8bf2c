import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { Db, Trx } from '../db/connect.ts'
import type { Database } from '../db/schema.ts'

/** What somebody came by, and what the second factor was. */
export type Way = 'password' | 'passkey' | 'provider' | 'invitation' | 'reset' | 'training'
export type FactorGiven = 'code' | 'recovery_code' | 'passkey' | 'provider' | 'none'

/** The tables of schema auth (0002_identity.sql, 0046_passkeys.sql, 0054_sign_ins.sql, 0055_renewed_sessions.sql, 0058_known_devices.sql), which only this capability reads and writes. */
export type AuthTables = {
  'auth.user': { id: string; name: string; email: string; email_verified: boolean; image: string | null; two_factor_enabled: boolean; created_at: Date; updated_at: Date }
  'auth.account': { id: string; account_id: string; provider_id: string; user_id: string; password: string | null; created_at: Date; updated_at: Date }
  'auth.session': {
    id: string; token: string; user_id: string; expires_at: Date; ip_address: string | null; user_agent: string | null; created_at: Date; updated_at: Date
    rights_version: number; factor_at: Date | null; provider_link: Generated<string | null>; next_token: Generated<string | null>; renewed_at: Generated<Date | null>
  }
  'auth.retired_secret': { token: string; session_id: string; user_id: string; retired_at: Date; opens: boolean }
  'auth.verification': { id: string; identifier: string; value: string; expires_at: Date; created_at: Date; updated_at: Date }
  'auth.two_factor': {
    id: string; user_id: string; secret: string; backup_codes: string; verified: boolean; failed_verification_count: Generated<number>; locked_until: Generated<Date | null>; last_step: number
  }
  'auth.provider_link': { id: string; member: string; provider_id: string; user_id: string; subject_hash: string; made_at: Date }
  /** `counter` is a bigint, which comes as text. */
  'auth.passkey': {
    id: string; name: string; public_key: string; user_id: string; credential_id: string; counter: ColumnType<string, string, number>; device_type: string; backed_up: boolean; transports: string | null; created_at: Date; aaguid: string | null; used_at: Date | null
  }
  'auth.sign_in': { id: string; user_id: string; at: Date; way: Way; factor: FactorGiven; device: string; known: boolean }
  'auth.known_device': { id: string; user_id: string; made_at: Date; used_at: Date; device: string }
  'auth.failed_sign_in': { account: string; day: string; passwords: number; codes: number; refused: number; told: Generated<boolean> }
  'auth.token_use': { token_id: string; day: string; user_id: string; member: string; minutes: number }
  'auth.attempt': { key: string; count: number; until: Date }
}

export const authIn = (trx: Trx): Transaction<Database & AuthTables> => trx.withTables<AuthTables>()
export const authOf = (db: Db): Kysely<Database & AuthTables> => db.withTables<AuthTables>()
