import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell } from './cells.ts'
import { distance, namesOf, nearest } from './nearest.ts'
import { readMapping } from './read.ts'
import { suggestMapping, type Sample } from './suggest.ts'
import { collection, detect } from './trial.ts'

const sample = (header: readonly string[], ...rows: readonly (readonly Cell[])[]): Sample => ({ header, headerRow: 1, rows, text: { encodings: ['utf-8'], delimiter: ',' } })
const suggest = (header: readonly string[], ...rows: readonly (readonly Cell[])[]) => suggestMapping(sample(header, ...rows), detect, collection)
/** Answers the open places in their order, as a person would. */
const decide = (mapping: string, ...answers: readonly string[]): string => answers.reduce((text, answer) => text.replace(/(: |- )"\?"/, `$1${answer}`), mapping)

describe('a proposed mapping', () => {
  const header = ['Nationality', 'Sex', 'Month', 'Persons', 'Office', 'Status']
  const rows = [['Myanmar', 'Female', '2024-03', '1,200', 'North', 'final'], ['Cambodai', 'M', '2024-04', '7', 'South', 'final'], ['Myanmar', 'Female', '2024-03', '3', 'South', 'final']]

  test('recognises columns, leaves open what is not certain, and says what that is', () => {
    const { mapping, undecided } = suggest(header, ...rows)
    expect(mapping).toContain('numbers: "1,234.5"')
    expect(mapping).toContain('kind: month\n  column: Month\n  format: "2024-03"')
    expect(mapping).toContain('CITIZENSHIP:\n    column: Nationality  # recognised by its header\n    codes:\n      Cambodai: "?"  # 1 rows; perhaps KHM Cambodia')
    expect(mapping).toContain('SEX:\n    column: Sex  # recognised by its header')
    expect(mapping).toContain('- Status  # the same word in every row')
    expect(undecided).toEqual(['INDICATOR', 'UNIT_MEASURE', 'CITIZENSHIP: the word "Cambodai"', 'whether rows on one key are added up', 'the column Office', 'the source type, and whether the national definition matches'])
  })

  test('does not compile while something is open, and does once it is decided', () => {
    const { mapping } = suggest(header, ...rows)
    expect(() => readMapping(mapping, collection)).toThrow(expect.objectContaining({ code: 'mapping.open' }))
    const decided = readMapping(decide(mapping, 'ENTRY', 'DET', 'KHM', 'sum', 'Office', 'administrative', 'Y'), collection)
    expect(decided).toMatchObject({ rows_on_one_key: 'sum', drop: ['Office', 'Status'], value: { column: 'Persons' }, dimensions: { CITIZENSHIP: { codes: { Cambodai: 'KHM' } } } })
  })

  test.each([
    ['a fiscal year leaves its start open', ['Fiscal Year', 'Month', 'Count'], [['2020', 'OCT', 1], ['2021', 'JAN', 2]], 'kind: fiscal_year_month\n  year: Fiscal Year\n  month: Month\n  calendar: gregorian\n  starts: "?"'],
    ['Buddhist years are seen', ['ปี', 'เดือน', 'จำนวน'], [['2567', 'มกราคม', 1], ['2566', 'ก.พ.', 2]], 'kind: year_month\n  year: ปี\n  month: เดือน\n  calendar: buddhist'],
    ['dates whose order shows', ['Date', 'Count'], [['01/02/2024', 1], ['25/02/2024', 2]], 'kind: date\n  column: Date\n  format: "d/m/y"'],
    ['dates whose order does not show', ['Date', 'Count'], [['01/02/2024', 1], ['05/02/2024', 2]], 'kind: date\n  column: Date\n  calendar: gregorian\n  format: "?"'],
    ['months in words', ['Month', 'Count'], [['Mar-24', 1], ['Apr-24', 2]], 'kind: month\n  column: Month\n  format: "Mar-24"'],
    ['year and quarter', ['Year', 'Quarter', 'Count'], [['2024', 'Q1', 1], ['2024', 'Q2', 2]], 'kind: year_quarter\n  year: Year\n  quarter: Quarter'],
    ['two columns of months', ['Month', 'Entry month', 'Count'], [['2024-01', '2024-02', 1]], 'column: "?"  # the words of several columns fit: Month, Entry month'],
    ['no period', ['A', 'Count'], [['x', 1]], 'period: "?"'],
  ])('%s', (_name, header, rows, expected) => {
    expect(suggest(header, ...(rows as readonly (readonly Cell[])[])).mapping).toContain(expected)
  })

  test('a column of countries that does not say whose is asked about; totals, blanks, others and words among figures too', () => {
    const { mapping } = suggest(['Place', 'Nationality', 'Month', 'Count'], ['Thailand', 'Other', '2024-01', '1'], ['China', 'Grand Total', '2024-01', '-'], ['China', '', '2024-02', ''])
    expect(mapping).toMatch(/Other: "\?" {2}# 1 rows; perhaps OTH/)
    expect(mapping).toMatch(/Grand Total: "\?" {2}# 1 rows; looks like a total/)
    expect(mapping).toMatch(/"": "\?" {2}# 1 rows are blank/)
    expect(mapping).toMatch(/"-": "\?" {2}# 1 rows; a number \(0\), or M/)
    expect(mapping).toMatch(/# Place: China; Thailand\n {2}- "\?"/)
  })

  test('a column of numbers is a count only where its header says so', () => {
    expect(suggest(['Month', 'Passport No', 'X'], ['2024-01', '123456', '5']).mapping).toContain('column: "?"  # columns of numbers: Passport No, X')
  })

  test('words of the file cannot break out of the text', () => {
    const evil = fc.string({ unit: fc.constantFrom('a', ':', '#', '"', "'", '\n', '?', '{', '}', '-', ' ', '\u2028', '\\', '*', '&', '!', '|', '%', '@', '`'), maxLength: 12 })
    fc.assert(fc.property(fc.array(fc.tuple(evil, evil), { minLength: 1, maxLength: 6 }), evil, (cells, name) => {
      const { mapping } = suggest([`x${name}`, 'Nationality', 'Month', 'Count'], ...cells.map(([a, b]) => [a, b, '2024-01', 1]))
      let code = ''
      try {
        readMapping(mapping, collection)
      } catch (error) {
        code = (error as { code: string }).code
      }
      expect(code).toBe('mapping.open')
    }), { seed: 8, numRuns: 300 })
  })
})

describe('the nearest names', () => {
  const names = namesOf(collection.codelists.get('CL_AREA')!.codes)

  test.each([['Cambodai', 'KHM'], ['Kambodia', 'KHM'], ['Afganistan', 'AFG'], ['Myanmmar', 'MMR'], ['CHINA, PEOPLES REPUBLIC OF', 'CHN'], ['Burma (Myanmar)', 'MMR'], ['Ivory Coat', 'CIV']])('%s is nearest to %s', (word, code) => {
    expect(nearest(word, names)[0]?.code).toBe(code)
  })

  test('a word that is near nothing has no candidates', () => {
    expect(nearest('Zzyzx', names)).toEqual([])
  })

  test('distance is a distance', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(fc.property(word, word, (a, b) => {
      expect(distance(a, b)).toBe(distance(b, a))
      expect(distance(a, b) === 0).toBe(a === b)
      expect(distance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      expect(distance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
    }), { seed: 9, numRuns: 300 })
    expect([distance('ab', 'ba'), distance('kitten', 'sitting')]).toEqual([1, 3])
  })
})
