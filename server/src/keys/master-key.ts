import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { reasonOf, StartProblem } from '../start-problem.ts'
import { masterKeyOf, type MasterKey } from './seal.ts'

/**
 * The master key lies in a file outside the data folder, so that who takes the folder, or a backup of it, has sealed keys
 * only. While it is being replaced the one before lies beside it, as `<file>.old`: what is still sealed with that opens.
 */
export type MasterKeys = { readonly now: MasterKey; readonly before?: MasterKey }

const oldOf = (file: string): string => `${file}.old`

/** Reads the master key. Throws StartProblem where it is none, lies in the data folder, or may be read by others. */
export function readMasterKeys(file: string, home: string): MasterKeys {
  refuseInside(file, home)
  return { now: readKey(file), ...(existsSync(oldOf(file)) ? { before: readKey(oldOf(file)) } : {}) }
}

/** Puts a new master key in the place of the one in use, which stays beside it until `forgetOld`. Where a replacement was broken off, it goes on with that one. */
export function replaceMasterKey(file: string, home: string): MasterKeys {
  const { now, before } = readMasterKeys(file, home)
  if (!before || before.id === now.id) {
    writeKey(`${file}.new`)
    writeFileSync(`${oldOf(file)}.new`, readFileSync(file), { mode: 0o600, flush: true })
    renameSync(`${oldOf(file)}.new`, oldOf(file))
    renameSync(`${file}.new`, file)
  }
  return readMasterKeys(file, home)
}

export const forgetOld = (file: string): void => rmSync(oldOf(file), { force: true })

function writeKey(file: string): void {
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true })
  chmodSync(file, 0o600)
}

function refuseInside(file: string, home: string): void {
  const place = existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), 'file')
  const way = relative(existsSync(home) ? realpathSync(home) : home, place)
  if (!way.startsWith('..')) throw new StartProblem('master_key.inside', { file, home })
}

function readKey(file: string): MasterKey {
  let text: string
  try {
    if ((statSync(file).mode & 0o077) !== 0) throw new StartProblem('master_key.open', { file })
    text = readFileSync(file, 'utf8').trim()
  } catch (problem) {
    if (problem instanceof StartProblem) throw problem
    throw new StartProblem('master_key.unreadable', { file, reason: reasonOf(problem) })
  }
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length !== 32 || bytes.toString('base64') !== text) throw new StartProblem('master_key.form', { file })
  return masterKeyOf(bytes)
}
