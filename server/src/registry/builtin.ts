import { Problem } from '@openvrs/core/problem.ts'
import { connect, type Connection } from '../db/connect.ts'
import { builtinCollections, readFolder, type CollectionFiles } from './files.ts'
import { installCollection, type Installed } from './install.ts'

/** Installs a collection for a person who may; the server is given one, so that no route holds the migrator's login. */
export type Installer = (files: CollectionFiles, by: string, now: Date) => Promise<Installed>

/** Opens a connection of the migrator for each installation and closes it: that login is not lying around. */
export const installerOf = (migrator: Connection): Installer => async (files, by, now) => {
  const { db } = connect(migrator, () => undefined, 1)
  try {
    return await installCollection(db, files, by, now)
  } finally {
    await db.destroy()
  }
}

/** A collection that comes with the program and was not installed, since what is installed is newer or differs. */
export type Skipped = { readonly folder: string; readonly reason: 'collection.published' | 'collection.older' }

/** Installs the collections that come with the program. A server starts with what is installed rather than not at all. */
export async function installBuiltins(migrator: Connection, now: Date): Promise<readonly Skipped[]> {
  const install = installerOf(migrator)
  const skipped: Skipped[] = []
  for (const folder of builtinCollections()) {
    try {
      await install(await readFolder(folder), 'SYSTEM', now)
    } catch (problem) {
      if (!(problem instanceof Problem) || (problem.code !== 'collection.published' && problem.code !== 'collection.older')) throw problem
      skipped.push({ folder, reason: problem.code })
    }
  }
  return skipped
}
