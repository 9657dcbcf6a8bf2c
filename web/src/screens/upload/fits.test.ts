import { expect, test } from 'vitest'
import { unfit } from './fits.ts'

test('a file is looked at before it is sent', () => {
  expect(unfit({ name: 'police.CSV', size: 10 })).toBeUndefined()
  expect(unfit({ name: 'book.xlsx', size: 200 * 1024 * 1024 })).toBeUndefined()
  expect(unfit({ name: 'book.xlsx', size: 200 * 1024 * 1024 + 1 })).toEqual({ why: 'large', megabytes: 201 })
  expect(unfit({ name: 'old.book.xls', size: 10 })).toEqual({ why: 'kind', ending: 'xls' })
  expect(unfit({ name: 'figures', size: 10 })).toEqual({ why: 'kind', ending: '' })
  expect(unfit({ name: 'a.csv', size: 0 })).toEqual({ why: 'empty' })
})
