import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { textsOf } from './texts.ts'

const source = join(import.meta.dirname, '..', 'src')
const parts = ['shell', ...readdirSync(join(source, 'screens'))]
const english = readdirSync(join(source, 'i18n', 'en')).flatMap((name) => Object.keys(JSON.parse(readFileSync(join(source, 'i18n', 'en', name), 'utf8')) as object)).filter((id) => !id.startsWith('@'))

test('a part has what it says, and not what others say', () => {
  expect(textsOf('en', 'shell')).toMatchObject({ 'shell.skip': expect.any(String), 'nav.home': expect.any(String), 'role.reporter': expect.any(String) })
  expect(textsOf('en', 'shell'), 'of the dialog that the shell opens').toHaveProperty(['factor.title'])
  const home = textsOf('th', 'home')
  expect(home).toHaveProperty(['home.todo'])
  expect(Object.keys(home).filter((id) => /^(nav|upload|explore)\./.test(id))).toEqual([])
})

test('every text is said by some part: what none says is not needed', () => {
  const said = new Set(parts.flatMap((part) => Object.keys(textsOf('en', part))))
  expect(english.filter((id) => !said.has(id))).toEqual([])
})

test('where a language lacks a text, English stands in', () => {
  for (const part of parts) expect(Object.keys(textsOf('ar', part))).toEqual(Object.keys(textsOf('en', part)))
})
