import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { makeClient } from './cli/client.ts'
import { helpOf, readInput, type Command } from './cli/command.ts'
import { commands } from './cli/commands/index.ts'
import { EXIT, Refused, Unreachable, UsageError } from './cli/exit.ts'
import { printTable } from './cli/print.ts'
import { StartProblem } from './start-problem.ts'
import words from './i18n/cli.en.json' with { type: 'json' }

/** `./vrs COMMAND`: a client of the API. Rows go to standard output, words to standard error, the outcome to the exit code. */

const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`)

process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.done : EXIT.failed))
process.exitCode = await main(process.argv.slice(2))

async function main(typed: readonly string[]): Promise<number> {
  try {
    const found = findCommand(typed)
    if (!found) return listCommands(typed)
    const { input, format, help } = readInput(found.command, found.rest)
    if (help) {
      process.stdout.write(helpOf(found.command))
      return EXIT.done
    }
    const printed = await found.command.run(input, makeClient(process.env), say)
    if ('rows' in printed) process.stdout.write(printTable({ columns: printed.columns ?? found.command.columns ?? [], rows: printed.rows }, format))
    else if (typeof printed.text === 'string') process.stdout.write(printed.text)
    else await pipeline(Readable.from(printed.text), process.stdout, { end: false })
    return printed.exit ?? EXIT.done
  } catch (error) {
    return failure(error)
  }
}

/** The longest name that what was typed begins with. */
function findCommand(typed: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  for (const length of [3, 2, 1]) {
    const command = commands.find((candidate) => candidate.name === typed.slice(0, length).join(' ') && candidate.name.split(' ').length === length)
    if (command) return { command, rest: typed.slice(length) }
  }
  return undefined
}

function listCommands(typed: readonly string[]): number {
  const first = typed[0]
  const group = commands.filter((command) => first === undefined || first.startsWith('-') || command.name.split(' ')[0] === first)
  const asked = typed.length === 0 || typed.includes('--help') || typed.includes('-h') || first === 'help'
  const shown = group.length > 0 ? group : commands
  const list = `${words.about}\n\n${shown.map((command) => `  ${command.name.padEnd(20)} ${words.commands[command.name]}`).join('\n')}\n\n${words.more}\n`
  if (asked) process.stdout.write(list)
  else say(list)
  return asked ? EXIT.done : EXIT.usage
}

function failure(error: unknown): number {
  if (error instanceof Refused) {
    say(error.message)
    for (const place of error.places.slice(0, 20)) say(`  ${place.path}: ${place.message}`)
    return error.exit
  }
  if (error instanceof UsageError || error instanceof StartProblem) {
    say(error.message)
    return EXIT.usage
  }
  if (error instanceof Unreachable) {
    say(error.message)
    return EXIT.unreachable
  }
  say(error instanceof Error ? `${error.name}: ${error.message}` : String(error))
  return EXIT.failed
}
