import { describe, expect, test } from 'vitest'
import { glimpseOf } from '@openvrs/core/mapping/glimpse.ts'
import { suggestMapping, type Sample } from '@openvrs/core/mapping/suggest.ts'
import { collection, detect } from '@openvrs/core/mapping/trial.ts'
import { roleOf, withCode, withConstant, withRole, type Draft } from './draft.ts'
import { countOpen, leftKey, missingColumns, preview, readDraft, strangeFigures, wordsOf, writeDraft, type Glimpse } from './engine.ts'

const sample: Sample = {
  header: ['Nationality', 'Sex', 'Month', 'Persons', 'Office'], headerRow: 1, text: { encodings: ['utf-8'], delimiter: ',' },
  rows: [['Myanmar', 'Female', '2024-03', '4', 'North'], ['Cambodai', 'Male', '2024-04', '7', 'South'], ['Myanmar', 'Female', '2024-03', '3', 'South'], ['', 'Male', '2024-04', 'n/a', 'South']],
}
const glimpse = glimpseOf(sample) as unknown as Glimpse
const proposal = readDraft(suggestMapping(sample, detect, collection).mapping, 'DETECT')!
const nobody: ReadonlySet<string> = new Set()
const open = (draft: Draft, left = nobody) => countOpen(draft, glimpse, detect, collection, left)

/** Answers everything that stands open, as a person would. */
const decided = (): Draft => {
  const roles = withRole(proposal, 'Office', 'drop')
  const constants = withConstant(withConstant(roles, 'INDICATOR', 'ENTRY'), 'UNIT_MEASURE', 'DET')
  const words = withCode(withCode(constants, 'CITIZENSHIP', 'Cambodai', 'KHM'), 'CITIZENSHIP', '', '_U')
  return { ...words, value: { ...words.value, words: { 'n/a': 'M' } }, rows_on_one_key: 'sum', section: { source_type: 'administrative', def_conform: 'Y' } }
}

describe('a mapping that is decided part by part', () => {
  test('counts what is open, and guesses nothing', () => {
    expect(open(proposal)).toEqual({ file: 0, columns: 1, period: 0, constants: 2, words: 2, figures: 2, section: 2 })
    expect(Object.values(open(decided())).every((count) => count === 0)).toBe(true)
  })

  test('lists words by frequency: blanks, what the list knows, what is open with the nearest codes', () => {
    const citizenship = detect.dimensions.find(({ id }) => id === 'CITIZENSHIP')!
    const lines = wordsOf(proposal, citizenship, glimpse.columns[0]!, collection, nobody)
    expect(lines.map(({ word, rows, state, code }) => [word, rows, state, code])).toEqual([['', 1, 'open', undefined], ['Myanmar', 2, 'list', 'MMR'], ['Cambodai', 1, 'open', undefined]])
    expect(lines[0]!.candidates.map(({ code }) => code)).toEqual(['_U'])
    expect(lines[2]!.candidates[0]!.code).toBe('KHM')
    const left = new Set([leftKey('CITIZENSHIP', 'Cambodai')])
    expect(wordsOf(proposal, citizenship, glimpse.columns[0]!, collection, left)[2]!.state).toBe('left')
    expect(open(proposal, left).words).toBe(1)
  })

  test('shows the first rows as figures, with what is merged, once it holds together', () => {
    expect(preview(proposal, glimpse, collection, 'THA')).toHaveProperty('faults')
    const shown = preview(decided(), glimpse, collection, 'THA')
    expect(shown).toMatchObject({ columns: ['TIME_PERIOD', 'INDICATOR', 'UNIT_MEASURE', 'CITIZENSHIP', 'SEX'], read: 4, merged: 1, rejects: [], rows: [{ sourceRow: 2, value: 7, codes: ['2024-03', 'ENTRY', 'DET', 'MMR', 'F'] }, { value: 7 }, { value: Number.NaN, codes: ['2024-04', 'ENTRY', 'DET', '_U', 'M'] }] })
    expect(preview({ ...decided(), rows_on_one_key: 'reject' }, glimpse, collection, 'THA')).toMatchObject({ merged: 0, rejects: [{ row: 4 }] })
  })

  test('survives being written and read again, with conditions that the page does not show', () => {
    const rule = { constant: '_T', when: [{ column: 'Office', equals: 'North', constant: 'DARIEN' }] }
    const draft = { ...decided(), drop: [], dimensions: { ...decided().dimensions, ROUTE_ID: rule } }
    expect(readDraft(writeDraft(draft), 'DETECT')).toEqual(draft)
    expect(roleOf(draft, 'Office')).toBe('condition')
  })

  test('gives a column one role at a time', () => {
    const moved = withRole(proposal, 'Persons', 'drop')
    expect([roleOf(moved, 'Persons'), moved.value.column]).toEqual(['drop', '?'])
    expect(roleOf(withRole(moved, 'Persons', 'dimension:LEG_NO'), 'Persons')).toBe('dimension:LEG_NO')
    expect(open(withRole(proposal, 'Nationality', 'open')).columns).toBe(2)
  })

  test('names columns that the file lacks, and cells that are no numbers', () => {
    expect(missingColumns({ ...decided(), value: { column: 'Count', words: {} } }, glimpse)).toEqual(['Count'])
    expect(strangeFigures(proposal, glimpse, nobody)).toEqual([{ word: 'n/a', rows: 1, isLeft: false }])
    expect(readDraft('{', 'DETECT')).toBeUndefined()
  })
})
