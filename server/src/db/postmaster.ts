import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The number is part of the socket's name; no network port is opened. */
export const PORT = 5432

/** What `postmaster.pid` says of the server that wrote it: its process, and whether it takes connections yet. */
export type Postmaster = { readonly pid: number; readonly ready: boolean }

/** The server that serves `data` now, whoever started it; undefined where none does. */
export function runningPostmaster(data: string): Postmaster | undefined {
  const written = readLockFile(join(data, 'postmaster.pid'))
  return written && servesData(written.pid, data) ? written : undefined
}

/**
 * Makes way for a start after a crash. Children of a killed server end by themselves within moments, and PostgreSQL
 * refuses to start until they have. Its lock files stay behind, and it copes with them, but for one case: the number in
 * them now belongs to another process of the same user (for root in user namespaces, or in a container, that is usual,
 * and a killed process that nobody collects counts, too). PostgreSQL takes that for a living server. Then, and only once
 * no process of the old server is left, the lock files go.
 */
export async function clearCrash(data: string, socketFolder: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; serversOf(data).length > 0 && Date.now() < deadline; ) await sleep(50)
  for (const pid of serversOf(data)) process.kill(pid, 'SIGKILL')
  for (const file of [join(data, 'postmaster.pid'), join(socketFolder, `.s.PGSQL.${PORT}.lock`)]) {
    const written = readLockFile(file)
    if (written && isAlive(written.pid)) rmSync(file, { force: true })
  }
}

function readLockFile(file: string): Postmaster | undefined {
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  return Number.isSafeInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
}

/** True where the process exists, also one that belongs to somebody else. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A server and its children are called postgres and work in the folder of the data: that tells them from whoever got the number later. */
function servesData(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false
  if (existsSync('/proc/self/comm')) return isServerOf(pid, realpathSync(data))
  return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes('postgres')
}

function isServerOf(pid: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' && readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

function serversOf(data: string): number[] {
  if (!existsSync('/proc/self/comm')) return []
  const folder = realpathSync(data)
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => isServerOf(pid, folder))
}
