import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Real official figures; absent outside the founders' workplace, and tests that need them say so. */
export const DATA = join(root, '..', 'shared', 'data')
export const hasData = existsSync(DATA)

export type Answer = { readonly code: number; readonly stdout: string; readonly stderr: string; /** Rows of `--format csv`. */ readonly rows: readonly Record<string, string>[] }

/** What tests see of a running system: its address, and the command line. */
export type SharedSystem = {
  readonly url: string
  readonly home: string
  readonly env: NodeJS.ProcessEnv
  /** Runs `./vrs ... --format csv` as the holder of a token, or as the training administrator. */
  vrs(token: string | null, ...args: string[]): Promise<Answer>
  /** As `vrs`, and fails the test where the exit code is not 0. */
  ok(token: string | null, ...args: string[]): Promise<Answer>
  /** A token for one of the cast. */
  token(member: string, role: string, nth?: number): Promise<string>
  /** Everybody in the training region, with the addresses by which one becomes them. */
  cast(): Promise<readonly Person[]>
}

export type Person = { readonly email: string; readonly member: string; readonly role: string; readonly unit: string; readonly sign_in_url: string }

export type System = SharedSystem & {
  readonly pid: () => number
  /** What the present server process has said. */
  readonly said: () => string
  kill(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** A whole system of its own, started as a newcomer starts it, on a free port and a new home, or one that is `kept`. */
export async function startSystem(env: NodeJS.ProcessEnv = {}, kept?: string): Promise<System> {
  const home = kept ?? mkdtempSync(join(tmpdir(), 'openvrs-e2e-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const environment = environmentOf(home, port, env)
  let server: ChildProcess | undefined
  let said = ''

  const start = async (): Promise<void> => {
    said = ''
    server = spawn(join(root, 'vrs'), ['start'], { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
    server.stdout!.on('data', (text) => { said += text })
    server.stderr!.on('data', (text) => { said += text })
    const deadline = Date.now() + 180_000
    while (Date.now() < deadline) {
      if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}:\n${said}`)
      const ready = await fetch(`${url}/readyz`).then((answer) => answer.ok, () => false)
      if (ready) return
      await sleep(100)
    }
    throw new Error(`the server was not ready in time:\n${said}`)
  }
  const ended = (child: ChildProcess): Promise<void> => (child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('exit', () => resolve())))

  await start()
  return {
    ...commandLine(url, home, environment), start,
    pid: () => server!.pid!,
    said: () => said,
    kill: async () => {
      server!.kill('SIGKILL')
      await ended(server!)
    },
    stop: async () => {
      server!.kill('SIGTERM')
      await ended(server!)
      if (!kept) rmSync(home, { recursive: true, force: true })
    },
  }
}

/** A system that somebody else has started, and stops: of it one may ask everything, and end nothing. */
export const joinSystem = (url: string, home: string): SharedSystem => commandLine(url, home, environmentOf(home, Number(new URL(url).port)))

const environmentOf = (home: string, port: number, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv =>
  ({ ...process.env, VRS_URL: undefined, VRS_TOKEN: undefined, DATABASE_URL: undefined, VRS_HOME: home, PORT: String(port), LOG_LEVEL: 'warn', ...env })

function commandLine(url: string, home: string, env: NodeJS.ProcessEnv): SharedSystem {
  const vrs = (token: string | null, ...args: string[]): Promise<Answer> => run({ ...env, ...(token ? { VRS_TOKEN: token } : {}) }, args)
  const ok = async (token: string | null, ...args: string[]): Promise<Answer> => {
    const answer = await vrs(token, ...args)
    if (answer.code !== 0) throw new Error(`./vrs ${args.join(' ')} ended with ${answer.code}:\n${answer.stderr}${answer.stdout}`)
    return answer
  }
  let known: Promise<readonly Person[]> | undefined
  const cast = () => (known ??= ok(null, 'training', 'cast').then(({ rows }) => rows as readonly unknown[] as readonly Person[]))
  return {
    url, home, env, vrs, ok, cast,
    token: async (member, role, nth = 0) => {
      const person = (await cast()).filter((row) => row.member === member && row.role === role)[nth]
      if (!person) throw new Error(`the cast has no ${role} of ${member}`)
      return (await ok(null, 'token', 'create', '--user', person.email, '--scope', 'read,draft,approve')).rows[0]!.token!
    },
  }
}

export function run(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<Answer> {
  return new Promise((resolve) => {
    const child = spawn(join(root, 'vrs'), [...args, '--format', 'csv'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8')
    child.stdout.on('data', (text) => { stdout += text })
    child.stderr.on('data', (text) => { stderr += text })
    child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr, rows: readCsv(stdout) }))
  })
}

/** RFC 4180, read apart from the product's own reader: header, then rows. */
export function readCsv(text: string): Record<string, string>[] {
  const lines: string[][] = []
  let line: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    line.push(quoted !== undefined ? quoted.replaceAll('""', '"') : (plain ?? ''))
    if (end === ',') continue
    if (line.length > 1 || line[0] !== '') lines.push(line)
    line = []
    if (end === '') break
  }
  const [header = [], ...rows] = lines
  return rows.map((cells) => Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ''])))
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
