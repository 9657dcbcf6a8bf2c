import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'

/** The pages as `node bin/web.mjs` built them. */
const dist = join(import.meta.dirname, '..', 'dist')
const budgets = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'budgets.json'), 'utf8')) as { readonly files: { readonly [screen: string]: number } }
type Entry = { readonly file: string; readonly imports?: readonly string[]; readonly css?: readonly string[] }
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8')) as { readonly [source: string]: Entry }

/** The files that these sources cannot do without, with their styles. */
function needed(...sources: readonly string[]): ReadonlySet<string> {
  const files = new Set<string>()
  const seen = new Set<string>()
  const visit = (source: string): void => {
    if (seen.has(source)) return
    seen.add(source)
    const entry = manifest[source]
    if (!entry) throw new Error(`${source} is not among the pages`)
    for (const file of [entry.file, ...(entry.css ?? [])]) files.add(file)
    for (const other of entry.imports ?? []) visit(other)
  }
  for (const source of sources) visit(source)
  return files
}

const packed = (file: string): number => statSync(join(dist, `${file}.br`), { throwIfNoEntry: false })?.size ?? statSync(join(dist, file)).size
const textsOf = (part: string): string => {
  const address = /\/(assets\/texts-[\w-]+\/)/.exec([...needed('index.html')].filter((file) => file.endsWith('.js')).map((file) => readFileSync(join(dist, file), 'utf8')).join(''))![1]!
  return `${address}en/${part}.json`
}

test.each([
  ['sign-in', 'src/screens/sign-in/index.tsx'],
  ['home', 'src/screens/home/index.tsx'],
  ['report', 'src/screens/report/section.tsx'],
])('the files of %s keep their budget', (part, screen) => {
  const files = ['index.html', ...needed('index.html', 'src/app.tsx', screen), textsOf('shell'), textsOf(part)]
  const kib = files.reduce((sum, file) => sum + packed(file), 0) / 1024
  expect(kib).toBeLessThan(budgets.files[part]!)
  expect(kib).toBeGreaterThan(budgets.files[part]! - 8) // a budget that is never reached warns nobody: lower it
})

test('the same sources make the same pages, byte for byte', async () => {
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  const made = await build({ configFile: join(import.meta.dirname, '..', 'vite.config.ts'), logLevel: 'error', build: { write: false } }) as Rolldown.RolldownOutput
  process.env['NODE_ENV'] = before
  const differing = made.output.filter((file) => readFileSync(join(dist, file.fileName), 'utf8') !== (file.type === 'chunk' ? file.code : Buffer.from(file.source).toString())).map(({ fileName }) => fileName)
  expect(made.output.length).toBeGreaterThan(100)
  expect(differing).toEqual([])
})
