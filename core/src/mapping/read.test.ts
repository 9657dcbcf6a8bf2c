import { describe, expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { readMapping } from './read.ts'
import { collection, mappingOf } from './trial.ts'

/** `line 9: sentence` for each fault. */
function faults(text: string): readonly string[] {
  try {
    readMapping(text, collection)
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    expect(error.places.length).toBe(Math.min(Number(error.values['count']), 100))
    return error.places.map(({ path, message }) => `${path}: ${message}`)
  }
}

describe('a mapping', () => {
  test('that is right is read, with what it leaves out filled in', () => {
    expect(readMapping(mappingOf(), collection)).toMatchObject({ file: { encoding: 'utf-8', delimiter: ',', header_row: 1, numbers: '1234.5' }, rows_on_one_key: 'reject', drop: [] })
  })

  test('takes years and numbers of YAML as the words that they are in the file', () => {
    const mapping = readMapping(mappingOf({ dimensions: 'CITIZENSHIP: { column: Country, codes: { 8: KHM, 104: MMR } }' }), collection)
    expect(mapping.dimensions['CITIZENSHIP']?.codes).toEqual({ 8: 'KHM', 104: 'MMR' })
  })

  test('with something open is refused, every open place with its line; a word `?` of the file is none', () => {
    const text = mappingOf({ period: "{ kind: month, column: '?', format: '2024-03' }", dimensions: "CITIZENSHIP:\n    column: Country\n    codes:\n      Atlantis: '?'\n      '?': _U" })
    expect(() => readMapping(text, collection)).toThrow(expect.objectContaining({ code: 'mapping.open' }))
    expect(faults(text)).toEqual([
      'line 6, period.column: `period.column` is still open. Decide it, or remove the line.',
      'line 13, dimensions.CITIZENSHIP.codes.Atlantis: `dimensions.CITIZENSHIP.codes.Atlantis` is still open. Decide it, or remove the line.',
    ])
  })

  test.each([
    ['no YAML', 'mapping: [1', /^line 1: This is not valid YAML/],
    ['nothing', '', /^line 1: A mapping is a set of names/],
    ['an unknown name', mappingOf({ more: 'colour: red' }), /^line 13, colour: `colour` is not known here\.$/],
    ['a missing name', mappingOf().replace('frequency: M\n', ''), /^line 1, frequency: `frequency` must be one of `M`, `Q`, `A`\.$/],
    ['a name twice', mappingOf({ more: 'frequency: A' }), /^line 13: The same name stands twice/],
    ['an alias', mappingOf({ file: '&a {}', more: 'drop: *a' }), /^line 13: A mapping does not repeat parts/],
    ['a NUL', mappingOf({ more: 'about: "a\\0b"' }), /^line 13: A mapping holds no NUL/],
    ['a comment of two lines', mappingOf({ more: 'attributes: { COMMENT_OBS: { constant: "a\\nb" } }' }), /^line 13, .*one line/],
    ['a tag', mappingOf({ file: '!evil {}' }), /^line 5: This is not valid YAML/],
    ['another encoding', mappingOf({ file: '{ encoding: ebcdic }' }), /^line 5, file.encoding: `file.encoding` must be one of `utf-8`, /],
    ['another kind of period', mappingOf({ period: '{ kind: moon, column: Month }' }), /^line 6, period.kind: `period.kind` must be one of `fiscal_year_month`, `date`/],
    ['another collection', mappingOf().replace('trial', 'other'), /^line 2, collection: The mapping is for the collection other, this is trial/],
    ['another dataflow', mappingOf().replace('DETECT', 'OTHER'), /^line 3, dataflow: .*no dataflow OTHER\. It has DETECT/],
    ['an unknown dimension', mappingOf({ dimensions: 'COLOUR: { column: Country }' }), /^line 10, dimensions\.COLOUR: DETECT has no dimension COLOUR\. It has FREQ, /],
    ['a key dimension that is missing', mappingOf().replace('  UNIT_MEASURE: { constant: DET }\n', ''), /^line 7, dimensions: UNIT_MEASURE has no `_T`/],
    ['both a column and a constant', mappingOf({ dimensions: 'SEX: { column: Sex, constant: F }' }), /^line 10, dimensions\.SEX: `dimensions\.SEX` needs either/],
    ['a code that is none', mappingOf({ dimensions: 'CITIZENSHIP: { column: Country, codes: { Burma: BUR } }' }), /^line 10, .*codes\.Burma: BUR is no code of CITIZENSHIP/],
    ['one word with two codes', mappingOf({ dimensions: 'CITIZENSHIP: { column: Country, codes: { Siam: THA, SIÁM: KHM } }' }), /`Siam` and `SIÁM` are the same/],
    ['a rest that the dimension does not take', mappingOf({ dimensions: 'SEX: { column: Sex, otherwise: OTH }' }), /^line 10, .*otherwise: SEX does not take OTH/],
    ['a period for years in a monthly report', mappingOf({ period: '{ kind: year, column: Month }' }), /^line 6, period: The frequency is M, but/],
    ['the member as a constant', mappingOf({ dimensions: 'REF_AREA: { constant: THA }' }), /^line 10, dimensions\.REF_AREA: REF_AREA is the member/],
    ['a condition that asks two things', mappingOf({ dimensions: 'SEX: { constant: F, when: [{ column: A, equals: x, in: [y], constant: M }] }' }), /^line 10, dimensions\.SEX\.when\.0: A condition names/],
    ['a condition whose range ends before it starts', mappingOf({ more: 'attributes:\n  OBS_STATUS: { constant: A, when: [{ period: { from: 2019-12, to: 2010-01 }, constant: D }] }' }), /^line 14, .*`from` and `to` must/],
    ['a status that is none', mappingOf({ more: 'attributes: { OBS_STATUS: { constant: Z } }' }), /^line 13, attributes\.OBS_STATUS\.constant: Z is no code of OBS_STATUS/],
    ['a comment out of the file', mappingOf({ more: 'attributes: { COMMENT_OBS: { column: Remarks } }' }), /^line 13, attributes\.COMMENT_OBS/],
    ['a word among the figures that means nothing', mappingOf({ value: '{ column: Count, words: { n/a: none } }' }), /^line 11, value\.words\.n\/a: `n\/a` must stand for a number, or/],
    ['a column that is dropped and used', mappingOf({ more: 'drop: [COUNTRY]' }), /^line 13, drop\.0: The column COUNTRY is dropped and used/],
    ['no word on how the definition differs', mappingOf().replace('def_conform: Y', 'def_conform: partly'), /^line 12, section\.def_conform: Say in `def_note`/],
  ])('%s is refused with its line', (_name, text, expected) => {
    expect(faults(text).join('\n')).toMatch(expected)
  })

  test('all faults are said at once', () => {
    expect(faults(mappingOf({ dimensions: 'CITIZENSHIP: { column: Country, codes: { A: XX, B: YY } }', more: 'drop: [Month]' }))).toHaveLength(3)
  })

  test('deep or long text is refused', () => {
    expect(faults(`mapping: ${'['.repeat(50_000)}`).join()).toMatch(/nested too deeply|not valid YAML/)
    expect(faults(`# ${'x'.repeat(100_001)}`).join()).toMatch(/longer than 100,000/)
    expect(faults(Array.from({ length: 9_000 }, (_, i) => `k${i}: 1`).join('\n'))).toHaveLength(100)
  })
})
