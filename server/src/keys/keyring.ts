import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartProblem } from '../start-problem.ts'
import { readMasterKeys, type MasterKeys } from './master-key.ts'
import { seal, sealedWith, unseal } from './seal.ts'

/**
 * The keys of a server: files in `<home>/keys`, each its owner's alone, sealed with the master key where there is one.
 * All servers of one system share a copy of them.
 */
export type Keyring = {
  readonly names: () => readonly string[]
  readonly find: (name: string) => Buffer | undefined
  /** Writes a file that is whole before it has its name. */
  readonly keep: (name: string, bytes: Buffer | string) => void
}

/** Opens the keys. What still lies open, or under the master key before this one, is sealed anew. Throws StartProblem. */
export function openKeyring(home: string, masterKeyFile?: string): Keyring {
  const folder = join(home, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const masters = masterKeyFile === undefined ? undefined : readMasterKeys(masterKeyFile, home)
  const keyring = keyringIn(folder, masters)
  if (masters) sealAnew(folder, keyring, masters)
  return keyring
}

function keyringIn(folder: string, masters: MasterKeys | undefined): Keyring {
  return {
    names: () => readdirSync(folder).filter((name) => !name.endsWith('.new')).sort(),
    find: (name) => {
      const file = join(folder, name)
      return existsSync(file) ? opened(name, readFileSync(file), masters) : undefined
    },
    keep: (name, bytes) => {
      const plain = Buffer.from(bytes)
      const file = join(folder, name)
      writeFileSync(`${file}.new`, masters ? seal(name, plain, masters.now) : plain, { mode: 0o600, flush: true })
      renameSync(`${file}.new`, file)
    },
  }
}

function opened(name: string, bytes: Buffer, masters: MasterKeys | undefined): Buffer {
  const id = sealedWith(bytes)
  if (id === undefined) return bytes
  const master = [masters?.now, masters?.before].find((one) => one?.id === id)
  if (!master) throw new StartProblem(masters ? 'master_key.other' : 'master_key.needed', { name })
  try {
    return unseal(name, bytes, master)
  } catch {
    throw new StartProblem('master_key.altered', { name })
  }
}

function sealAnew(folder: string, keyring: Keyring, { now }: MasterKeys): void {
  for (const name of keyring.names()) {
    if (sealedWith(readFileSync(join(folder, name))) !== now.id) keyring.keep(name, keyring.find(name)!)
  }
}
