import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fill } from './fill.ts'
import { LANGUAGES, languageAsked } from './languages.ts'

const here = new URL('.', import.meta.url)
type Catalogue = { readonly [key: string]: string | { readonly title: string; readonly detail?: string } }
const read = (kind: string, language: string): Catalogue => JSON.parse(readFileSync(new URL(`${kind}.${language}.json`, here), 'utf8'))
const KINDS = ['access', 'columns', 'faults', 'narratives', 'problems', 'refusals']
const OTHERS = LANGUAGES.filter((language) => language !== 'en')

const textOf = (entry: Catalogue[string] | undefined): string => (typeof entry === 'string' ? entry : `${entry?.title ?? ''}\n${entry?.detail ?? ''}`)
const PLURAL = /\{(\w+), plural,(?:\s*\w+ \{[^{}]*\})+\s*\}/g
const namesIn = (text: string): string[] => [...new Set([...text.matchAll(PLURAL), ...text.replaceAll(PLURAL, '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))].toSorted()

describe('the catalogues of the core', () => {
  test('are there in every language, and marked as to whether somebody reviewed them', () => {
    const files = readdirSync(here).filter((name) => name.endsWith('.json'))
    expect(files).toEqual(expect.arrayContaining(KINDS.flatMap((kind) => LANGUAGES.map((language) => `${kind}.${language}.json`))))
    for (const kind of KINDS) for (const language of OTHERS) expect(read(kind, language)['@reviewed'], `${kind}.${language}`).toMatch(/^(no|\d{4}-\d{2}-\d{2} \S.*)$/)
  })

  test.each(KINDS)('%s: the same placeholders in every language, no key invented, what is lacking named', (kind) => {
    const english = read(kind, 'en')
    for (const language of OTHERS) {
      const { '@reviewed': _, ...own } = read(kind, language)
      expect(Object.keys(own).filter((key) => !Object.hasOwn(english, key)), language).toEqual([])
      const lacking = Object.keys(english).filter((key) => !Object.hasOwn(own, key))
      if (lacking.length > 0) console.warn(`${kind}.${language} lacks what is said in English until it is translated: ${lacking.join(', ')}`)
      for (const [key, entry] of Object.entries(own)) {
        expect(namesIn(textOf(entry)), `${key} in ${language}`).toEqual(namesIn(textOf(english[key])))
        if (typeof english[key] === 'object') expect(entry, key).toMatchObject({ title: expect.stringMatching(/\S/) })
      }
    }
  })

  test.each(LANGUAGES)('%s: plurals have each form that the language asks of whole numbers', (language) => {
    const forms = new Set(Array.from({ length: 200 }, (_, count) => new Intl.PluralRules(language).select(count)))
    const covered = new Set([...forms].filter((form) => form !== 'zero' && form !== 'many' || language === 'ar' && form === 'many'))
    for (const kind of KINDS) for (const [key, entry] of Object.entries(read(kind, language))) for (const [plural] of textOf(entry).matchAll(PLURAL)) {
      for (const form of covered) expect(plural, `${key} lacks ${form}`).toContain(`${form} {`)
      for (const [, form] of plural.matchAll(/(\w+) \{/g)) if (form !== 'plural') expect(['other', ...forms], key).toContain(form)
      expect(textOf(entry).replaceAll(PLURAL, ''), key).not.toMatch(/plural|#/)
    }
  })
})

test('a plural takes the form of its language; values in Arabic keep their own direction', () => {
  const rows = '{count, plural, one {# row} other {# rows}} of {name}'
  expect([1, 2].map((count) => fill(rows, { count, name: 'A-1' }))).toEqual(['1 row of A-1', '2 rows of A-1'])
  expect(fill('{count, plural, one {واحد} two {اثنان} few {# قليل} many {# كثير} other {#}} {name}', { count: 3, name: 'A-1' }, 'ar')).toBe('3 قليل \u2068A-1\u2069')
  expect(fill('{value}', { value: '-6' }, 'ar')).toBe('\u2066-6\u2069')
  expect(fill('{gone} and {count, plural, other {#}}', {})).toBe('{gone} and {count, plural, other {#}}')
})

test('the language is the best wish that is spoken here, else English', () => {
  expect(['th', 'th-TH,th;q=0.9,en;q=0.8', 'de, ar;q=0.4, fr;q=0.7', 'fr;q=0, ar;q=0.1', 'de', '*', undefined, ';;;q=,', 'FR-ca'].map(languageAsked)).toEqual(['th', 'th', 'fr', 'ar', 'en', 'en', 'en', 'en', 'fr'])
})
