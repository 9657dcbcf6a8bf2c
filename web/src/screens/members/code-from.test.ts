import { unitCode } from '@openvrs/contract/common.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeFrom } from './code-from.ts'

test('a code is made of the letters of the name', () => {
  expect(codeFrom('Polícia Marítima 2')).toBe('POLICIA_MARITIMA_2')
  expect(codeFrom('3rd Coast Guard')).toBe('RD_COAST_GUARD')
  expect(codeFrom('ตำรวจ')).toBe('')
})

test('whatever the name, the code is empty or one that the system takes', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (name) => {
    const code = codeFrom(name)
    expect(code === '' || unitCode.safeParse(code).success).toBe(true)
  }), { seed: 7 })
})
