import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { KINDS, LIFE, STATUSES, type Status } from '@openvrs/core/report/life.ts'
import { GRACE_DAYS } from '@openvrs/core/sharing/reciprocity.ts'
import { LEVELS } from '@openvrs/core/sharing/terms.ts'
import { COMMON, type Command } from '../../server/src/cli/command.ts'
import { commands } from '../../server/src/cli/commands/index.ts'
import { spokenOf } from './command-line.ts'
import { readOwnCollection } from './data-dictionary.ts'
import { pages } from './pages.ts'
import { unexplained } from './screens.ts'
import { numbersIn, shownRequirements } from './security.ts'
import { filesUnder, proseFiles, readPage } from './sources.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

test.each(pages)('$path is what `npm run docs` writes', ({ path, write }) => {
  expect(readPage(path)).toBe(write())
})

test('every route of the contract has a screen, or a reason why it has none', () => {
  expect(unexplained()).toEqual([])
})

test.each(proseFiles())('%s links to what is there', (path) => {
  const links = [...readPage(path).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!).filter((to) => !/^[a-z]+:/.test(to))
  const broken = links.filter((to) => {
    const [file = '', anchor] = to.split('#') as [string, string | undefined]
    const target = file === '' ? path : join(dirname(path), file)
    if (!existsSync(join(root, target))) return true
    return anchor !== undefined && !anchorsOf(readPage(target)).has(anchor)
  })
  expect(broken).toEqual([])
})

