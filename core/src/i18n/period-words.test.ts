import { expect, test } from 'vitest'
import { periodWords } from './period-words.ts'

test('periods are said in the language and the calendar of the reader', () => {
  expect(['2026-10', '2026-Q4', '2026', 'Q4'].map((period) => periodWords('en', period))).toEqual(['October 2026', 'Q4 2026', '2026', 'Q4'])
  expect(['fr', 'th', 'ar', 'km'].map((language) => periodWords(language, '2026-Q4'))).toEqual(['T4 2026', 'ไตรมาส 4/2569', 'الربع 4 لعام 2026', 'Q4 2026'])
})
