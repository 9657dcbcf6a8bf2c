import { createInterface } from 'node:readline/promises'
import { fill } from '@openvrs/core/problem.ts'
import { ConfigError, readConfig, type Config } from './config.ts'
import type { Mode } from './db/stamp.ts'
import { DEFAULT_HOME } from './home.ts'
import words from './i18n/console.en.json' with { type: 'json' }
import { startServer, type RunningServer } from './server.ts'
import { StartProblem } from './start-problem.ts'

/** What `npm start` and `./vrs start [--training|--live]` run. It ends with 0 after SIGTERM or SIGINT, with 1 where it could not start. */

const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

const starting = start()
let stopping = false
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop())
starting.catch((problem: unknown) => {
  fail(problem)
  process.exit()
})

async function start(): Promise<RunningServer> {
  const server = await startServer(configOf(process.argv.slice(2)), askMode)
  say(fill(words.ready, { url: server.url }))
  say(words[server.mode])
  say(server.mode === 'training' ? fill(words.sign_in_training, { url: server.url }) : words.sign_in_live)
  if (server.firstInvitation !== undefined) say(fill(words.first_invitation, { url: server.firstInvitation }))
  return server
}

/** A signal that comes while the server starts lets it start, so that nothing is left half done or running. */
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  say(words.stopping)
  try {
    await (await starting).stop()
    say(words.stopped)
  } catch (problem) {
    fail(problem)
  }
  process.exit()
}

function configOf(args: readonly string[]): Config {
  const unknown = args.find((argument) => argument !== '--training' && argument !== '--live')
  if (unknown !== undefined) throw new StartProblem('argument', { argument: unknown })
  const mode = args.includes('--live') ? 'live' : args.includes('--training') ? 'training' : undefined
  return readConfig({ ...process.env, ...(mode ? { VRS_MODE: mode } : {}) }, { home: DEFAULT_HOME })
}

/** Training where nobody is there to answer, or nobody does within half a minute. */
async function askMode(): Promise<Mode> {
  if (!process.stdin.isTTY) return 'training'
  const ask = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return (await ask.question(words.ask_mode, { signal: AbortSignal.timeout(30_000) })).trim().toLowerCase() === 'live' ? 'live' : 'training'
  } catch {
    return 'training'
  } finally {
    ask.close()
  }
}

/** What a person can act on is said in a sentence; anything else is a fault of ours, and shows where. */
function fail(problem: unknown): void {
  process.exitCode = 1
  if (problem instanceof StartProblem || problem instanceof ConfigError) process.stderr.write(`${problem.message}\n`)
  else console.error(problem)
}
