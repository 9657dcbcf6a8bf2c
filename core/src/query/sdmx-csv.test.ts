import { expect, test } from 'vitest'
import { readPayload } from '../report/payload.ts'
import { parseAsk } from './ask.ts'
import { planQuery } from './plan.ts'
import { sampleCollection, sampleFlow } from './sample.ts'
import { placesOf, sdmxHead, sdmxLines } from './sdmx-csv.ts'

const planOf = (by: string, ...where: string[]) => planQuery(sampleCollection, parseAsk(sampleCollection, { dataflow: 'TOY', by: [by], where }, new Date('2026-11-21T00:00:00Z')))
const lacking = (by: string, ...where: string[]) => {
  try {
    placesOf(planOf(by, ...where))
    return ''
  } catch (error) {
    return (error as { values: { dimensions: string } }).values.dimensions
  }
}

test('a row is an observation where each dimension is a column, one code, or the total that is not asked about', () => {
  expect(lacking('REF_AREA,STAGE,TIME_PERIOD')).toBe('')
  expect(lacking('REF_AREA,TIME_PERIOD', 'STAGE=ARRESTED')).toBe('')
  expect(lacking('CITIZENSHIP', 'REF_AREA=THA', 'STAGE=ARRESTED', 'TIME_PERIOD=2024-01')).toBe('')
  expect(lacking('REF_AREA,STAGE,TIME_PERIOD', 'CITIZENSHIP=MMR')).toBe('')
})

test('what is a sum over several codes is told by its dimension', () => {
  expect(lacking('CITIZENSHIP')).toBe('REF_AREA, STAGE, TIME_PERIOD')
  expect(lacking('REF_AREA,STAGE', 'TIME_PERIOD=2024-01..2024-02')).toBe('TIME_PERIOD')
  expect(lacking('REF_AREA,STAGE,TIME_PERIOD', 'CITIZENSHIP=MMR,KHM')).toBe('CITIZENSHIP')
})

test('the lines are read back as they were: codes, figures, what is not available, and a comment that a spreadsheet would run', () => {
  const plan = planOf('REF_AREA,STAGE,TIME_PERIOD', 'CITIZENSHIP=MMR')
  const row = (area: string, value: number | null) => ({ codes: plan.columns.map(({ id }) => ({ REF_AREA: area, STAGE: 'ARRESTED', TIME_PERIOD: '2024-01', FREQ: 'M', INDICATOR: 'ENTRY', UNIT_MEASURE: 'DET' })[id]!), value, figures: 1 })
  const text = sdmxHead(plan) + sdmxLines(plan, sampleCollection, placesOf(plan), [row('THA', 1.5), row('USA', null)], ({ codes }) => `=${codes[0]}, "so"`)
  const table = readPayload([text], sampleFlow)
  const texts = (id: 'OBS_STATUS' | 'COMMENT_OBS') => [...table.attributes.get(id)!.at].map((at) => table.attributes.get(id)!.codes[at])
  expect([[...table.value], texts('OBS_STATUS'), texts('COMMENT_OBS')]).toEqual([[1.5, Number.NaN], ['', 'O'], ['=THA, "so"', '=USA, "so"']])
  expect(table.dimensions.get('CITIZENSHIP')!.codes).toEqual(['MMR'])
  expect(text).toContain(`"'=THA, ""so"""`)
})
