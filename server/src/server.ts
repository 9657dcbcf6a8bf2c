import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino, type Logger } from 'pino'
import { buildApp } from './app.ts'
import { clockOf, type Config } from './config.ts'
import { connect, type Db } from './db/connect.ts'
import { startEmbedded } from './db/embedded.ts'
import { keptPasswords } from './db/logins.ts'
import { provisionAt, provisionOwn, type Connections } from './db/provision.ts'
import { findMode, stampMode, type Mode } from './db/stamp.ts'
import { holdHome } from './home.ts'
import { ensureTrainingAdministrator, inviteFirstAdministrator } from './identity/index.ts'
import { openKeyring, type Keyring } from './keys/keyring.ts'
import { checkPort, listen } from './listen.ts'
import { checkLive } from './live.ts'
import { prepareDatabase } from './prepare.ts'
import { installerOf } from './registry/index.ts'
import { openSigner } from './reports/index.ts'
import { seedTraining } from './training/index.ts'

export type RunningServer = {
  readonly url: string
  readonly mode: Mode
  /** Where the first administrator of a live system accepts; only until there is one. */
  readonly firstInvitation?: string
  readonly stop: () => Promise<void>
}

type Undo = (() => Promise<void> | void)[]

const LONGEST_CLOSE_MS = 10_000

/**
 * Starts the whole system in the order in which its parts need each other; `stop` ends them the other way round. Where a
 * step fails, those before it are undone. `askMode` is called once in the life of a system. Throws StartProblem.
 */
export async function startServer(config: Config, askMode: () => Promise<Mode>): Promise<RunningServer> {
  const undo: Undo = []
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step()
  }
  try {
    const held = holdHome(config.home)
    undo.push(held.release)
    await checkPort(config.port)
    const log = pino({ level: config.logLevel }, pino.destination({ fd: 2, sync: true }))
    const keys = openKeyring(config.home, config.masterKeyFile)
    const connections = await openDatabase(config, keys, log, undo)
    const clock = clockOf(config.today)
    for (const { folder, reason } of await prepareDatabase(connections.migrator, clock())) log.warn({ folder, reason }, 'a collection was left as it is installed')
    const mode = await modeOf(connections, config, askMode, clock())
    const lost = (error: Error & { code?: string }) => log.warn({ code: error.code }, 'a connection to the database was lost')
    const application = connect(connections.app, lost)
    const jobs = connect(connections.jobs, lost)
    const locks = connect(connections.jobs, lost)
    undo.push(async () => void (await Promise.all([application, jobs, locks].map(({ db }) => db.destroy()))))
    const app = await buildApp({ config, mode, version, db: application.db, jobs: jobs.db, locks: locks.pool, install: installerOf(connections.migrator), keys, clock, log })
    undo.push(() => Promise.race([app.close(), sleep(LONGEST_CLOSE_MS, undefined, { ref: false })]))
    const firstInvitation = await openDoor(mode, config, keys, connections, application.db, clock)
    const url = await listen(app.http, config, mode)
    held.announce(url)
    return { url, mode, firstInvitation, stop }
  } catch (problem) {
    await stop()
    throw problem
  }
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }

async function openDatabase(config: Config, keys: Keyring, log: Logger, undo: Undo): Promise<Connections> {
  const passwords = keptPasswords(keys)
  if (config.databaseUrl !== undefined) return provisionAt({ ...config, databaseUrl: config.databaseUrl }, passwords)
  const embedded = await startEmbedded(config.home, { info: (message) => log.info(message), error: (message) => log.error(message) })
  undo.push(embedded.stop)
  embedded.watch()
  return provisionOwn(embedded.admin, passwords)
}

async function modeOf({ migrator }: Connections, config: Config, askMode: () => Promise<Mode>, now: Date): Promise<Mode> {
  const stamped = await findMode(migrator)
  const mode = config.mode ?? stamped ?? (await askMode())
  if (mode === 'live' && stamped !== 'training') checkLive(config) // a training system does not become live, whatever its settings
  return stampMode(migrator, mode, now)
}

/** Sees that somebody can get in: the training administrator by a token in the home, the first administrator of a live system by an invitation, to whose address this resolves. */
async function openDoor(mode: Mode, config: Config, keys: Keyring, { migrator }: Connections, db: Db, clock: () => Date): Promise<string | undefined> {
  const owner = connect(migrator, () => undefined, 1)
  try {
    if (mode === 'training') return void (await fillTraining(config.home, keys, owner.db, db, clock))
    if (config.adminEmail === undefined) return undefined
    return await inviteFirstAdministrator({ migrator: owner.db, clock, publicUrl: config.publicUrl, email: config.adminEmail })
  } finally {
    await owner.db.destroy()
  }
}

/** The cast and its invented figures, whatever of them is missing; and the administrator's token. */
async function fillTraining(home: string, keys: Keyring, migrator: Db, db: Db, clock: () => Date): Promise<void> {
  const { made_at: madeAt } = await migrator.selectFrom('system').select('made_at').executeTakeFirstOrThrow()
  await seedTraining({ migrator, db, signer: await openSigner(keys, db, clock()), madeAt, now: clock() })
  await ensureTrainingAdministrator({ db, clock, home })
}
