import { expect, test } from 'vitest'
import { inBytes, lasted } from './amounts.ts'

test('bytes in the unit that people say', () => {
  expect([0, 999, 1000, 1_234_567, 80_530_636_800, 2e15].map((bytes) => inBytes(bytes, 'en'))).toEqual(['0 byte', '999 byte', '1 kB', '1.23 MB', '80.5 GB', '2,000 TB'])
})

test('time in its largest unit', () => {
  const since = (seconds: number) => lasted(new Date(0).toISOString(), new Date(seconds * 1000).toISOString(), 'en')
  expect([0, 59, 60, 7199, 86_400, 40 * 86_400].map(since)).toEqual(['0 seconds', '59 seconds', '1 minute', '1 hour', '1 day', '40 days'])
})
