import { resolve } from 'node:path'

/** What the environment says, checked once. Nothing else of the server reads the environment. */
export type Config = {
  readonly home: string
  readonly port: number
  /** Where a live system listens; a training system answers 127.0.0.1 alone. */
  readonly host: string
  /** The address that people use; also what links are made of. No slash at the end. */
  readonly publicUrl: string
  readonly databaseUrl?: string
  readonly databaseAppUrl?: string
  readonly databaseJobsUrl?: string
  /** The mode asked for; what the database was stamped with decides. */
  readonly mode?: 'training' | 'live'
  /** The address of a proxy whose forwarded headers are believed (live only). */
  readonly trustedProxy?: string
  readonly tls?: { readonly cert: string; readonly key: string }
  /** The file of the key that seals the others; outside `home`. A live system needs one. */
  readonly masterKeyFile?: string
  readonly smtpUrl?: string
  /** Whom a live system invites as its first administrator. */
  readonly adminEmail?: string
  /** Whom the front page names for those who want to take part: an e-mail address. */
  readonly contact?: string
  /** Training only: the day on which the system believes to be at its start. Tests set it. */
  readonly today?: Date
  /** Who answers questions: the columnar copy, or PostgreSQL itself. */
  readonly cube: 'duckdb' | 'postgres'
  /** The most memory that the columnar copy takes. */
  readonly cubeMemory: string
  /** How many rows of answers the copy keeps for who asks the same and sees the same. */
  readonly cubeAnswers: number
  readonly logLevel: string
}

export class ConfigError extends Error {}

export function readConfig(env: NodeJS.ProcessEnv, defaults: { home: string }): Config {
  const port = Number(env.PORT ?? '8080')
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new ConfigError('PORT must be a number from 0 to 65535.')
  const mode = env.VRS_MODE === 'training' || env.VRS_MODE === 'live' ? env.VRS_MODE : undefined
  const today = env.VRS_TODAY ? new Date(env.VRS_TODAY) : undefined
  if (today && Number.isNaN(today.getTime())) throw new ConfigError('VRS_TODAY must be a date such as 2026-03-01.')
  const cube = env.CUBE ?? 'duckdb'
  if (cube !== 'duckdb' && cube !== 'postgres') throw new ConfigError('CUBE must be duckdb or postgres.')
  const cubeMemory = env.CUBE_MEMORY ?? '1GB'
  if (!/^[1-9][0-9]{0,5}[MG]B$/.test(cubeMemory)) throw new ConfigError('CUBE_MEMORY must be a size such as 512MB or 4GB.')
  const cubeAnswers = env.CUBE_ANSWERS ?? '200000'
  if (!/^[0-9]{1,8}$/.test(cubeAnswers)) throw new ConfigError('CUBE_ANSWERS must be a number of rows such as 200000.')
  return {
    home: resolve(env.VRS_HOME ?? defaults.home),
    port,
    host: env.HOST ?? '0.0.0.0',
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${port}`).replace(/\/$/, ''),
    databaseUrl: env.DATABASE_URL,
    databaseAppUrl: env.DATABASE_APP_URL,
    databaseJobsUrl: env.DATABASE_JOBS_URL,
    mode,
    trustedProxy: env.TRUSTED_PROXY,
    tls: env.TLS_CERT && env.TLS_KEY ? { cert: env.TLS_CERT, key: env.TLS_KEY } : undefined,
    masterKeyFile: env.MASTER_KEY_FILE ? resolve(env.MASTER_KEY_FILE) : undefined,
    smtpUrl: env.SMTP_URL,
    adminEmail: env.ADMIN_EMAIL,
    contact: env.CONTACT_EMAIL,
    today,
    cube,
    cubeMemory,
    cubeAnswers: Number(cubeAnswers),
    logLevel: env.LOG_LEVEL ?? 'info',
  }
}

/** The clock of the system: real time, or in training real time moved so that it starts at `today`. */
export function clockOf(today: Date | undefined, startedAt: Date = new Date()): () => Date {
  if (!today) return () => new Date()
  const shift = today.getTime() - startedAt.getTime()
  return () => new Date(Date.now() + shift)
}
