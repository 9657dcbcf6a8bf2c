import { expect, test } from 'vitest'
import { readCollection } from '@openvrs/core/metadata/read.ts'
import * as shapes from '@openvrs/core/metadata/schema.ts'
import { blocksOf, readPage } from './sources.ts'

const page = readPage('docs/collections.md')

test('the collection that docs/collections.md shows is whole', () => {
  const shown = blocksOf(page).filter(({ language }) => language === 'yaml').map(({ text }) => [/^# (\S+\.yaml)\n/.exec(text)![1]!, text] as const)
  const taken = ['CL_AREA', 'CL_ORGANISATION'].map((list) => [`codelists/${list}.yaml`, readPage(`collections/vrs-msrc/codelists/${list}.yaml`)] as const)
  expect(shown.length).toBeGreaterThan(4)
  const { collection, findings } = readCollection(new Map([...shown, ...taken]))
  expect(findings).toEqual([])
  expect(collection?.dataflows.get('WLD_SEIZURE')?.dimensions.map(({ id }) => id)).toEqual(['FREQ', 'REF_AREA', 'INDICATOR', 'UNIT_MEASURE', 'SPECIES', 'TIME_PERIOD'])
})

test('docs/collections.md names every field of the files', () => {
  const { collectionFile, codelistFile, conceptsFile, dataflowFile, registerFile, ruleFile } = shapes
  const fields = new Set([collectionFile, codelistFile, conceptsFile, dataflowFile, registerFile, ruleFile].flatMap((shape) => [...fieldsOf(shape.toJSONSchema({ io: 'input', unrepresentable: 'any' }))]))
  expect(fields.size).toBeGreaterThan(20)
  expect([...fields].filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([])
})

function fieldsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(fieldsOf)
  if (typeof node !== 'object' || node === null) return []
  const { properties = {}, ...rest } = node as { properties?: object }
  return [...Object.keys(properties), ...Object.values(properties).flatMap(fieldsOf), ...Object.values(rest).flatMap(fieldsOf)]
}
