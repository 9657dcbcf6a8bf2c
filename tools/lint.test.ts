import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'openvrs-lint-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The rules that the linter finds broken in files with these contents. */
function broken(files: { readonly [name: string]: string }): string[] {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const paths = Object.keys(files).map((name) => join(folder, name))
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/oxlint/bin/oxlint'), '--config', join(root, '.oxlintrc.json'), '--format=json', ...paths], { encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; severity: string }[] }
  return diagnostics.filter((d) => d.severity === 'error').map((d) => d.code).toSorted()
}

test('the linter bites where the house says so', () => {
  expect(broken({ 'any.ts': 'export const read = (value: any): string => value\n' })).toEqual(['typescript(no-explicit-any)'])
  expect(broken({ 'equal.ts': 'export const same = (a: string, b: string): boolean => a == b\n' })).toEqual(['eslint(eqeqeq)'])
  expect(broken({ 'only.test.ts': `import { expect, test } from 'vitest'\ntest.only('x', () => expect(1).toBe(1))\n` })).toEqual(['vitest(no-focused-tests)'])
  expect(broken({ 'skip.test.ts': `import { expect, test } from 'vitest'\ntest.skip('x', () => expect(1).toBe(1))\n` })).toEqual(['vitest(no-disabled-tests)'])
  expect(broken({ 'eval.ts': 'export const run = (text: string): unknown => eval(text)\n' })).toEqual(['eslint(no-eval)'])
  expect(broken({ 'long.ts': `${'export {}\n'.repeat(321)}` })).toContain('eslint(max-lines)')
})

test('files that import each other are found', () => {
  expect(broken({ 'a.ts': `import { b } from './b.ts'\nexport const a = (): number => b()\n`, 'b.ts': `import { a } from './a.ts'\nexport const b = (): number => a()\n` })).toContain('import(no-cycle)')
})

test('what is in order passes', () => {
  expect(broken({ 'fine.ts': 'export const twice = (n: number): number => n * 2\n' })).toEqual([])
})
