import { describe, expect, test } from 'vitest'
import type { ReportRow } from '../reports/group.ts'
import { taskOf } from './tasks.ts'

const row = (part: Partial<ReportRow>): ReportRow => ({
  report: 'THA-1', member: 'THA', unit: 'POLICE', collection: 'vrs-msrc', freq: 'M', from: '2026-10', to: '2026-10', version: 1, status: 'draft', dataflow: 'VRS_DETECT', holds: 'figures', rows: 4, release: null, terms: null, ...part,
})
const now = new Date('2026-11-12T08:00:00Z')
const rows = [
  row({ report: 'THA-5', status: 'submitted' }), row({ report: 'THA-5', status: 'submitted', dataflow: 'VRS_FEE' }), row({ report: 'THA-4', unit: 'IMMIGRATION', status: 'submitted' }),
  row({ report: 'THA-3', status: 'returned', from: '2026-09', to: '2026-09' }), row({ report: 'THA-2', from: '2026-08', to: '2026-08' }), row({ unit: 'NATIONAL', status: 'approved', from: '2026-01', to: '2026-09' }),
]

describe('what waits for whom', () => {
  test('an officer has the own unit\'s returned reports and drafts', () => {
    const { returned, waiting, drafts } = taskOf({ role: 'reporter', unit: 'POLICE' }, rows, now)
    expect([returned, drafts].map((list) => list.map(({ report }) => report))).toEqual([['THA-3'], ['THA-2']])
    expect(waiting).toEqual([])
    expect(taskOf({ role: 'reporter', unit: 'NAVY' }, rows, now)).toEqual({ returned: [], waiting: [], drafts: [], due: [] })
  })
  test('a focal point has what was submitted, by period, and is not told that it is due', () => {
    const { waiting, due } = taskOf({ role: 'focal_point', unit: 'MAIN' }, rows, now)
    expect(waiting.map(({ from, reports }) => [from, reports.map(({ report, sections }) => `${report}: ${sections.length}`)])).toEqual([['2026-10', ['THA-5: 2', 'THA-4: 1']]])
    expect(due).toEqual([])
    expect(taskOf({ role: 'focal_point', unit: 'MAIN' }, rows.slice(3), now).due).toEqual([{ period: '2026-10', dataflows: ['VRS_DETECT'] }])
  })
})
