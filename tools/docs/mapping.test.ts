import { describe, expect, test } from 'vitest'
import { mappingSchema } from '@openvrs/core/mapping/language.ts'
import { readMapping } from '@openvrs/core/mapping/read.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { readOwnCollection } from './data-dictionary.ts'
import { blocksOf, readPage } from './sources.ts'

const page = readPage('docs/mapping.md')
const examples = blocksOf(page).filter(({ language }) => language === 'yaml')

/** Names of fields, and words of choices, in a JSON schema. */
function wordsOf(node: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(node)) for (const item of node) wordsOf(item, found)
  else if (typeof node === 'object' && node !== null) {
    const { properties, enum: choices, const: only, ...rest } = node as { properties?: object; enum?: unknown[]; const?: unknown }
    for (const [name, schema] of Object.entries(properties ?? {})) {
      found.add(name)
      wordsOf(schema, found)
    }
    for (const choice of [...(choices ?? []), only]) if (typeof choice === 'string') found.add(choice === '\t' ? '\\t' : choice)
    wordsOf(Object.values(rest), found)
  }
  return found
}

test('docs/mapping.md names every word of the language', () => {
  const words = wordsOf(mappingSchema.toJSONSchema({ io: 'input', unrepresentable: 'any' }))
  expect(words.size).toBeGreaterThan(70)
  const isNamed = (word: string) => (/^\w+$/.test(word) ? new RegExp(`\\b${word}\\b`).test(page) : page.includes(word))
  expect([...words].filter((word) => !isNamed(word))).toEqual([])
})

describe('each example of docs/mapping.md is part of a mapping that is accepted', () => {
  const collection = readOwnCollection('vrs-msrc')

  test('there are examples', () => expect(examples.length).toBeGreaterThan(15))

  test.each(examples.map(({ line, text }) => [line, text] as const))('line %i', (_line, text) => {
    try {
      readMapping(completed(text), collection)
    } catch (problem) {
      expect(problem instanceof Problem ? problem.places : problem).toEqual([])
    }
  })
})

/** The example with what it leaves out taken from the first one, which is whole. */
function completed(example: string): string {
  const [base, own] = [partsOf(examples[0]!.text), partsOf(example)]
  const dimensions = own.get('dimensions')
  if (dimensions !== undefined && !dimensions.includes('  INDICATOR:')) own.set('dimensions', `${dimensions}  INDICATOR: { constant: ENTRY_IRREG }\n  UNIT_MEASURE: { constant: DET }\n`)
  return [...new Map([...base, ...own]).values()].join('')
}

/** The text of each name at the margin. */
const partsOf = (text: string): Map<string, string> => new Map([...text.matchAll(/^([a-z_]+):.*\n(?:(?:[ #].*)?\n)*/gm)].map(([part, name]) => [name!, part]))
