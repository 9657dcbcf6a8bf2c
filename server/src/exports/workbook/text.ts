import { plainCell } from '@openvrs/core/query/plain-cell.ts'

/** What XML 1.0 cannot hold, with halves of characters. */
// oxlint-disable-next-line no-control-regex -- these are the characters that are taken out
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const ESCAPES: { readonly [character: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const fitting = (words: string): string => words.toWellFormed().replaceAll(UNFIT, '')

export const text = (words: string): string => fitting(words).replaceAll(/[&<>"]/g, (character) => ESCAPES[character]!)

/** What spreadsheets take in a cell; a file with more is called damaged. */
const LONGEST = 32_767

/** A text in a cell: one that a spreadsheet would run begins with an apostrophe (security 17), also where what stood before is taken out. */
export const cellText = (words: string): string => text(plainCell(fitting(words)).slice(0, LONGEST))
