import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, openSync, closeSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { reasonOf, StartProblem } from '../start-problem.ts'

/**
 * As whom PostgreSQL's programs run. They refuse to be root, so root lends them another name: in a user namespace,
 * where root's own files stay readable to them, or by a plain switch to an ordinary user, where the folders allow it.
 */
export type Account =
  | { readonly kind: 'self' }
  | { readonly kind: 'namespace'; readonly user: string }
  | { readonly kind: 'switch'; readonly uid: number; readonly gid: number }

/** What asks the kernel for a user namespace; a test names a program that refuses. */
export type Namespaces = { readonly unshare: string }
export const UNSHARE: Namespaces = { unshare: 'unshare' }

/**
 * The owner of the data decides; where there are no data yet, root takes a namespace if it can get one.
 * @param folder holds `data`; it exists and belongs to the caller.
 */
export function chooseAccount(folder: string, initdb: string, namespaces: Namespaces = UNSHARE): Account {
  const me = process.geteuid?.() ?? -1
  const data = join(folder, 'data')
  const owner = existsSync(data) ? statSync(data) : undefined
  if (me !== 0) {
    if (owner && me >= 0 && owner.uid !== me) throw new StartProblem('home.foreign', { folder, owner: owner.uid })
    return { kind: 'self' }
  }
  if (owner && owner.uid !== 0) return { kind: 'switch', uid: owner.uid, gid: owner.gid }
  const user = ordinaryUser()
  const refusal = namespaceRefused(namespaces, user.name)
  if (refusal === undefined) return { kind: 'namespace', user: user.name }
  if (owner) throw new StartProblem('postgres.root_owned', { folder, namespace: refusal })
  const account = { kind: 'switch', uid: user.uid, gid: user.gid } as const
  const unreachable = openFor(folder, initdb, account)
  if (unreachable !== undefined) throw new StartProblem('postgres.root', { namespace: refusal, user: user.name, reason: unreachable })
  return account
}

/** A user of this machine who is not root; initdb wants one that has a name. */
function ordinaryUser(): { name: string; uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  const found = ['postgres', 'nobody'].map((name) => users.find((u) => u[0] === name)).find(Boolean) ?? users.find((u) => Number(u[2]) > 0)
  return found ? { name: found[0]!, uid: Number(found[2]), gid: Number(found[3]) } : { name: 'nobody', uid: 65534, gid: 65534 }
}

function namespaceRefused({ unshare }: Namespaces, user: string): string | undefined {
  const tried = spawnSync(unshare, ['--user', `--map-user=${user}`, '--', 'true'], { encoding: 'utf8' })
  if (tried.status === 0) return undefined
  return tried.error ? reasonOf(tried.error) : tried.stderr.trim() || `${unshare} ended with ${tried.status}`
}

/** Gives `folder` to the account and opens the way to it. Returns why that is not enough, or undefined. */
function openFor(folder: string, initdb: string, { uid, gid }: { uid: number; gid: number }): string | undefined {
  const home = dirname(folder)
  chmodSync(home, statSync(home).mode | 0o011)
  chownSync(folder, uid, gid)
  const tried = spawnSync('/bin/sh', ['-c', 'test -w "$0" && exec "$1" --version', folder, initdb], { uid, gid, cwd: '/', encoding: 'utf8' })
  if (tried.status === 0) return undefined
  chownSync(folder, 0, 0)
  return tried.error ? reasonOf(tried.error) : tried.stderr.trim() || `it may not write to ${folder}`
}

export type Ran = { readonly code: number; readonly output: string }

/**
 * Runs one of the programs under the account. Its output goes to a file, since a server that it leaves behind would
 * hold a pipe open for ever. Rejects only where the program could not be started.
 */
export function runAs(account: Account, program: string, args: readonly string[], options: { env?: NodeJS.ProcessEnv; output: string; namespaces?: Namespaces }): Promise<Ran> {
  const output = openSync(options.output, 'w', 0o600)
  const command =
    account.kind === 'namespace' ? [(options.namespaces ?? UNSHARE).unshare, '--user', `--map-user=${account.user}`, '--', program, ...args] : [program, ...args]
  const child = spawn(command[0]!, command.slice(1), {
    cwd: dirname(options.output),
    env: { PATH: process.env['PATH'], LC_ALL: 'C', ...options.env },
    stdio: ['ignore', output, output],
    ...(account.kind === 'switch' ? { uid: account.uid, gid: account.gid } : {}),
  })
  return new Promise<Ran>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code: code ?? (signal ? 128 : 1), output: readFileSync(options.output, 'utf8') }))
  }).finally(() => closeSync(output))
}
