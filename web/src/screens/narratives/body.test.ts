import { expect, test } from 'vitest'
import type { NarrativeField } from '@openvrs/core/metadata/model.ts'
import { numberOf, toBody } from './body.ts'

const field = (id: string, rest: object) => ({ id, name: { en: id }, required: false, ...rest }) as NarrativeField
const ASKED = [field('LOW', { kind: 'number' }), field('NOTE', { kind: 'text' }), field('ITEM', { kind: 'code', many: true }), field('WAY', { kind: 'legs', fields: [field('FROM', { kind: 'register' }), field('DAYS', { kind: 'number' })] })]
const common = { period: '2026-03 ', language: 'en', summary: ' short ', text: 'long', source_type: 'OPEN', reliability: 'A', credibility: '1', series: [] }

test('what was left empty is not sent, numbers are numbers, of legs too', () => {
  const body = toBody({ ...common, fields: { LOW: '1 800', NOTE: '', ITEM: [], WAY: [{ FROM: 'A', DAYS: '0,5' }, { FROM: 'B', DAYS: '' }], OLD: 'x' } }, ASKED)
  expect(body).toEqual({ ...common, period: '2026-03', summary: 'short', fields: { LOW: 1800, WAY: [{ FROM: 'A', DAYS: 0.5 }, { FROM: 'B' }] } })
})

test('digits of any script are read; what is no number stays as it was typed', () => {
  expect(['12', '๑๒', '١٢', '1.5', '1,5', '-3', 'a dozen', '1,800'].map(numberOf)).toEqual([12, 12, 12, 1.5, 1.5, -3, 'a dozen', 1.8])
})
