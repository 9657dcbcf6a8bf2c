import type { FastifyRequest } from 'fastify'
import type { Db } from '../db/connect.ts'
import type { Viewer } from '../db/viewer.ts'
import type { Mailer } from '../mail/index.ts'

/** What signing in needs of the server. */
export type IdentityServices = {
  readonly db: Db
  readonly clock: () => Date
  readonly mode: 'training' | 'live'
  /** The address that people use; links are made of it. */
  readonly publicUrl: string
  /** Seals second factors; kept beside the database, never in it (`keptKey`). */
  readonly key: string
  readonly mailer: Mailer
  /** Counts a look-up of another member's object in that member's ledger. */
  readonly refused: (viewer: Viewer, owner: string, now: Date) => Promise<void>
}

export const isSecure = (services: Pick<IdentityServices, 'publicUrl'>): boolean => services.publicUrl.startsWith('https:')

/** The address that links lead to. A training system is reached on this machine alone, under whatever port it was given. */
export const addressOf = (services: Pick<IdentityServices, 'publicUrl' | 'mode'>, request: FastifyRequest): string =>
  services.mode === 'training' ? `http://${request.headers.host}` : services.publicUrl
