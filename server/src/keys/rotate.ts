import { holdHome } from '../home.ts'
import { openKeyring } from './keyring.ts'
import { forgetOld, replaceMasterKey } from './master-key.ts'

/**
 * Makes a new master key and seals all keys with it; the one before opens nothing any more and is removed. Resolves to the
 * names of the keys. Broken off at any point, the keys still open, and the next turn goes on. The server must not run.
 */
export function rotateMasterKey(home: string, masterKeyFile: string): readonly string[] {
  const held = holdHome(home)
  try {
    openKeyring(home, masterKeyFile)
    replaceMasterKey(masterKeyFile, home)
    const keyring = openKeyring(home, masterKeyFile)
    forgetOld(masterKeyFile)
    return keyring.names()
  } finally {
    held.release()
  }
}
