import { expect, test } from 'vitest'
import { changeDeclarations, combineDeclarations, lacksNote } from './declarations.ts'

test('a declaration is changed, added and taken away, and the others stay', () => {
  const before = { source_type: 'administrative', def_conform: 'partly', def_note: 'without the sea' }
  expect(changeDeclarations(before, { def_conform: 'Y', def_note: null, reporting_year_start: 10, coverage: undefined })).toEqual({ source_type: 'administrative', def_conform: 'Y', reporting_year_start: '10' })
})

test('what differs says how', () => {
  expect(lacksNote({ def_conform: 'N' })).toBe(true)
  expect(lacksNote({ def_conform: 'N', def_note: 'persons, not detections' })).toBe(false)
  expect([lacksNote({ def_conform: 'Y' }), lacksNote({})]).toEqual([false, false])
})

test('units together conform only where each does, and each note names its unit', () => {
  const police = { source_type: 'administrative', def_conform: 'Y', profit_element: 'Y' }
  const navy = { source_type: 'estimate', def_conform: 'partly', def_note: 'boats, not people', profit_element: 'N' }
  expect(combineDeclarations([{ unit: 'POLICE', declarations: police }, { unit: 'NAVY', declarations: navy }])).toEqual({ source_type: 'estimate', def_conform: 'partly', def_note: 'NAVY: boats, not people' })
  expect(combineDeclarations([{ unit: 'POLICE', declarations: police }, { unit: 'ARMY', declarations: police }])).toEqual(police)
  expect(combineDeclarations([{ unit: 'NAVY', declarations: navy }])).toBe(navy)
})
