import { readdirSync, readFileSync } from 'node:fs'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '@openvrs/core/i18n/languages.ts'

const here = new URL('.', import.meta.url)
const filesOf = (language: string) => readdirSync(new URL(`${language}/`, here)).toSorted()
const read = (language: string, file: string): Readonly<Record<string, string>> => JSON.parse(readFileSync(new URL(`${language}/${file}`, here), 'utf8'))
const OTHERS = LANGUAGES.filter((language) => language !== 'en')

/** What a compiled message asks for: `name`, `name,plural`, `name,select`; and the forms of its plurals. */
function askedBy(message: unknown, asked = new Set<string>(), forms: string[][] = []): { readonly asked: ReadonlySet<string>; readonly forms: readonly string[][] } {
  if (!Array.isArray(message)) return { asked, forms }
  for (const part of message) {
    if (!Array.isArray(part)) continue
    const [name, kind, options] = part as [string, string?, unknown?]
    if (name !== '#') asked.add(kind === undefined || kind === 'plural' ? name : `${name},${kind}`)
    if (typeof options !== 'object' || options === null) continue
    if (kind === 'plural') forms.push(Object.keys(options))
    for (const option of Object.values(options)) askedBy(option, asked, forms)
  }
  return { asked, forms }
}
const CATEGORIES: ReadonlySet<string> = new Set(['zero', 'one', 'two', 'few', 'many'])
const asked = (text: string) => [...askedBy(compileMessage(text)).asked].toSorted()

describe('the texts of the pages', () => {
  test.each(OTHERS)('%s has a file for each English one, marked as to whether somebody reviewed it', (language) => {
    expect(filesOf(language)).toEqual(filesOf('en'))
    for (const file of filesOf(language)) expect(read(language, file)['@reviewed'], file).toMatch(/^(no|\d{4}-\d{2}-\d{2} \S.*)$/)
  })

  test.each(OTHERS)('%s says the same ids, with the same values; what is lacking is English', (language) => {
    const lacking: string[] = []
    for (const file of filesOf('en')) {
      const english = read('en', file)
      const { '@reviewed': _, ...own } = read(language, file)
      lacking.push(...Object.keys(english).filter((id) => own[id] === undefined))
      expect(Object.keys(own).filter((id) => english[id] === undefined), `${file}: unknown ids`).toEqual([])
      for (const [id, text] of Object.entries(own)) expect(asked(text).filter((value) => !asked(english[id]!).includes(value)), `${id} in ${language}`).toEqual([])
    }
    if (lacking.length > 0) console.warn(`${language} lacks ${lacking.length} texts, said in English: ${lacking.join(', ')}`)
  })

  test.each(LANGUAGES)('%s: every message can be read, and its plurals have the forms that the language asks for', (language) => {
    const needed = new Set(Array.from({ length: 200 }, (_, count) => new Intl.PluralRules(language).select(count)))
    const faults: string[] = []
    for (const file of filesOf(language)) for (const [id, text] of Object.entries(read(language, file))) {
      if (id.startsWith('@')) continue
      // `other` alone (beside exact numbers) is one wording for all; who tells forms apart tells all of the language apart.
      for (const forms of askedBy(compileMessage(text)).forms.filter((found) => found.some((form) => CATEGORIES.has(form)))) {
        const covered = (form: string) => forms.includes(form) || (form === 'zero' && language === 'ar') // Arabic grammar has no form of its own for none
        faults.push(...[...needed].filter((form) => !covered(form)).map((form) => `${id} lacks ${form}`))
      }
    }
    expect(faults).toEqual([])
  })

  test('Thai addresses its readers politely, the same everywhere', () => {
    for (const file of filesOf('th')) for (const [id, text] of Object.entries(read('th', file))) expect(text.replaceAll(/คุณ(ภาพ|สมบัติ|ลักษณะ|วุฒิ)/g, ''), id).not.toContain('คุณ')
  })

  test('Arabic writes the ending of the indefinite accusative in one way', () => {
    for (const file of filesOf('ar')) for (const [id, text] of Object.entries(read('ar', file))) expect(text, id).not.toMatch(/\u0627\u064B/)
  })
})
