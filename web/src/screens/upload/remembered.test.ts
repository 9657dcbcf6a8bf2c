import { expect, test } from 'vitest'
import { cellsOf, FORMULAS, runs } from '@openvrs/core/query/trial-formulas.ts'
import { toCsv } from './csv.ts'
import { forget, listRemembered, remember } from './remembered.ts'

test('mappings are kept by member and dataflow, the newest first, one a name', () => {
  const kept = new Map<string, string>()
  const store = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
  for (const [name, mapping] of [['Monthly', 'a'], ['Yearly', 'b'], ['Monthly', 'c']] as const) remember(store, 'THA', 'VRS_DETECT', { name, kept: '2026-11-12', mapping })
  expect(listRemembered(store, 'THA', 'VRS_DETECT').map(({ name, mapping }) => name + mapping)).toEqual(['Monthlyc', 'Yearlyb'])
  expect(listRemembered(store, 'FJI', 'VRS_DETECT')).toEqual([])
  forget(store, 'THA', 'VRS_DETECT', 'Monthly')
  expect(listRemembered(store, 'THA', 'VRS_DETECT').map(({ name }) => name)).toEqual(['Yearly'])
  kept.set('openvrs.mappings.THA.VRS_DETECT', '{"broken"')
  expect(listRemembered(store, 'THA', 'VRS_DETECT')).toEqual([])
})

test('security 17: a table for spreadsheets quotes what must be and lets no cell be a formula', () => {
  expect(toCsv([['Row', 'Cell'], ['2', 'a "b", c'], ['3', '=1+1']])).toBe('\ufeffRow,Cell\r\n2,"a ""b"", c"\r\n3,\'=1+1\r\n')
  expect(cellsOf(toCsv(FORMULAS.map((cell) => ['2', cell]))).filter(runs)).toEqual([])
})
