import { randomBytes } from 'node:crypto'
import { appendFileSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg, { type ClientConfig } from 'pg'
import { reasonOf, StartProblem } from '../start-problem.ts'
import { chooseAccount, runAs, UNSHARE, type Account, type Namespaces } from './account.ts'
import { installedBinaries, type Binaries } from './binaries.ts'
import { clearCrash, PORT, runningPostmaster } from './postmaster.ts'
import { socketFolder } from './socket.ts'

export type Embedded = {
  /** The superuser's way in, to the database `postgres`. */
  readonly admin: ClientConfig
  /** Stops the database cleanly: open transactions are rolled back, nothing that was acknowledged is lost. */
  stop(): Promise<void>
  /** From now on starts the database again within seconds whenever it dies. */
  watch(): void
}

export type Log = { info(message: string): void; error(message: string): void }

export type EmbeddedOptions = {
  readonly binaries?: Binaries
  /** More settings, `name=value`; they take effect when the database is made. */
  readonly settings?: readonly string[]
  readonly namespaces?: Namespaces
  /** False for tests alone: nothing is forced to the disk, so that a power cut would destroy the database. */
  readonly sync?: boolean
}

/**
 * What a machine of 2 GB gives the database. Everything that makes a commit safe (fsync, synchronous_commit,
 * full_page_writes) stays as PostgreSQL has it: on. The log tells of the server's own life alone: statements and
 * refusals hold figures, and the application learns of them anyway.
 */
const SETTINGS = [
  'shared_buffers=192MB', 'effective_cache_size=512MB', 'work_mem=16MB', 'maintenance_work_mem=96MB', 'max_wal_size=1GB', 'wal_compression=on',
  'max_connections=100', 'jit=off', 'random_page_cost=1.1', 'timezone=UTC', 'log_timezone=UTC', 'password_encryption=scram-sha-256',
  'logging_collector=on', 'log_directory=../log', 'log_filename=postgres-%a.log', 'log_truncate_on_rotation=on', 'log_rotation_age=1d', 'log_rotation_size=0', 'log_file_mode=0600',
  'log_min_messages=log', 'log_min_error_statement=panic', 'log_error_verbosity=terse', 'log_parameter_max_length=0',
]

const LONGEST_START_SECONDS = 300

/**
 * The database of `<home>/postgres`: made where there is none, found where it runs already (a killed server leaves it
 * running), else started. Throws StartProblem.
 */
export async function startEmbedded(home: string, log: Log, options: EmbeddedOptions = {}): Promise<Embedded> {
  const cluster = openCluster(home, options)
  await initialise(cluster)
  await ensureRunning(cluster, log)
  let watching: NodeJS.Timeout | undefined
  let starting: Promise<void> | undefined
  return {
    admin: adminOf(cluster),
    watch() {
      watching ??= setInterval(() => {
        if (starting || runningPostmaster(cluster.data)) return
        log.error('The database has ended.')
        starting = ensureRunning(cluster, log)
          .catch((problem: unknown) => log.error(reasonOf(problem)))
          .finally(() => (starting = undefined))
      }, 1000).unref()
    },
    async stop() {
      clearInterval(watching)
      watching = undefined
      await starting
      await stopRunning(cluster)
      if (cluster.socket !== cluster.folder) rmSync(cluster.socket, { recursive: true, force: true })
    },
  }
}

type Cluster = {
  readonly folder: string
  readonly data: string
  readonly password: string
  readonly socket: string
  readonly binaries: Binaries
  readonly account: Account
  readonly settings: readonly string[]
  readonly namespaces: Namespaces
  readonly sync: boolean
}

function openCluster(home: string, { binaries = installedBinaries(), settings = [], namespaces = UNSHARE, sync = true }: EmbeddedOptions): Cluster {
  const folder = join(resolve(home), 'postgres')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const account = chooseAccount(folder, join(binaries.folder, 'initdb'), namespaces)
  return {
    folder, binaries, account, namespaces, sync, data: join(folder, 'data'), password: join(folder, 'superuser'),
    socket: socketFolder(folder, account), settings: [...SETTINGS, ...(sync ? [] : ['fsync=off', 'full_page_writes=off']), ...settings],
  }
}

const adminOf = (cluster: Cluster): ClientConfig => ({ host: cluster.socket, port: PORT, user: 'postgres', password: readFileSync(cluster.password, 'utf8'), database: 'postgres' })

/** Makes the database beside its place and moves it there when whole, so that a kill in between leaves nothing half made. */
async function initialise(cluster: Cluster): Promise<void> {
  if (existsSync(cluster.data)) return
  const fresh = join(cluster.folder, 'data.new')
  rmSync(fresh, { recursive: true, force: true })
  writeFileSync(cluster.password, randomBytes(32).toString('base64url'), { mode: 0o600 })
  if (cluster.account.kind === 'switch') chownSync(cluster.password, cluster.account.uid, cluster.account.gid)
  // Builtin C.UTF-8 sorts by code point and knows the letters of all scripts, alike on every system and release.
  const locale = cluster.binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--no-locale']
  const args = ['--pgdata', fresh, '--username=postgres', '--encoding=UTF8', ...locale, '--data-checksums', '--auth=scram-sha-256', `--pwfile=${cluster.password}`, '--no-instructions', ...(cluster.sync ? [] : ['--no-sync'])]
  const { code, output } = await run(cluster, 'initdb', args)
  if (code !== 0) throw new StartProblem('postgres.init_failed', { folder: cluster.folder, reason: lastWords(output) })
  appendFileSync(join(fresh, 'postgresql.conf'), `\n${cluster.settings.map((s) => s.replace(/=(.*)/, " = '$1'")).join('\n')}\n`)
  renameSync(fresh, cluster.data)
}

/** One that is found running may be recovering from a crash, or may just have been killed: it is taken once it answers. */
async function ensureRunning(cluster: Cluster, log: Log): Promise<void> {
  for (const deadline = Date.now() + LONGEST_START_SECONDS * 1000; Date.now() < deadline; await sleep(50)) {
    const running = runningPostmaster(cluster.data)
    if (!running) return startPostmaster(cluster, log)
    if (running.ready && (await answers(cluster))) return
  }
  throw new StartProblem('postgres.start_failed', { folder: cluster.folder, reason: `it did not answer within ${LONGEST_START_SECONDS} s` })
}

async function answers(cluster: Cluster): Promise<boolean> {
  const client = new pg.Client({ ...adminOf(cluster), connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function startPostmaster(cluster: Cluster, log: Log): Promise<void> {
  await clearCrash(cluster.data, cluster.socket)
  log.info('Starting the database.')
  const where = `-c listen_addresses='' -c port=${PORT} -c unix_socket_directories='${cluster.socket}' -c unix_socket_permissions=0700`
  const { code, output } = await run(cluster, 'pg_ctl', ['start', '--wait', '--silent', `--timeout=${LONGEST_START_SECONDS}`, '--options', where])
  if (code !== 0) throw new StartProblem('postgres.start_failed', { folder: cluster.folder, reason: lastWords(output) })
}

async function stopRunning(cluster: Cluster): Promise<void> {
  if (!runningPostmaster(cluster.data)) return
  const { code, output } = await run(cluster, 'pg_ctl', ['stop', '--wait', '--silent', '--mode=fast', '--timeout=60'])
  if (code !== 0 && runningPostmaster(cluster.data)) throw new StartProblem('postgres.not_stopped', { folder: cluster.folder, reason: lastWords(output) })
}

/** PGDATA instead of `-D`: pg_ctl puts `-D` into a shell's line, where a folder's name could mean something else. */
const run = (cluster: Cluster, program: 'initdb' | 'pg_ctl', args: readonly string[]) =>
  runAs(cluster.account, join(cluster.binaries.folder, program), args, {
    env: { PGDATA: cluster.data },
    output: join(cluster.folder, `${program}.log`),
    namespaces: cluster.namespaces,
  })

const lastWords = (output: string): string => output.trim().split('\n').slice(-3).join(' ')
