import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { additivityOf } from './additivity.ts'
import { readCollection } from './read.ts'
import { TRIAL_FILES, trialFiles, type TrialFile } from './trial.ts'

const findingsOf = (changes: Parameters<typeof trialFiles>[0]) => readCollection(trialFiles(changes)).findings.map((f) => `${f.file}:${f.line} ${f.message}`)
const swap = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`the trial collection has no ${from}`)
  return text.replace(from, to)
}
/** Changes one file of the trial collection and expects exactly one finding. */
const oneFinding = (file: TrialFile, from: string, to: string) => {
  const found = findingsOf({ [file]: swap(from, to) })
  expect(found).toHaveLength(1)
  return found[0]!
}

describe('a collection that is right', () => {
  const { collection, findings } = readCollection(trialFiles())

  test('has no findings', () => expect(findings).toEqual([]))

  test('has the dimensions of a dataflow in the order of its structure', () => {
    const flow = collection!.dataflows.get('TRIAL_FLOW')!
    expect(flow.dimensions.map((d) => [d.id, d.role, d.totals.join()])).toEqual([
      ['FREQ', 'key', ''], ['REF_AREA', 'key', ''], ['INDICATOR', 'key', ''], ['UNIT_MEASURE', 'key', ''],
      ['ITEM', 'optional', '_T,_U,OTH'], ['ROUTE_ID', 'optional', '_T,_U,OTH'], ['TIME_PERIOD', 'key', ''],
    ])
    expect(flow.dimensions.map((d) => d.representation.kind)).toEqual(['frequency', 'codelist', 'codelist', 'codelist', 'codelist', 'register', 'period'])
  })

  test('has lists with the codes of those that they extend, and the indicators as a list', () => {
    expect(collection!.codelists.get('CL_REF_AREA')!.codes.map((c) => c.id)).toEqual(['THA', 'KHM', 'OBS'])
    expect(collection!.codelists.get('CL_INDICATOR_TRIAL_FLOW')!.codes.map((c) => [c.id, c.parent])).toEqual([['FOUND', undefined], ['TAKEN', 'FOUND']])
    expect(collection!.organisations.map((o) => o.id)).toEqual(['OBS'])
  })

  test('says for each unit how its figures may be summed', () => {
    const [found] = collection!.dataflows.get('TRIAL_FLOW')!.indicators
    expect(additivityOf(found!, 'N')).toEqual({ over: 'all' })
    expect(additivityOf(found!, 'PS')).toEqual({ over: 'all_but', dimensions: ['TIME_PERIOD'] })
  })

  test('never sums over a list whose codes overlap, whatever its indicators say', () => {
    const overlapping = readCollection(trialFiles({ 'dataflows/TRIAL_FLOW.yaml': swap('[ITEM, ROUTE_ID]', '[ITEM, TRAIT]'), 'i18n/th/all.yaml': undefined })).collection!
    const [found] = overlapping.dataflows.get('TRIAL_FLOW')!.indicators
    expect([additivityOf(found!, 'N'), additivityOf(found!, 'PS')]).toEqual([{ over: 'all_but', dimensions: ['TRAIT'] }, { over: 'all_but', dimensions: ['TIME_PERIOD', 'TRAIT'] }])
  })

  test('has its texts in every language of its translations', () => {
    expect(collection!.name).toEqual({ en: 'Trial', fr: 'Essai' })
    const items = collection!.codelists.get('CL_ITEM')!
    expect(items.name).toEqual({ en: 'Items', th: 'สิ่งของ' })
    expect(items.codes[1]).toEqual({ id: 'TREE', name: { en: 'Trees', th: 'ต้นไม้' }, parent: 'PLANT' })
    expect(collection!.dataflows.get('TRIAL_FLOW')!.indicators[0]!.name).toEqual({ en: 'Found', th: 'พบ' })
    expect(collection!.register[0]).toEqual({ register: 'route', id: 'OLD_ROAD', name: { en: 'Old road', th: 'ถนนเก่า' }, kind: 'land', area: 'THA', successors: ['NEW_ROAD'] })
  })
})

