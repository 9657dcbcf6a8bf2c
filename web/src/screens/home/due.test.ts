import { describe, expect, test } from 'vitest'
import type { ReportRow } from '../reports/group.ts'
import { daysLate, findDue } from './due.ts'

const row = (part: Partial<ReportRow>): ReportRow => ({
  report: 'THA-1', member: 'THA', unit: 'POLICE', collection: 'vrs-msrc', freq: 'M', from: '2026-01', to: '2026-08', version: 1, status: 'approved', dataflow: 'VRS_DETECT', holds: 'figures', rows: 4, release: null, terms: null, ...part,
})
const now = new Date('2026-11-12T08:00:00Z')

describe('what is due', () => {
  test('months that have ended and are in no report, newest first', () => {
    expect(findDue([row({})], 'POLICE', now)).toEqual([{ period: '2026-10', dataflows: ['VRS_DETECT'] }, { period: '2026-09', dataflows: ['VRS_DETECT'] }])
  })
  test('a month that ends today is due tomorrow, and the running one is not', () => {
    expect(findDue([row({ to: '2026-10' })], 'POLICE', now)).toEqual([])
    expect(findDue([row({ to: '2026-10' })], 'POLICE', new Date('2026-12-01T00:00:00Z'))).toHaveLength(1)
  })
  test('what was begun is not due; what was withdrawn is', () => {
    expect(findDue([row({ status: 'draft', from: '2026-09', to: '2026-10' }), row({})], 'POLICE', now)).toEqual([])
    expect(findDue([row({ status: 'withdrawn', from: '2026-09', to: '2026-10' }), row({})], 'POLICE', now)).toHaveLength(2)
  })
  test('a unit is asked for its own, a state for what is national', () => {
    const rows = [row({ unit: 'NATIONAL', to: '2026-09' }), row({ to: '2026-10' })]
    expect(findDue(rows, 'POLICE', now)).toEqual([])
    expect(findDue(rows, undefined, now)).toEqual([{ period: '2026-10', dataflows: ['VRS_DETECT'] }])
    expect(findDue(rows, 'IMMIGRATION', now)).toEqual([])
  })
  test('gaps count, what lies before the first report does not, and an old dataflow is left in peace', () => {
    expect(findDue([row({ from: '2026-09', to: '2026-10' }), row({ from: '2026-06', to: '2026-07' })], 'POLICE', now).map((due) => due.period)).toEqual(['2026-08'])
    expect(findDue([row({ from: '2023-01', to: '2023-12' })], 'POLICE', now)).toEqual([])
  })
  test('dataflows of one month are asked for together; quarters by themselves', () => {
    const due = findDue([row({ to: '2026-09' }), row({ dataflow: 'VRS_FEE', to: '2026-09' }), row({ dataflow: 'VRS_HARM', freq: 'Q', from: '2026-Q1', to: '2026-Q2' })], 'POLICE', now)
    expect(due).toEqual([{ period: '2026-Q3', dataflows: ['VRS_HARM'] }, { period: '2026-10', dataflows: ['VRS_DETECT', 'VRS_FEE'] }])
  })
})

test('a period is late from the day after its last', () => {
  expect(['2026-10', '2026-Q3', '2025', '2026-11'].map((period) => daysLate(period, now))).toEqual([11, 42, 315, 0])
})
