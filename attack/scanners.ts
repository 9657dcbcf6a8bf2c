import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { System } from '../e2e/system.ts'

export type Target = { readonly system: System; readonly live?: string; readonly say: (line: string) => void }
/** A program that others attack with. Resolves to what it found, or to nothing where it is not installed. */
export type Scanner = { readonly name: string; readonly run: (target: Target) => Promise<readonly string[] | undefined> }

const has = (program: string): boolean => spawnSync('which', [program]).status === 0

function start(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, HOME: cwd }, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => { said += text.toString() })
    child.once('error', reject).once('close', () => resolve(said))
  })
}

const scanner = (name: string, program: string, run: (target: Target, folder: string) => Promise<readonly string[]>): Scanner => ({
  name,
  run: async (target) => {
    if (!has(program)) return undefined
    const folder = mkdtempSync(join(tmpdir(), `openvrs-${name}-`))
    try {
      return await run(target, folder)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
})

/** SQL in whatever a question takes, and in the first step of signing in. */
const sqlmap = scanner('sqlmap', 'sqlmap', async ({ system }, folder) => {
  const token = await system.token('THA', 'analyst')
  const common = ['--batch', '--level=2', '--risk=2', '--threads=4', '--flush-session', `--output-dir=${folder}`, '--ignore-code=400,401,404,422,429', '--disable-coloring']
  const targets = [
    ['-u', `${system.url}/api/dataflows/VRS_DETECT/query?by=CITIZENSHIP&where=TIME_PERIOD=2026&as_of=2026-11-01`, '-p', 'by,where,as_of', `--headers=Authorization: Bearer ${token}`],
    ['-u', `${system.url}/api/reports?status=approved`, '-p', 'status', `--headers=Authorization: Bearer ${token}`],
    ['-u', `${system.url}/api/session`, '--method=POST', '--data={"email":"a@b.example*","password":"x*"}', '--headers=Content-Type: application/json'],
  ]
  const found: string[] = []
  for (const target of targets) {
    const said = await start('sqlmap', [...target, ...common], folder)
    found.push(...said.split('\n').filter((line) => /is vulnerable|appears to be .*injectable|Type: (boolean|time|error|UNION|stacked)/i.test(line)))
  }
  return found
})

/** What it misses on purpose: a header that browsers have given up, and one that belongs to TLS, which a training system on loopback has not. */
const NOT_WANTED = [/X-XSS-Protection is not set/, /Strict-Transport-Security is not set/]

/** A crawler that tries what it knows on the pages and addresses that it finds. */
const wapiti = scanner('wapiti', 'wapiti', async ({ system }, folder) => {
  const report = join(folder, 'report.json')
  await start('wapiti', ['-u', `${system.url}/`, '-s', `${system.url}/api/docs/json`, '-s', `${system.url}/api/dataflows/VRS_DETECT/query?by=CITIZENSHIP`, '-s', `${system.url}/api/collections/vrs-msrc?language=en`, '--scope', 'domain', '-f', 'json', '-o', report, '--flush-session', '--max-scan-time', '180', '--no-bugreport'], folder)
  const { vulnerabilities, anomalies } = JSON.parse(readFileSync(report, 'utf8')) as { vulnerabilities: { [kind: string]: { info: string; path: string }[] }; anomalies: { [kind: string]: { info: string; path: string }[] } }
  const all = Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, found]) => found.map(({ info, path }) => `${kind}: ${path} ${info}`))
  return all.filter((one) => !NOT_WANTED.some((known) => known.test(one)))
})

/** Files that lie about where somebody was careless. Pages are asked for as programs do, which get no page. */
const ffuf = scanner('ffuf', 'ffuf', async ({ system }, folder) => {
  const words = ['.git/HEAD', '.git/config', '.env', '.env.local', '.npmrc', 'package.json', 'package-lock.json', 'server/src/main.ts', 'var/training-token', 'training-token', 'keys/identity.key', 'keys/db.json', 'postgres/data', 'backup.sql', 'dump.sql', 'db.sqlite', 'id_rsa', '.ssh/id_rsa', 'wp-admin', 'phpmyadmin', 'admin', 'actuator/env', 'metrics', 'debug/pprof', 'server-status', '.DS_Store', 'swagger.json', 'graphql', 'api/auth/sign-up/email', 'api/auth/admin/list-users', 'api/admin', 'api/users', 'api/debug', 'assets/../package.json', 'assets/%2e%2e/package.json', '%2e%2e/%2e%2e/etc/passwd', 'assets/.vite/manifest.json', '.well-known/../package.json', 'spool', 'server.json', 'node_modules/fastify/package.json', 'index.html.bak', 'config.json', '.vscode/settings.json', 'docker-compose.yml', 'Dockerfile']
  writeFileSync(join(folder, 'words.txt'), words.join('\n'))
  await start('ffuf', ['-u', `${system.url}/FUZZ`, '-w', join(folder, 'words.txt'), '-mc', '200,201,204,301,302,401,403,500', '-of', 'json', '-o', join(folder, 'found.json'), '-s'], folder)
  const { results } = JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8')) as { results: { url: string; status: number }[] }
  return results.map(({ url, status }) => `${status} ${url}`)
})

/** Two hundred clients that send as slowly as they can, while another asks. */
const slowhttptest = scanner('slowhttptest', 'slowhttptest', async ({ system }, folder) => {
  const ways = { headers: ['-H', '-x', '24'], bodies: ['-B', '-s', '8192', '-t', 'POST'] }
  const found: string[] = []
  for (const [name, way] of Object.entries(ways)) {
    const said = (await start('slowhttptest', ['-c', '200', '-r', '100', '-i', '5', '-l', '25', '-p', '3', '-u', `${system.url}/api/session`, ...way], folder)).replaceAll(/\u001b\[[0-9;]*m/g, '')
    if (!/service available:\s*YES/.test(said) || /service available:\s*NO/.test(said)) found.push(`slow ${name}: the service was not always available`)
  }
  return found
})

/** A live system with a certificate of its own speaks TLS 1.2 and 1.3 with strong ciphers alone. */
const sslscan = scanner('sslscan', 'sslscan', async ({ live }, folder) => {
  const said = await start('sslscan', ['--no-colour', live!.replace('https://', '')], folder)
  if (!/TLSv1\.3\s+enabled/.test(said)) return [`no TLS 1.3, or nothing was read:\n${said}`]
  return said.split('\n').filter((line) => /(SSLv2|SSLv3|TLSv1\.0|TLSv1\.1)\s+enabled|Accepted.*(RC4|3DES|NULL|EXPORT|MD5|CBC)|vulnerable to heartbleed/i.test(line) && !/not vulnerable/i.test(line))
})

export const scanners: readonly Scanner[] = [ffuf, sslscan, slowhttptest, sqlmap, wapiti]
