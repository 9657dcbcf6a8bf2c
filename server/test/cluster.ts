import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import type { Connection } from '../src/db/connect.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { openKeyring } from '../src/keys/keyring.ts'
import { keptPasswords, type Passwords } from '../src/db/logins.ts'
import { isAlive } from '../src/db/postmaster.ts'
import { connectionOf, provisionOwn } from '../src/db/provision.ts'
import { testBinaries } from './binaries.ts'
import { prepareTemplate } from './template.ts'

/** One PostgreSQL for a whole run of the tests, with a database that each test file clones (database.ts). */
export type TestCluster = { readonly admin: Connection; readonly passwords: Passwords; readonly template: string; readonly version: string }

declare module 'vitest' {
  interface ProvidedContext {
    cluster: TestCluster
  }
}

/** The temporary folder of a run: `openvrs-cluster-<process>-<project>`. */
const PREFIX = 'openvrs-cluster-'
const quiet = { info: () => undefined, error: (message: string) => console.error(message) }

/**
 * `TEST_DATABASE_URL` names a server of which the address is a superuser's; `TEST_POSTGRES` the folder of another
 * PostgreSQL's programs; without either the tests run on the PostgreSQL that came with the packages.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep()
  const home = join(tmpdir(), `${PREFIX}${process.pid}-${project.name}`)
  mkdirSync(home, { mode: 0o700 })
  const given = process.env['TEST_DATABASE_URL']
  const embedded = given === undefined ? await startTestCluster(home) : undefined
  const admin: Connection = embedded ? embedded.admin : connectionOf('TEST_DATABASE_URL', given!)
  const passwords = keptPasswords(openKeyring(home))
  const template = `openvrs_template_${process.pid}`
  const connections = await provisionOwn(admin, passwords, template)
  await prepareTemplate(connections)
  project.provide('cluster', { admin, passwords, template, version: await versionOf(admin) })
  return async () => {
    if (embedded) await embedded.stop()
    else await dropDatabase(admin, template)
    rmSync(home, { recursive: true, force: true })
  }
}

/** The figures of a test need not survive a power cut. */
const startTestCluster = (home: string) =>
  startEmbedded(home, quiet, {
    binaries: testBinaries(),
    sync: false,
    settings: ['synchronous_commit=off', 'max_connections=200', 'shared_buffers=128MB', 'autovacuum_naptime=1h', 'logging_collector=off'],
  })

/** Removes what runs that were killed left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^openvrs-cluster-(\d+)-\w+$/.exec(name)
    if (!owner || isAlive(Number(owner[1]))) continue
    const home = join(tmpdir(), name)
    try {
      await (await startEmbedded(home, quiet)).stop()
      rmSync(home, { recursive: true, force: true })
    } catch {
      // It belongs to another user, or another run is sweeping it.
    }
  }
}

async function versionOf(admin: Connection): Promise<string> {
  const client = new pg.Client(admin)
  await client.connect()
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  await client.end()
  return rows[0]!.server_version
}

async function dropDatabase(admin: Connection, name: string): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
  await client.end()
}
