import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openKeyring } from './keyring.ts'
import { replaceMasterKey } from './master-key.ts'
import { rotateMasterKey } from './rotate.ts'

let base: string
let home: string
let master: string
const SECRET = 'the key that seals second factors'
const writeMaster = (file: string, byte: number) => writeFileSync(file, `${Buffer.alloc(32, byte).toString('base64')}\n`, { mode: 0o600 })
const stored = (name: string) => readFileSync(join(home, 'keys', name))
const fault = (work: () => unknown): string | undefined => {
  try {
    work()
    return undefined
  } catch (problem) {
    return (problem as { code?: string }).code ?? String(problem)
  }
}

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'openvrs-keyring-'))
  home = join(base, 'home')
  mkdirSync(home)
  master = join(base, 'master.key')
  writeMaster(master, 7)
})
afterEach(() => rmSync(base, { recursive: true }))

describe('keys without a master key', () => {
  test('are files of their owner alone', () => {
    const keys = openKeyring(home)
    expect(keys.find('identity.key')).toBeUndefined()
    keys.keep('identity.key', SECRET)
    expect(openKeyring(home).find('identity.key')?.toString()).toBe(SECRET)
    expect(keys.names()).toEqual(['identity.key'])
    expect([statSync(join(home, 'keys')).mode & 0o777, statSync(join(home, 'keys', 'identity.key')).mode & 0o777]).toEqual([0o700, 0o600])
  })
})

describe('keys under a master key', () => {
  test('lie sealed, also those that lay open before', () => {
    openKeyring(home).keep('identity.key', SECRET)
    const keys = openKeyring(home, master)
    keys.keep('db.json', '{"password":"very secret"}')
    expect([keys.find('identity.key')?.toString(), keys.find('db.json')?.toString()]).toEqual([SECRET, '{"password":"very secret"}'])
    for (const name of readdirSync(join(home, 'keys'))) expect(stored(name).toString()).toMatch(/^openvrs-sealed\/1 [\w-]{16} [\w-]{16} [\w-]+\n$/)
  })

  test('tell who copied the folder nothing, with no master key or another', () => {
    openKeyring(home, master).keep('identity.key', SECRET)
    const stolen = join(base, 'stolen')
    cpSync(home, stolen, { recursive: true })
    expect(fault(() => openKeyring(stolen).find('identity.key'))).toBe('master_key.needed')
    const other = join(base, 'other.key')
    writeMaster(other, 8)
    expect(fault(() => openKeyring(stolen, other))).toBe('master_key.other')
  })

  test('show every byte that was changed, and one put in the place of another', () => {
    const keys = openKeyring(home, master)
    keys.keep('identity.key', SECRET)
    keys.keep('db.json', 'passwords')
    const whole = stored('identity.key')
    for (let at = 'openvrs-sealed/1 '.length; at < whole.length - 2; at++) {
      const altered = Buffer.from(whole)
      altered[at] = altered[at] === 0x41 ? 0x42 : 0x41
      if (altered.equals(whole)) continue
      writeFileSync(join(home, 'keys', 'identity.key'), altered)
      const read = fault(() => openKeyring(home, master).find('identity.key'))
      expect([at, read === 'master_key.altered' || read === 'master_key.other']).toEqual([at, true])
    }
    writeFileSync(join(home, 'keys', 'identity.key'), stored('db.json'))
    expect(fault(() => openKeyring(home, master).find('identity.key'))).toBe('master_key.altered')
  })

  test('need one that lies outside the folder, is closed to others, and is one', () => {
    const inside = join(home, 'master.key')
    writeMaster(inside, 7)
    expect(fault(() => openKeyring(home, inside))).toBe('master_key.inside')
    chmodSync(master, 0o640)
    expect(fault(() => openKeyring(home, master))).toBe('master_key.open')
    writeFileSync(master, 'short\n')
    chmodSync(master, 0o600)
    expect(fault(() => openKeyring(home, master))).toBe('master_key.form')
    rmSync(master)
    expect(fault(() => openKeyring(home, master))).toBe('master_key.unreadable')
  })
})

describe('keys rotate', () => {
  beforeEach(() => {
    const keys = openKeyring(home, master)
    keys.keep('identity.key', SECRET)
    keys.keep('db.json', 'passwords')
  })

  test('seals all with a new master key; the one before opens nothing any more', () => {
    const [before, sealedBefore] = [readFileSync(master), stored('identity.key')]
    expect(rotateMasterKey(home, master)).toEqual(['db.json', 'identity.key'])
    expect(readFileSync(master).equals(before)).toBe(false)
    expect(stored('identity.key').equals(sealedBefore)).toBe(false)
    expect(openKeyring(home, master).find('identity.key')?.toString()).toBe(SECRET)
    expect(readdirSync(base).sort()).toEqual(['home', 'master.key'])
    expect(statSync(master).mode & 0o777).toBe(0o600)
    writeFileSync(master, before)
    expect(fault(() => openKeyring(home, master))).toBe('master_key.other')
  })

  test('broken off anywhere leaves keys that open, and the next turn ends it', () => {
    replaceMasterKey(master, home) // broken off before any key was sealed anew
    expect(existsSync(`${master}.old`)).toBe(true)
    expect(openKeyring(home, master).find('identity.key')?.toString()).toBe(SECRET) // a start in between seals them
    rotateMasterKey(home, master)
    expect(existsSync(`${master}.old`)).toBe(false)
    writeFileSync(`${master}.old`, readFileSync(master), { mode: 0o600 }) // broken off between the two names
    const same = readFileSync(master)
    rotateMasterKey(home, master)
    expect(readFileSync(master).equals(same)).toBe(false)
    expect(openKeyring(home, master).find('db.json')?.toString()).toBe('passwords')
    writeFileSync(`${master}.new`, 'half of a', { mode: 0o600 }) // broken off while the new one was written
    rotateMasterKey(home, master)
    expect(readdirSync(base).sort()).toEqual(['home', 'master.key'])
    expect(openKeyring(home, master).find('identity.key')?.toString()).toBe(SECRET)
  })

  test('waits for no running server: it refuses', () => {
    const before = readFileSync(master)
    writeFileSync(join(home, 'server.json'), JSON.stringify({ pid: process.pid, started: readFileSync(`/proc/${process.pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19] }))
    expect(fault(() => rotateMasterKey(home, master))).toBe('home.in_use')
    expect(readFileSync(master).equals(before)).toBe(true)
  })
})
