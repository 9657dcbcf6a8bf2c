import { spawnSync } from 'node:child_process'
import { createDecipheriv } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf } from './authenticator.ts'
import { startLive, type LiveSystem } from './live.ts'
import { root } from './system.ts'

/**
 * Somebody who takes a copy of the data folder of a live system at work, and not its master key. The database's files lie
 * open in it (docs/operate.md asks for an encrypted disk); what is secret in them is sealed or hashed.
 */
type Secrets = { readonly [name: string]: string }
const PASSWORD = 'a river of quiet words'
let live: LiveSystem
let loot: string
let secrets: Secrets
beforeAll(async () => {
  live = await startLive()
  loot = mkdtempSync(join(tmpdir(), 'openvrs-loot-'))
  secrets = await settleAdministrator()
  cpSync(live.home, join(loot, 'home'), { recursive: true, filter: (file) => statSync(file).isFile() || statSync(file).isDirectory() })
})
afterAll(async () => {
  await live?.stop()
  rmSync(loot, { recursive: true, force: true })
})

/** The first administrator accepts, signs in, makes a token and asks for another. Resolves to all that should be theirs alone. */
async function settleAdministrator(): Promise<Secrets> {
  const ask = async (path: string, body: object, cookie?: string) => {
    const answer = await live.ask('POST', path, body, cookie)
    if (answer.status >= 300) throw new Error(`${path}: ${answer.body}`)
    return answer
  }
  const invitation = live.firstInvitation.split('#')[1]!
  const offer = JSON.parse((await ask('/api/invitations/accept', { secret: invitation, name: 'First', password: PASSWORD })).body) as { ticket: string; totp_secret: string; recovery_codes: string[] }
  const [session] = (await ask('/api/invitations/confirm', { ticket: offer.ticket, code: codeOf(offer.totp_secret) })).cookies
  const { token } = JSON.parse((await ask('/api/tokens', { scopes: ['read'], days: 1 }, session)).body) as { token: string }
  const { url } = JSON.parse((await ask('/api/invitations', { email: 'second@cau.example', member: 'CAU', role: 'administrator' }, session)).body) as { url: string }
  return {
    'the password': PASSWORD, 'the second factor': offer.totp_secret, 'a recovery code': offer.recovery_codes[0]!,
    'the session': session!.split('=')[1]!, 'the token': token, 'an open invitation': url.split('#')[1]!,
    ...Object.fromEntries(readdirSync(join(live.home, 'keys')).map((name) => [`the key ${name}`, unsealed(name)])),
  }
}

/** A key as it lies in the folder, opened with the master key: AES-256-GCM, the name of the file being part of it. */
function unsealed(name: string): string {
  const [, , iv, text] = readFileSync(join(live.home, 'keys', name), 'latin1').trim().split(' ')
  const sealed = Buffer.from(text!, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(readFileSync(live.masterKeyFile, 'latin1'), 'base64'), Buffer.from(iv!, 'base64url')).setAAD(Buffer.from(name)).setAuthTag(sealed.subarray(-16))
  const key = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('latin1')
  return name.endsWith('.jwk') ? (JSON.parse(key) as { d: string }).d : key // the other half is published
}

function* filesOf(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* filesOf(path)
    else yield path
  }
}

/** A secret, and each long piece of it: a password may lie in a field of its own. */
const piecesOf = (secret: string): string[] => [secret, ...secret.split(/[\s",{}:]+/).filter((piece) => piece.length >= 24 && !piece.startsWith('-'))]

test('a copy of the folder holds none of what opens a door or signs a receipt', () => {
  const found: string[] = []
  let bytes = 0
  for (const file of filesOf(join(loot, 'home'))) {
    const content = readFileSync(file)
    bytes += content.length
    for (const [name, secret] of Object.entries(secrets)) if (piecesOf(secret).some((piece) => content.includes(piece, 0, 'latin1'))) found.push(`${name} in ${file.slice(loot.length)}`)
    if (/-----BEGIN [A-Z ]*PRIVATE KEY/.test(content.toString('latin1'))) found.push(`a private key in ${file.slice(loot.length)}`)
  }
  expect(found).toEqual([])
  expect(bytes, 'the database lies in it').toBeGreaterThan(10_000_000)
  expect(Object.keys(secrets)).toEqual(expect.arrayContaining(['the key identity.key', 'the key db.json', expect.stringMatching(/^the key signing-/)]))
})

test('a server does not start on it, with no master key or with another', () => {
  rmSync(join(loot, 'home', 'server.json'))
  const other = join(loot, 'other.key')
  writeFileSync(other, `${Buffer.alloc(32, 2).toString('base64')}\n`, { mode: 0o600 })
  const start = (masterKey: string | undefined) => {
    const { status, stdout, stderr } = spawnSync(join(root, 'vrs'), ['start', '--live'], { cwd: root, env: { ...live.env, PORT: '0', VRS_HOME: join(loot, 'home'), MASTER_KEY_FILE: masterKey }, encoding: 'utf8' })
    return [status, `${stdout}${stderr}`]
  }
  expect(start(other)).toEqual([1, expect.stringContaining('is sealed with another master key')])
  expect(start(undefined)).toEqual([1, expect.stringContaining('MASTER_KEY_FILE')])
})
