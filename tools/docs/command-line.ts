import { usageOf, type Command } from '../../server/src/cli/command.ts'
import { commands } from '../../server/src/cli/commands/index.ts'
import { EXIT } from '../../server/src/cli/exit.ts'
import sentences from '../../server/src/i18n/cli.en.json' with { type: 'json' }
import { code, pageOf, tableOf } from './markdown.ts'
import words from './command-line.en.json' with { type: 'json' }

/** `docs/command-line.md`: every command as its help tells it, and what a program may rely on. */
export function commandLinePage(): string {
  const exits = tableOf(['exit', 'means', 'status of the API'], Object.entries(EXIT).map(([name, number]) => [String(number), ...words.exits[name as keyof typeof EXIT]]))
  const groups = Map.groupBy(commands, ({ name }) => name.split(' ')[0]!)
  return pageOf([...words.intro, exits, ...words.values, ...words.start, ...[...groups].flatMap(([group, own]) => [`## ${group}`, ...own.map(entryOf)])])
}

function entryOf(command: Command): string {
  const notes: { readonly [name: string]: string } = words.notes
  return [
    `**${code(command.name)}**: ${sentences.commands[command.name]}.`,
    `    ${usageOf(command)}`,
    [`Prints ${columnsOf(command)}.`, command.calls.length > 0 ? `Calls ${command.calls.map(code).join(', ')}.` : words.offline, notes[command.name] ?? ''].join(' ').trim(),
  ].join('\n\n')
}

function columnsOf(command: Command): string {
  const texts: { readonly [name: string]: string } = words.texts
  if (command.columns) return code(command.columns.join(','))
  const text = texts[command.name]
  if (text === undefined) throw new RangeError(`tools/docs/command-line.en.json does not say what ${command.name} prints`)
  return text
}

/** Names that the hand-written part speaks of. */
export const spokenOf: readonly string[] = [...Object.keys(words.notes), ...Object.keys(words.texts)]
