import { expect, test } from 'vitest'
import { byTime } from './group.ts'

const row = (report: string, unit: string, month: string, dataflow: string | null) => ({
  report, member: 'THA', unit, collection: 'vrs-msrc', freq: 'M' as const, from: month, to: month, version: 1, status: 'submitted' as const, dataflow, holds: 'figures' as const, rows: 3, release: null, terms: null,
})

test('reports of one time stand together, whatever their sections', () => {
  const batches = byTime([row('THA-3', 'NAVY', '2026-10', 'A'), row('THA-3', 'NAVY', '2026-10', 'B'), row('THA-2', 'POLICE', '2026-10', 'A'), row('THA-1', 'POLICE', '2026-09', null)])
  expect(batches.map(({ from, reports }) => [from, reports.map((one) => [one.unit, one.dataflows, one.counts.figures])])).toEqual([
    ['2026-09', [['POLICE', [], 3]]],
    ['2026-10', [['NAVY', ['A', 'B'], 6], ['POLICE', ['A'], 3]]],
  ])
})
