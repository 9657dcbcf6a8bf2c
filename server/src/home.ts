import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { isAlive } from './db/postmaster.ts'
import { reasonOf, StartProblem } from './start-problem.ts'

/**
 * `<home>/server.json` says which server has this home, and at which address it answers; it exists while that server
 * runs. A second server refuses to start on the same home; the command line finds its server there.
 */
const Occupant = z.object({ pid: z.int().positive(), started: z.string(), url: z.string().optional() })
export type Occupant = z.infer<typeof Occupant>

/** The folder of a server that names none. */
export const DEFAULT_HOME = fileURLToPath(new URL('../../var', import.meta.url))

export type HeldHome = {
  /** Lets the command line find the server. */
  announce(url: string): void
  release(): void
}

const fileOf = (home: string): string => join(home, 'server.json')

/** The server that runs on `home`, if one does. */
export function occupantOf(home: string): Occupant | undefined {
  const found = read(fileOf(home))
  return found && isSame(found) ? found : undefined
}

/** Takes `home` for this process, making the folder where there is none. Throws StartProblem where another server has it. */
export function holdHome(home: string): HeldHome {
  const file = fileOf(home)
  const mine: Occupant = { pid: process.pid, started: startOf(process.pid) }
  const draft = `${file}.${process.pid}`
  const write = (occupant: Occupant) => writeFileSync(draft, `${JSON.stringify(occupant)}\n`, { mode: 0o600 })
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 })
    write(mine)
  } catch (problem) {
    throw new StartProblem('home.unwritable', { home, reason: reasonOf(problem) })
  }
  try {
    while (!claim(draft, file)) removeStale(home, file)
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    announce(url) {
      write({ ...mine, url })
      renameSync(draft, file)
    },
    release: () => rmSync(file, { force: true }),
  }
}

/** A link is made whole or not at all, and never over another: of two servers that start at once one wins. */
function claim(draft: string, file: string): boolean {
  try {
    linkSync(draft, file)
    return true
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw problem
  }
}

/** Sets aside the file of a server that was killed; throws where its server lives. */
function removeStale(home: string, file: string): void {
  refuseLiving(home, read(file))
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return // another server that starts now was quicker
  }
  const moved = read(aside)
  if (moved && isSame(moved)) linkSync(aside, file)
  rmSync(aside, { force: true })
  refuseLiving(home, moved)
}

function refuseLiving(home: string, occupant: Occupant | undefined): void {
  if (!occupant || !isSame(occupant)) return
  throw new StartProblem('home.in_use', { home, pid: occupant.pid, where: occupant.url ? `, ${occupant.url}` : '' })
}

function read(file: string): Occupant | undefined {
  try {
    return Occupant.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** The process lives and is the one that wrote the file, not a later one that got its number. */
const isSame = (occupant: Occupant): boolean => isAlive(occupant.pid) && startOf(occupant.pid) === occupant.started

/** When a process started, in the kernel's ticks since boot; `ended` for one that only waits to be collected; empty where the system does not tell. */
function startOf(pid: number): string {
  try {
    // The second field is the program's name in parentheses and may hold anything; the others come after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '')
  } catch {
    return ''
  }
}
