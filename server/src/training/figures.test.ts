import { expect, test } from 'vitest'
import { readCollectionFolder, builtinCollections } from '../registry/index.ts'
import { checkTable } from '@openvrs/core/rules/index.ts'
import { tableOf } from '@openvrs/core/report/table.ts'
import { REPORTING_STATES } from './cast.ts'
import { lastEndedMonth, MONTHS, monthNumber, syntheticFigures } from './figures.ts'
import { flows, seedTerms } from './region.ts'

const { collection } = await readCollectionFolder(builtinCollections().find((folder) => folder.endsWith('vrs-msrc'))!)
const now = new Date('2026-11-21T12:00:00Z')
const last = lastEndedMonth(now)

test('figures end with the last month that had ended, whatever the day', () => {
  expect(last).toBe('2026-10')
  expect(lastEndedMonth(new Date('2026-01-01T00:00:00Z'))).toBe('2025-12')
})

test('the same seed gives the same figures', () => {
  const flow = collection!.dataflows.get('VRS_DETECT')!
  expect(syntheticFigures('THA', flow, last)).toEqual(syntheticFigures('THA', flow, last))
})

test.each(REPORTING_STATES)('the rules find no error in the figures of %s', (member) => {
  for (const flow of collection!.dataflows.values()) {
    const rows = syntheticFigures(member, flow, last)
    if (rows.length === 0) continue
    expect(checkTable(tableOf(flow, rows), flow, collection!, { now, refArea: member }).findings.filter((finding) => finding.severity === 'error')).toEqual([])
  }
})

test('ages and sexes add up to the citizenships of the same month', () => {
  const flow = collection!.dataflows.get('VRS_SMUGGLED')!
  for (const member of REPORTING_STATES) {
    const sums = Map.groupBy(syntheticFigures(member, flow, last), ({ key }) => `${key.TIME_PERIOD} ${key.CITIZENSHIP === '_T' ? 'by age and sex' : 'by citizenship'}`)
    const sum = (of: string) => (sums.get(of) ?? []).reduce((all, { value }) => all + (value ?? 0), 0)
    for (const month of new Set([...sums.keys()].map((key) => key.slice(0, 7)))) expect(sum(`${month} by age and sex`), `${member} ${month}`).toBe(sum(`${month} by citizenship`))
  }
})

test('every state but Fiji shares detections of at least nine of the last twelve months with contributors', () => {
  const flow = collection!.dataflows.get('VRS_DETECT')!
  for (const member of REPORTING_STATES) {
    const months = new Set(syntheticFigures(member, flow, last).map((row) => row.key.TIME_PERIOD!).filter((month) => monthNumber(last) - monthNumber(month) < 12))
    expect(months.size).toBeGreaterThanOrEqual(9)
    expect(seedTerms(member, 'VRS_DETECT').level).toBe(member === 'FJI' ? 'NATIONAL' : 'CONTRIBUTORS')
  }
})

test('five years, several dataflows and every level occur', () => {
  const levels = new Set(flows.map((line) => seedTerms(line.member, line.dataflow).level))
  expect([...levels].sort()).toEqual(['CONTRIBUTORS', 'GROUP', 'NATIONAL', 'PUBLIC', 'SECRETARIAT'])
  const months = new Set(syntheticFigures('THA', collection!.dataflows.get('VRS_DETECT')!, last).map((row) => row.key.TIME_PERIOD))
  expect(months.size).toBe(MONTHS)
})
