import type { Connections } from './db/provision.ts'
import { migrate } from './db/migrate.ts'

/** Brings a database to what this release of the software needs: its tables, and the collections that come with it. */
export async function prepareDatabase(connections: Connections, _clock: () => Date): Promise<void> {
  await migrate(connections.migrator)
}
