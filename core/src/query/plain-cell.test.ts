import { expect, test } from 'vitest'
import { csvCell } from './plain-cell.ts'

test.each([
  ['=1', `'=1`], [' +1+1', `' +1+1`], ['-1.5', '-1.5'], ['-x', `'-x`], ['@a', `'@a`], ['\tx', `'\tx`], ['\u0000', `'\u0000`], ['\u0001=1', `'\u0001=1`], ['\u200b\u2066=1', `'\u200b\u2066=1`], ['\ufeff@a', `'\ufeff@a`], ['a,b', '"a,b"'], ['say "so"', '"say ""so"""'], ['two\nlines', '"two\nlines"'], ['Mekong', 'Mekong'], ['', ''],
])('security 17: %j is %j in a file', (cell, written) => expect(csvCell(cell)).toBe(written))
