import pg from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'
import { reasonOf, StartProblem } from '../start-problem.ts'
import type { Connection } from './connect.ts'
import { LOGINS, type Login, type Passwords } from './logins.ts'
import { scramVerifier } from './scram.ts'

/** How each part of the server reaches the database. */
export type Connections = { readonly migrator: Connection; readonly app: Connection; readonly jobs: Connection }

export type Addresses = { readonly databaseUrl: string; readonly databaseAppUrl?: string; readonly databaseJobsUrl?: string }

/**
 * Makes the database and its three logins in a PostgreSQL of our own, of which `admin` is the superuser. Run again it
 * changes nothing but the passwords, which it sets to ours.
 */
export async function provisionOwn(admin: Connection, passwords: Passwords, database = 'openvrs'): Promise<Connections> {
  await withClient(admin, async (client) => {
    for (const login of LOGINS) {
      if (!(await loginExists(client, login))) await client.query(`create role ${login}`)
      await client.query(`alter role ${login} ${CLOSED} password ${client.escapeLiteral(scramVerifier(passwords[login]))}`)
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)} owner vrs_migrator template template0 encoding 'UTF8'`)
    await openDatabase(client, database, LOGINS)
  })
  const as = (login: Login): Connection => ({ ...admin, user: login, password: passwords[login], database })
  return { migrator: as('vrs_migrator'), app: as('vrs_app'), jobs: as('vrs_jobs') }
}

/**
 * The logins of somebody else's PostgreSQL, 15 or newer. The login of `databaseUrl` owns the database and makes the
 * other two where it may; where it may not, the StartProblem holds the lines for an administrator to run. A superuser
 * is never the migrator: it makes that login, too, and gives it the database.
 */
export async function provisionAt(addresses: Addresses, passwords: Passwords): Promise<Connections> {
  const given = connectionOf('DATABASE_URL', addresses.databaseUrl)
  const rights = await withClient(given, async (client) => {
    await checkServer(client)
    const found = await rightsOf(client)
    const wanted: Login[] = found.superuser ? ['vrs_migrator'] : []
    if (addresses.databaseAppUrl === undefined) wanted.push('vrs_app')
    if (addresses.databaseJobsUrl === undefined) wanted.push('vrs_jobs')
    await makeMissing(client, wanted, found, passwords)
    return found
  })
  const ours = (login: Login): Connection => ({ ...given, user: login, password: passwords[login] })
  const connections = {
    migrator: rights.superuser ? ours('vrs_migrator') : given,
    app: addresses.databaseAppUrl === undefined ? ours('vrs_app') : connectionOf('DATABASE_APP_URL', addresses.databaseAppUrl),
    jobs: addresses.databaseJobsUrl === undefined ? ours('vrs_jobs') : connectionOf('DATABASE_JOBS_URL', addresses.databaseJobsUrl),
  }
  await checkLogin(connections.app, 'vrs_app', 'DATABASE_APP_URL', addresses.databaseAppUrl === undefined)
  await checkLogin(connections.jobs, 'vrs_jobs', 'DATABASE_JOBS_URL', addresses.databaseJobsUrl === undefined)
  return connections
}

/** May sign in, and nothing else: it passes by no policy and makes no role and no database. */
const CLOSED = 'login nosuperuser nobypassrls nocreaterole nocreatedb noreplication'

/** The address of a database, in parts. Throws StartProblem, which does not repeat the address, since it holds a password. */
export function connectionOf(name: string, url: string): Connection {
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StartProblem('database.url', { name })
  try {
    return parseIntoClientConfig(url)
  } catch {
    throw new StartProblem('database.url', { name })
  }
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string; encoding: string; database: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as version, current_setting('server_encoding') as encoding, current_database() as database`,
  )
  const server = rows[0]!
  if (server.number < 150_000) throw new StartProblem('database.too_old', { version: server.version })
  if (server.encoding !== 'UTF8') throw new StartProblem('database.encoding', { database: server.database, encoding: server.encoding })
}

type Rights = { readonly login: string; readonly superuser: boolean; readonly makesRoles: boolean; readonly owns: boolean; readonly database: string }