/** As the usual renderers make them of headings. */
const anchorsOf = (page: string): ReadonlySet<string> =>
  new Set([
    ...[...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-')),
    ...[...page.matchAll(/<a id="([^"]+)">/g)].map((match) => match[1]!),
  ])

describe('commands that pages show', () => {
  const shown = proseFiles().flatMap((path) => commandsIn(readPage(path)).map(({ line, typed }) => [`${path}:${line}`, typed] as const))

  test('are found at all', () => expect(shown.length).toBeGreaterThan(50))

  test.each(shown)('%s: %s', (_place, typed) => {
    const words = typed.split(/\s+/)
    if (['start', '--help', 'COMMAND'].includes(words[0]!)) return
    const command = findCommand(words)
    expect(command, `no command: ${typed}`).toBeDefined()
    const options = [...typed.matchAll(/--([a-z][a-z-]*)/g)].map((match) => match[1]!)
    expect(options.filter((name) => !Object.hasOwn({ ...command!.options, ...COMMON }, name))).toEqual([])
  })
})

/** What stands behind `./vrs` in code, in lines and within sentences; a line that ends with a backslash goes on. */
function commandsIn(page: string): readonly { readonly line: number; readonly typed: string }[] {
  const joined = page.replaceAll(/\\\n\s*/g, ' ')
  return [...joined.matchAll(/\.\/vrs ([a-zA-Z-][^\n`|#>;]*)/g)].map((match) => ({ line: joined.slice(0, match.index).split('\n').length, typed: match[1]!.replace(/\)+"?$/, '').trim() }))
}

const findCommand = (words: readonly string[]): Command | undefined =>
  [3, 2, 1].map((length) => commands.find(({ name }) => name === words.slice(0, length).join(' '))).find((found) => found !== undefined)

test('`./vrs --help` lists what docs/command-line.md describes, in its order', () => {
  const help = execFileSync(process.execPath, ['server/src/cli.ts', '--help'], { cwd: root, encoding: 'utf8' })
  const listed = [...help.matchAll(/^ {2}([a-z ]+?) {2,}\S/gm)].map((match) => match[1]!).filter((name) => name !== 'start')
  const described = [...readPage('docs/command-line.md').matchAll(/^\*\*`([a-z ]+)`\*\*/gm)].map((match) => match[1]!).filter((name) => name !== 'start')
  expect(described.length).toBeGreaterThan(30)
  expect(described.toSorted()).toEqual(listed.toSorted())
})

test('the command line\'s page speaks of no command that is not there', () => {
  expect(spokenOf.filter((name) => !commands.some((command) => command.name === name))).toEqual([])
})

test('addresses that pages name are routes of the contract', () => {
  const known = allRoutes.map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`))
  const besides = ['/api/openapi.json', '/api/docs', '/api/docs/threat-model.md', '/api/docs/security.md', '/docs/problems']
  const named = proseFiles().flatMap((path) => [...readPage(path).matchAll(/(?<![\w.])(\/(?:api|\.well-known|healthz|readyz)[A-Za-z0-9/._{}-]*)/g)].map((match) => `${path}: ${match[1]!.replace(/\.$/, '')}`))
  expect(named.filter((entry) => {
    const address = entry.slice(entry.indexOf(': ') + 2)
    return !besides.includes(address) && !known.some((route) => route.test(address))
  })).toEqual([])
})

test('docs/sharing.md says the rule of reciprocity, the grace and the levels as they are', () => {
  const page = readPage('docs/sharing.md')
  const { months, within } = readOwnCollection('vrs-msrc').dataflows.get('VRS_DETECT')!.reciprocity
  for (const said of [`${months} of the last ${within} months`, `${GRACE_DAYS} days of grace`, ...LEVELS.map((level) => `| \`${level}\` |`)]) expect(page).toContain(said)
})

test('docs/report.md says each status and step of a report\'s life', () => {
  const rows = new Map([...readPage('docs/report.md').matchAll(/^\| ([a-z]+) \| (.*) \|$/gm)].map((match) => [match[1]!, match[2]!]))
  const steps = (status: Status) => new Set(KINDS.flatMap((kind) => Object.keys(LIFE[kind][status])))
  for (const status of STATUSES) for (const step of steps(status)) expect(rows.get(status), status).toContain(step)
})

test('settings of the server stand in docs/operate.md', () => {
  const settings = new Set([...readPage('server/src/config.ts').matchAll(/\benv\.([A-Z_]+)/g)].map((match) => match[1]!))
  expect(settings.size).toBeGreaterThan(10)
  expect([...settings].filter((name) => !readPage('docs/operate.md').includes(`\`${name}\``))).toEqual([])
})

test('decisions are numbered once', () => {
  const numbers = filesUnder('docs/decisions', /\.md$/).map((path) => [path, path.slice('docs/decisions/'.length, 'docs/decisions/'.length + 4)] as const)
  expect(new Set(numbers.map(([, number]) => number)).size).toBe(numbers.length)
  for (const [path, number] of numbers) expect(readPage(path).startsWith(`# ${number} `), path).toBe(true)
})

test('numbers of requirements are found in the names of tests, and only there', () => {
  const source = `test('7: another state', ..)\ndescribe("security 21 and 23: chains", ..)\ntest('requirements 1, 2: x', ..)\nconst time = '12:30'\n// 9: a comment\nreturn { 14: 'x' }`
  expect([...numbersIn(source)]).toEqual(['7', '21', '23', '1', '2'])
})

describe('the threat model', () => {
  const shown = [...readPage('docs/threat-model.md').matchAll(/^\|(?! they| it| ---)(.+)\|(.+)\|(.+)\|$/gm)].map(([, tried, , by]) => ({ tried: tried!.trim(), by: by!.trim() }))
  const filesIn = (by: string) => [...by.matchAll(/`([^`]+\.ts)`/g)].map(([, path]) => path!)
  const numbersOf = (by: string) => by.replaceAll(/`[^`]*`/g, '').match(/\b\d{1,2}\b/g) ?? []

  test('names a test for each thing that somebody may try, and each is there', () => {
    expect(shown.length).toBeGreaterThan(30)
    const there = shownRequirements()
    const wrong = shown.flatMap(({ tried, by }) => {
      const missing = [...filesIn(by).filter((path) => !existsSync(join(root, path))), ...numbersOf(by).filter((number) => !there.has(number))]
      if (missing.length > 0) return [`${tried}: ${missing.join()} is no test`]
      return filesIn(by).length + numbersOf(by).length === 0 ? [`${tried}: no test`] : []
    })
    expect(wrong).toEqual([])
  })
})
