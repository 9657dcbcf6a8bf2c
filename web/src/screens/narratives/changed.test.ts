import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EXAMPLES } from '@openvrs/core/narrative/examples.ts'
import { changesOf, piecesOf } from './changed.ts'

const said = (before: string, after: string) => piecesOf(before, after).map(({ is, text }) => `${is === 'same' ? ' ' : is === 'before' ? '-' : '+'}${text}`)

test('what reads otherwise is shown between words that stay', () => {
  expect(said('They leave by night in lorries.', 'They leave by day in lorries.')).toEqual([' They leave by ', '-night ', '+day ', ' in lorries.'])
  expect(said('', 'New.')).toEqual(['+New.'])
  expect(said('same', 'same')).toEqual([' same'])
  const long = Array.from({ length: 30 }, (_, at) => `w${at}`).join(' ')
  expect(said(`${long} old ${long}`, `${long} new ${long}`)).toEqual([` … ${long.split(' ').slice(18).join(' ')} `, '-old ', '+new ', ` ${long.split(' ').slice(0, 12).join(' ')} …`])
  expect(said('เดินทางตอนกลางคืน', 'เดินทางตอนกลางวัน').length).toBeGreaterThan(1)
})

test('short texts can be put together again from their pieces', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 10 }).map((all) => all.join(' '))
  fc.assert(fc.property(words, words, (before, after) => {
    const pieces = piecesOf(before, after)
    expect(pieces.filter(({ is }) => is !== 'after').map(({ text }) => text).join('')).toBe(before)
    expect(pieces.filter(({ is }) => is !== 'before').map(({ text }) => text).join('')).toBe(after)
  }), { seed: 3 })
})

test('answers that changed, were added or taken out, each as it was and is', () => {
  const before = EXAMPLES.VRS_NARR_FEE
  const { PER_WHOM: _, ...rest } = before.fields
  expect(changesOf(before, { ...before, summary: 'New.', fields: { ...rest, LOW: 1900 } })).toEqual([
    { field: 'summary', before: before.summary, after: 'New.' }, { field: 'LOW', before: 1800, after: 1900 }, { field: 'PER_WHOM', before: 'ADULT', after: undefined },
  ])
})
