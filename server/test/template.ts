import type { Connections } from '../src/db/provision.ts'
import { prepareDatabase } from '../src/prepare.ts'

/** What every test database holds from the start: the tables and the collections, as a server makes them when it starts. */
export async function prepareTemplate(connections: Connections): Promise<void> {
  await prepareDatabase(connections.migrator, new Date('2026-11-01T00:00:00Z'))
}
