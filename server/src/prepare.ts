import type { Connection } from './db/connect.ts'
import { migrate } from './db/migrate.ts'
import { installBuiltins } from './registry/index.ts'

/**
 * Brings a database to what this release of the software needs: its tables, and the collections that come with it.
 * Resolves to the collections that were left as they are, since what is installed is newer or differs.
 */
export async function prepareDatabase(migrator: Connection, now: Date): ReturnType<typeof installBuiltins> {
  await migrate(migrator)
  return installBuiltins(migrator, now)
}
