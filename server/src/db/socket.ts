import { createHash } from 'node:crypto'
import { chownSync, lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartProblem } from '../start-problem.ts'
import type { Account } from './account.ts'

/** The path of a Unix socket holds at most 107 bytes on Linux, 103 on macOS; the socket's own name takes 16 of them. */
const LONGEST = 86

/**
 * The closed folder in which the database listens: the database's own, or, where that one's path is too long or has
 * characters that PostgreSQL's settings would need quoted, one in the machine's temporary folder named after it.
 */
export function socketFolder(folder: string, account: Account): string {
  if (Buffer.byteLength(folder) <= LONGEST && /^[\w./-]+$/.test(folder)) return folder
  const owner = account.kind === 'switch' ? account.uid : (process.geteuid?.() ?? 0)
  const base = Buffer.byteLength(tmpdir()) <= LONGEST - 24 && /^[\w./-]+$/.test(tmpdir()) ? tmpdir() : '/tmp'
  const short = join(base, `openvrs-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`)
  mkdirSync(short, { recursive: true, mode: 0o700 })
  // Anybody may make names in a temporary folder: a link, or a folder of somebody else's, is not taken.
  const found = lstatSync(short)
  const mine = process.geteuid?.() ?? 0
  if (!found.isDirectory()) throw new StartProblem('postgres.socket_folder', { folder: short, reason: 'it is no folder' })
  if (found.uid !== mine && found.uid !== owner) throw new StartProblem('postgres.socket_folder', { folder: short, reason: `it belongs to uid ${found.uid}` })
  if ((found.mode & 0o077) !== 0) throw new StartProblem('postgres.socket_folder', { folder: short, reason: 'others may enter it' })
  if (account.kind === 'switch') chownSync(short, account.uid, account.gid)
  return short
}