async function rightsOf(client: pg.Client): Promise<Rights> {
  const { rows } = await client.query<Rights>(
    `select r.rolname as login, r.rolsuper as superuser, r.rolsuper or r.rolcreaterole as "makesRoles", pg_has_role(r.oid, d.datdba, 'member') as owns, d.datname as database
       from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`,
  )
  return rows[0]!
}

async function makeMissing(client: pg.Client, wanted: readonly Login[], { login: migrator, superuser, makesRoles, owns, database }: Rights, passwords: Passwords): Promise<void> {
  if (!owns) throw new StartProblem('database.not_owner', { migrator, sql: `alter database ${client.escapeIdentifier(database)} owner to ${client.escapeIdentifier(migrator)};` })
  const missing: Login[] = []
  for (const login of wanted) if (!(await loginExists(client, login))) missing.push(login)
  if (missing.length > 0 && !makesRoles) {
    const sql = missing.map((login) => `create role ${login} ${CLOSED} password '...';\ngrant connect on database ${client.escapeIdentifier(database)} to ${login};`).join('\n')
    const variables = missing.map((login) => (login === 'vrs_app' ? 'DATABASE_APP_URL' : 'DATABASE_JOBS_URL')).join(' and ')
    throw new StartProblem('database.logins_needed', { migrator, logins: missing.join(' and '), variables, sql })
  }
  for (const login of missing) await client.query(`create role ${login} ${CLOSED} password ${client.escapeLiteral(scramVerifier(passwords[login]))}`)
  if (superuser) await client.query(`alter database ${client.escapeIdentifier(database)} owner to vrs_migrator`)
  const { rows } = await client.query<{ login: Login }>('select rolname as login from pg_roles where rolname = any($1)', [LOGINS])
  await openDatabase(client, database, rows.map((row) => row.login))
}

/** Only the three logins may enter the database, and only its owner may make anything in it. */
export async function openDatabase(client: pg.Client, database: string, logins: readonly Login[]): Promise<void> {
  await client.query(`revoke connect, temporary on database ${client.escapeIdentifier(database)} from public`)
  await client.query(`grant connect on database ${client.escapeIdentifier(database)} to ${logins.join(', ')}`)
}

async function loginExists(client: pg.Client, login: Login): Promise<boolean> {
  return (await client.query('select from pg_roles where rolname = $1', [login])).rowCount === 1
}

/** The policies speak to the two logins by name, so no other will do; and none of them may stand above the policies. */
async function checkLogin(connection: Connection, login: 'vrs_app' | 'vrs_jobs', variable: string, ours: boolean): Promise<void> {
  if (connection.user !== login) throw new StartProblem('database.login_name', { variable, login })
  const refused = (reason: string) => (ours ? new StartProblem('database.login_unknown', { login, variable }) : new StartProblem('database.login_refused', { login, variable, reason }))
  const { rows } = await withClient(
    connection,
    (client) =>
      client.query<{ powerful: boolean; owner: string; owns: boolean }>(
        `select r.rolsuper or r.rolbypassrls or r.rolcreaterole as powerful, pg_get_userbyid(d.datdba) as owner, pg_has_role(r.oid, d.datdba, 'member') as owns
           from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`,
      ),
    refused,
  )
  const { powerful, owns, owner } = rows[0]!
  if (powerful) throw new StartProblem('database.login_powerful', { login, power: 'passes by policies or makes roles', sql: `alter role ${login} ${CLOSED};` })
  if (owns) throw new StartProblem('database.login_powerful', { login, power: 'owns the database', sql: `revoke ${owner} from ${login};` })
}

/** Class 28 of PostgreSQL's error codes: the server is there and refuses this login. */
const isRefusal = (problem: unknown): boolean => problem instanceof pg.DatabaseError && (problem.code?.startsWith('28') ?? false)

async function withClient<T>(
  connection: Connection,
  work: (client: pg.Client) => Promise<T>,
  refused: (reason: string) => StartProblem = (reason) => new StartProblem('database.unreachable', { reason }),
): Promise<T> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  // A connection that breaks also rejects the query that waits for it; without a listener it would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (problem) {
    throw isRefusal(problem) ? refused(reasonOf(problem)) : new StartProblem('database.unreachable', { reason: reasonOf(problem) })
  }
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
