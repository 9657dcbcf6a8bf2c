import { expect, test } from 'vitest'
import { compareCollections } from './compare.ts'
import { readCollection } from './read.ts'
import { trialFiles } from './trial.ts'

const read = (changes: Parameters<typeof trialFiles>[0] = {}) => readCollection(trialFiles(changes)).collection!
const swap = (from: string, to: string) => (text: string) => text.replace(from, to)
const told = (changes: Parameters<typeof trialFiles>[0], language = 'en') =>
  compareCollections(read(), read(changes), language).map(({ part, kind, id, of, fields }) => [kind, part, of ? `${of}.${id}` : id, ...fields.map(({ field, before, after }) => `${field}: ${before ?? ''} > ${after ?? ''}`)].join(' '))

test('the same says nothing', () => expect(told({})).toEqual([]))

test('codes that come, go and change', () => {
  const list = 'codelists/CL_ITEM.yaml'
  expect(told({ [list]: swap('  ANIMAL: Animals\n', '  STONE: Stones\n') })).toEqual(['added code CL_ITEM.STONE', 'removed code CL_ITEM.ANIMAL'])
  expect(told({ [list]: swap('ANIMAL: Animals', 'ANIMAL: { name: Living animals, parent: PLANT }') })).toEqual(['changed code CL_ITEM.ANIMAL name: Animals > Living animals parent:  > PLANT'])
})

test('dataflows, with their indicators and dimensions; what stands in a new one is not told by itself', () => {
  const flow = 'dataflows/TRIAL_FLOW.yaml'
  expect(told({ [flow]: swap('What was found.', 'What was seen.') })).toEqual(['changed dataflow TRIAL_FLOW description: What was found. > What was seen.'])
  expect(told({ [flow]: swap('units: [N]\n', 'units: [N, PS]\n') })).toEqual(['changed indicator TRIAL_FLOW.TAKEN units: N > N, PS'])
  expect(told({ 'dataflows/MORE.yaml': 'id: MORE\nname: More\ndescription: More.\nfrequencies: [A]\nindicators: { X: { name: X, units: [N], measure: count, additivity: none } }\n' })).toEqual(['added dataflow MORE'])
})

test('rules, by what they say; another language alone is told without words', () => {
  expect(told({ 'rules/rules.yaml': swap('severity: error', 'severity: warning') })).toEqual(['changed rule r1 severity: error > warning'])
  const thai = { 'i18n/th/all.yaml': swap('ต้นไม้', 'ต้น') }
  expect(told(thai)).toEqual(['changed code CL_ITEM.TREE name:  > '])
  expect(told(thai, 'th')).toEqual(['changed code CL_ITEM.TREE name: ต้นไม้ > ต้น'])
})
