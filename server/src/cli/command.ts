import { parseArgs } from 'node:util'
import type { Client } from './client.ts'
import { UsageError } from './exit.ts'
import words from '../i18n/cli.en.json' with { type: 'json' }

export type Format = 'table' | 'csv' | 'json'

/** What a command prints on standard output: rows under its columns (or under those that it names here), or text as it is. */
export type Printed = { readonly columns?: readonly string[]; readonly rows: readonly Row[]; readonly exit?: number } | { readonly text: string | AsyncIterable<Uint8Array>; readonly exit?: number }
export type Row = { readonly [column: string]: string | number | boolean | null | undefined }

export type Options = { readonly [name: string]: 'text' | 'flag' | 'many' }

export type Input = {
  readonly args: readonly string[]
  text(name: string): string | undefined
  flag(name: string): boolean
  many(name: string): readonly string[]
  /** An option that must be there. */
  need(name: string): string
}

export type Command = {
  /** As it is typed: `report approve`. Its words stand in the catalogue under the same name. */
  readonly name: keyof typeof words.commands
  /** The names of its arguments; a trailing `?` means that one may be left out. */
  readonly args?: readonly string[]
  readonly options?: Options
  /** The columns of its rows, in order: a promise to programs. None where it prints a text, or where they depend on what is asked. */
  readonly columns?: readonly string[]
  /** The calls of the public API that it makes; none for commands that need no server. */
  readonly calls: readonly string[]
  readonly run: (input: Input, api: Client, say: (sentence: string) => void) => Promise<Printed>
}

export const COMMON: Options = { format: 'text', help: 'flag' }

/** Reads what was typed behind the command's name. Throws UsageError with a sentence. */
export function readInput(command: Command, typed: readonly string[]): { input: Input; format: Format; help: boolean } {
  const options = { ...command.options, ...COMMON }
  const parsed = parse(options, typed)
  const format = parsed.values.format ?? 'table'
  if (format !== 'table' && format !== 'csv' && format !== 'json') throw new UsageError('format', { given: String(format) })
  const help = parsed.values.help === true
  const wanted = command.args ?? []
  const least = wanted.filter((name) => !name.endsWith('?')).length
  if (!help && (parsed.positionals.length < least || parsed.positionals.length > wanted.length)) throw new UsageError('arguments', { command: command.name, wanted: wanted.join(' ') || '-' })
  const text = (name: string) => (typeof parsed.values[name] === 'string' ? (parsed.values[name] as string) : undefined)
  return {
    format, help,
    input: {
      args: parsed.positionals,
      text,
      flag: (name) => parsed.values[name] === true,
      many: (name) => (Array.isArray(parsed.values[name]) ? (parsed.values[name] as string[]) : []),
      need: (name) => {
        const value = text(name)
        if (value === undefined) throw new UsageError('option', { command: command.name, option: name })
        return value
      },
    },
  }
}

function parse(options: Options, typed: readonly string[]) {
  try {
    return parseArgs({
      args: [...typed], allowPositionals: true, strict: true,
      options: Object.fromEntries(Object.entries(options).map(([name, kind]) => [name, { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: kind === 'many' }])),
    })
  } catch (error) {
    throw new UsageError('typed', { what: (error as Error).message.split('\n')[0]! })
  }
}

/** How a command is typed. */
export function usageOf(command: Command): string {
  const options = Object.entries(command.options ?? {}).map(([name, kind]) => (kind === 'flag' ? `[--${name}]` : `[--${name} ${name.toUpperCase()}]${kind === 'many' ? '..' : ''}`))
  return ['./vrs', command.name, ...(command.args ?? []).map((a) => (a.endsWith('?') ? `[${a.slice(0, -1)}]` : a)), ...options, '[--format table|csv|json]'].join(' ')
}

/** The help of one command. */
export function helpOf(command: Command): string {
  const calls = command.calls.length > 0 ? command.calls.map((call) => `  ${call}`).join('\n') : `  ${words.no_server}`
  const columns = command.columns ? `\n\n${words.columns}\n  ${command.columns.join(',')}` : ''
  return `${words.commands[command.name]}\n\n${words.usage}\n  ${usageOf(command)}${columns}\n\n${words.calls}\n${calls}\n`
}