test('a list of regions names areas that are there, in every code', () => {
  const regions = (north: string, south: string) => findingsOf({ 'codelists/CL_PLACE.yaml': `id: CL_PLACE\nname: Places\ncodes:\n  NORTH: { name: North${north} }\n  SOUTH: { name: South${south} }\n` })
  const areas = (held: string) => `, annotations: { areas: '${held}' }`
  expect(regions(areas('KHM'), areas('KHM'))).toEqual([])
  expect(regions(areas('KHM ATL'), areas('KHM'))).toEqual(['codelists/CL_PLACE.yaml:4 NORTH holds the area ATL, but no list has such a code.'])
  expect(regions(areas('KHM'), '')).toEqual(['codelists/CL_PLACE.yaml:5 SOUTH names no `areas`, as the other codes of this list do. A list is one of regions, or none of it is.'])
})

describe('a collection that is broken is refused with file and line', () => {
  const cases: readonly (readonly [string, TrialFile, string, string, string])[] = [
    ['an unknown list', 'concepts.yaml', 'codelist: CL_ITEM', 'codelist: CL_ITEMS', 'concepts.yaml:6 There is no code list CL_ITEMS.'],
    ['an unknown extended list', 'codelists/CL_REF_AREA.yaml', 'CL_ORGANISATION]', 'CL_ORGANISATION, CL_NONE]', 'codelists/CL_REF_AREA.yaml:3 There is no code list CL_NONE.'],
    ['a dimension twice', 'dataflows/TRIAL_FLOW.yaml', '[ITEM, ROUTE_ID]', '\n  - ITEM\n  - ROUTE_ID\n  - ITEM', 'dataflows/TRIAL_FLOW.yaml:8 The dimension ITEM stands twice in TRIAL_FLOW.'],
    ['a common dimension in the list', 'dataflows/TRIAL_FLOW.yaml', '[ITEM, ROUTE_ID]', '[ITEM, FREQ]', 'dataflows/TRIAL_FLOW.yaml:5 Every dataflow has FREQ by itself. Leave it out of the list.'],
    ['an unknown dimension', 'dataflows/TRIAL_FLOW.yaml', '[ITEM, ROUTE_ID]', '[ITEM, COLOUR]', 'dataflows/TRIAL_FLOW.yaml:5 concepts.yaml does not describe the dimension COLOUR.'],
    ['a cycle in a hierarchy', 'codelists/CL_ITEM.yaml', 'PLANT: Plants', 'PLANT: { name: Plants, parent: TREE }', 'codelists/CL_ITEM.yaml:4 These codes are part of each other in a circle: PLANT, TREE, PLANT.'],
    ['a code that is its own parent', 'codelists/CL_ITEM.yaml', 'parent: PLANT', 'parent: TREE', 'codelists/CL_ITEM.yaml:5 These codes are part of each other in a circle: TREE, TREE.'],
    ['an unknown parent', 'codelists/CL_ITEM.yaml', 'parent: PLANT', 'parent: PLANTS', 'codelists/CL_ITEM.yaml:5 TREE is part of PLANTS, but the list has no such code.'],
    ['a cycle of lists', 'codelists/CL_AREA.yaml', 'name: Areas', 'name: Areas\nextends: CL_REF_AREA', 'codelists/CL_AREA.yaml:3 These code lists extend each other in a circle: CL_AREA, CL_REF_AREA, CL_AREA.'],
    ['a cycle of indicators', 'dataflows/TRIAL_FLOW.yaml', 'name: Found', 'name: Found\n    parent: TAKEN', 'dataflows/TRIAL_FLOW.yaml:9 These indicators are part of each other in a circle: FOUND, TAKEN, FOUND.'],
    ['an unknown parent of an indicator', 'dataflows/TRIAL_FLOW.yaml', 'parent: FOUND', 'parent: LOST', 'dataflows/TRIAL_FLOW.yaml:15 TAKEN is part of LOST, but the dataflow has no such indicator.'],
    ['an unknown unit', 'dataflows/TRIAL_FLOW.yaml', 'units: [N]', 'units: [KG]', 'dataflows/TRIAL_FLOW.yaml:16 TAKEN is stated in KG, but the list of units has no such code.'],
    ['additivity of a unit that is not used', 'dataflows/TRIAL_FLOW.yaml', 'perUnit: { PS:', 'perUnit: { KG:', 'dataflows/TRIAL_FLOW.yaml:12 FOUND says how to sum KG, but is not stated in that unit.'],
    ['additivity over an unknown dimension', 'dataflows/TRIAL_FLOW.yaml', 'allBut: [TIME_PERIOD]', 'allBut: [COLOUR]', 'dataflows/TRIAL_FLOW.yaml:12 FOUND says that it is not summed over COLOUR, but TRIAL_FLOW has no such dimension.'],
    ['a duplicate code', 'codelists/CL_ITEM.yaml', '  ANIMAL: Animals', '  TREE: Animals', 'codelists/CL_ITEM.yaml:6 The same name stands twice here. Every name may stand once in its block.'],
    ['a code that an extended list has', 'codelists/CL_REF_AREA.yaml', 'name: Members', 'name: Members\ncodes: { KHM: Cambodia }', 'codelists/CL_REF_AREA.yaml:3 The code KHM is already in CL_AREA, CL_ORGANISATION, which this list extends.'],
    ['a total among the codes', 'codelists/CL_ITEM.yaml', 'ANIMAL:', '_T:', 'codelists/CL_ITEM.yaml:6 The code `_T` is not for lists: `_T`, `_U` and `OTH` are allowed by the dimension (`totals`), `_REST` is what a query shows together.'],
    ['an optional breakdown without a total', 'dataflows/TRIAL_FLOW.yaml', '[ITEM, ROUTE_ID]', '[{ id: ITEM, totals: [_U] }, ROUTE_ID]', 'dataflows/TRIAL_FLOW.yaml:5 ITEM is an optional breakdown of TRIAL_FLOW and must allow `_T`.'],
    ['missing English', 'codelists/CL_ITEM.yaml', 'name: Items', 'name: { th: สิ่งของ }', 'codelists/CL_ITEM.yaml:2 `name` has no English text (`en`).'],
    ['an unknown dataflow in a rule', 'rules/rules.yaml', '[TRIAL_FLOW]', '[NO_FLOW]', 'rules/rules.yaml:4 The rule r1 is for NO_FLOW, but there is no such dataflow.'],
    ['a rule of no known kind', 'rules/rules.yaml', 'kind: breakdowns', 'kind: breakdown', 'rules/rules.yaml:2 The rule r1 is of the kind breakdown, which is not known.'],
    ['a rule with a wrong parameter', 'rules/rules.yaml', 'most: 5', 'most: many', 'rules/rules.yaml:5 The rule r1 has a wrong parameter: `parameters.most`.'],
    ['a rule without a parameter', 'rules/rules.yaml', '{ most: 5 }', '{}', 'rules/rules.yaml:5 The rule r1 has a wrong parameter: `parameters.most`.'],
    ['a rule without its reason', 'rules/rules.yaml', '  reason: Because.\n', '', 'rules/rules.yaml:1 `0.reason` is missing.'],
    ['a date that is none', 'rules/rules.yaml', '2026-01-31', '31.1.2026', 'rules/rules.yaml:8 `0.since` must be a date such as 2026-01-31.'],
    ['an unknown area of a route', 'register/routes.yaml', 'area: THA', 'area: XYZ', 'register/routes.yaml:3 OLD_ROAD lies in XYZ, but the list of areas has no such code.'],
    ['an unknown successor', 'register/routes.yaml', '[NEW_ROAD]', '[LOST_ROAD]', 'register/routes.yaml:3 OLD_ROAD is followed by LOST_ROAD, but the register has no such entry.'],
    ['a circle of successors', 'register/routes.yaml', 'New road, kind: land', 'New road, kind: land, successors: [OLD_ROAD]', 'register/routes.yaml:3 These entries follow each other in a circle: OLD_ROAD, NEW_ROAD, OLD_ROAD.'],
    ['a translation of nothing', 'i18n/th/all.yaml', 'TREE:', 'TREES:', 'i18n/th/all.yaml:1 This translates `codelists.CL_ITEM.codes.TREES`, but there is nothing of that name.'],
    ['an unknown list of organisations', 'collection.yaml', 'CL_ORGANISATION', 'CL_BODIES', 'collection.yaml:6 There is no code list CL_BODIES.'],
    ['a version that is none', 'collection.yaml', '1.0.0', 'v1', 'collection.yaml:2 `version` must be a version such as 1.0.0.'],
  ]
  for (const [name, file, from, to, expected] of cases) test(name, () => expect(oneFinding(file, from, to)).toBe(expected))

  test('a field that is not known', () => {
    expect(oneFinding('codelists/CL_ITEM.yaml', 'name: Items', 'name: Items\ncolour: red')).toMatch(/^codelists\/CL_ITEM\.yaml:3 `colour` is not known here\./)
  })

  test('a list under another file name', () => {
    expect(oneFinding('codelists/CL_TRAIT.yaml', 'id: CL_TRAIT', 'id: CL_OTHER')).toBe('codelists/CL_TRAIT.yaml:1 `id` says CL_OTHER, the file is named CL_TRAIT. They must agree.')
  })

  test('text that is no YAML', () => {
    expect(oneFinding('codelists/CL_TRAIT.yaml', 'name: Traits', 'name: Traits: of')).toMatch(/^codelists\/CL_TRAIT\.yaml:2 This is not valid YAML: /)
  })

  test('codes with a bar, a comma, a quote or a line break', () => {
    for (const code of ['A|B', 'A,B', 'A"B', 'A\\nB', 'a', '', 'A'.repeat(41), 'É']) {
      const [found] = findingsOf({ 'codelists/CL_ITEM.yaml': swap('ANIMAL: Animals', `"${code.replaceAll('"', '\\"')}": Animals`) })
      expect(found).toMatch(/^codelists\/CL_ITEM\.yaml:6 The code `.*` is not allowed/s)
    }
  })

  test('a dimension named like a column of the table', () => {
    expect(findingsOf({ 'concepts.yaml': (text) => `${text}OBS_VALUE: { name: Value, codelist: CL_ITEM }\n` })).toEqual(
      ['concepts.yaml:9 A dimension may not be called OBS_VALUE: the table of figures has a column of that name.'])
  })

  test('a missing file and a file that has no place', () => {
    expect(findingsOf({ 'concepts.yaml': undefined, 'codelists/notes.txt': 'x' }).map((f) => f.split(' ')[0])).toEqual(['codelists/notes.txt:1', 'concepts.yaml:1'])
  })

  test('all findings at once, by file and line', () => {
    const found = findingsOf({
      'codelists/CL_ITEM.yaml': swap('parent: PLANT', 'parent: PLANTS'),
      'dataflows/TRIAL_FLOW.yaml': (text) => swap('units: [N]', 'units: [KG]')(swap('[ITEM, ROUTE_ID]', '[ITEM, ITEM]')(text)),
    })
    expect(found.map((f) => f.split(' ')[0])).toEqual(['codelists/CL_ITEM.yaml:5', 'dataflows/TRIAL_FLOW.yaml:5', 'dataflows/TRIAL_FLOW.yaml:16'])
  })

  test('a rule that stands alone in its file', () => {
    const text = 'id: r2\nkind: unique\nseverity: loud\nmessage: M\nreason: R\nsince: 2026-01-01\n'
    expect(findingsOf({ 'rules/r2.yaml': text })).toEqual(['rules/r2.yaml:3 `0.severity` must be one of error, warning.'])
    expect(findingsOf({ 'rules/r2.yaml': text.replace('loud', 'warning').replace('r2', 'r1') })).toEqual(['rules/rules.yaml:1 The rule r1 stands twice, also in rules/r2.yaml.'])
  })

  test('texts made to exhaust the reader', () => {
    const aliases = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(/./g, (c, i: number) => `${c}: &${c} [${`*${'abcdefgh'[i]},`.repeat(9)}]\n`)}`
    for (const text of ['['.repeat(20_000), aliases, 'x'.repeat(2_000_001), '__proto__: { polluted: true }', '', 'a\0b: c', '? [a]\n: b', '!!js/function x']) {
      const found = findingsOf({ 'codelists/CL_TRAIT.yaml': text })
      expect(found.length).toBeGreaterThan(0)
      expect(found.every((f) => f.startsWith('codelists/') || f.startsWith('concepts.yaml'))).toBe(true)
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

test('whatever is cut out of a file, the reader answers with findings that lie in a file, or with a collection', () => {
  const paths = Object.keys(TRIAL_FILES) as TrialFile[]
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.nat(600), fc.nat(40), fc.constantFrom('', '|', ':', ' - ', '{', '\n', "'", '\u0000', '*a', '!!int x'), (path, start, length, put) => {
      const text = TRIAL_FILES[path]
      const at = start % text.length
      const files = trialFiles({ [path]: text.slice(0, at) + put + text.slice(at + length) })
      const { collection, findings } = readCollection(files)
      expect(collection !== undefined).toBe(findings.length === 0)
      for (const { file, line, message } of findings) {
        expect(message).not.toMatch(/\{[a-zA-Z_]+\}/)
        expect(line).toBeGreaterThanOrEqual(1)
        expect(line).toBeLessThanOrEqual((files.get(file) ?? '').split('\n').length)
      }
    }),
    { seed: 7, numRuns: 400 },
  )
})
