import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, root } from './system.ts'

export type LiveAnswer = { readonly status: number; readonly cookies: readonly string[]; readonly body: string }

/** A live system of its own behind the certificate of the tests, with its keys under a master key that lies outside its home. */
export type LiveSystem = {
  readonly url: string
  readonly home: string
  readonly masterKeyFile: string
  readonly env: NodeJS.ProcessEnv
  /** Where the first administrator accepts. */
  readonly firstInvitation: string
  readonly ask: (method: string, path: string, body?: object, cookie?: string) => Promise<LiveAnswer>
  readonly stop: () => Promise<void>
}

export async function startLive(): Promise<LiveSystem> {
  const folder = mkdtempSync(join(tmpdir(), 'openvrs-live-'))
  const port = await freePort()
  const url = `https://localhost:${port}`
  const masterKeyFile = join(folder, 'master.key')
  writeFileSync(masterKeyFile, `${Buffer.alloc(32, 1).toString('base64')}\n`, { mode: 0o600 })
  const tls = (name: string): string => join(root, 'server', 'test', 'tls', name)
  const home = join(folder, 'home')
  const env = { ...process.env, DATABASE_URL: undefined, VRS_HOME: home, PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: url, TLS_CERT: tls('cert.pem'), TLS_KEY: tls('key.pem'), MASTER_KEY_FILE: masterKeyFile, ADMIN_EMAIL: 'first@cau.example', LOG_LEVEL: 'error' }
  const server = spawn(join(root, 'vrs'), ['start', '--live'], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env })
  let said = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text: Buffer) => { said += text.toString() })
  const invitation = (): string | undefined => /https:\S+#\S+/.exec(said)?.[0]
  for (let tries = 0; invitation() === undefined; tries++) {
    if (tries > 600 || server.exitCode !== null) throw new Error(`the live system did not start:\n${said}`)
    await sleep(100)
  }
  return {
    url, home, masterKeyFile, env, firstInvitation: invitation()!,
    ask: (method, path, body, cookie) => new Promise((resolve, reject) => {
      const headers = { host: `localhost:${port}`, origin: url, ...(cookie ? { cookie } : {}), ...(body ? { 'content-type': 'application/json' } : {}) }
      request({ host: '127.0.0.1', port, method, path, headers, ca: readFileSync(tls('cert.pem')), servername: 'localhost' }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part)).once('end', () => resolve({ status: response.statusCode!, cookies: (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]!), body: Buffer.concat(parts).toString() }))
      }).once('error', reject).end(body && JSON.stringify(body))
    }),
    stop: async () => {
      server.kill('SIGTERM')
      await new Promise((resolve) => server.once('exit', resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
