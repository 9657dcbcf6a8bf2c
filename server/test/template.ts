import type { Connections } from '../src/db/provision.ts'
import { migrate } from '../src/db/migrate.ts'

/** What every test database holds from the start: the tables, as a server makes them when it starts. */
export async function prepareTemplate(connections: Connections): Promise<void> {
  await migrate(connections.migrator)
}
