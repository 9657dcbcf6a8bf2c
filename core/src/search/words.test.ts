import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldedWords, foldWord, phraseOf, wordsOf } from './words.ts'

describe('words', () => {
  test('ways of writing one word are one', () => {
    for (const [one, other] of [['Réfugiés', 'refugies'], ['ＢＯＡＴ', 'boat'], ['أحمد', 'احمد'], ['فتاة', 'فتاه'], ['مـيـانمار', 'ميانمار'], ['مُهَرِّب', 'مهرب'], ['２０２６', '2026'], ['๒๐๒๖', '2026'], ['Đà', 'da'], ['İzmir', 'izmir']] as const) expect([one, foldWord(one)]).toEqual([one, foldWord(other)])
  })

  test('scripts without spaces are cut into words', () => {
    expect(foldedWords('ชาวเวียดนามเดินทางจากเมียนมา')).toEqual(expect.arrayContaining(['เวียดนาม', ...foldedWords('เมียนมา')]))
    expect(foldedWords('ជនចំណាកស្រុកពីកម្ពុជា')).toContain('កម្ពុជា')
    expect(foldedWords('ຜູ້ຍົກຍ້າຍຈາກປະເທດລາວ').length).toBeGreaterThan(1)
    expect(foldedWords('从缅甸到泰国的偷运')).toEqual(expect.arrayContaining(['缅甸', '泰国']))
  })

  test('vowel signs that tell words apart stay', () => {
    expect(foldWord('มา')).not.toBe(foldWord('เมา'))
    expect(foldWord('ការ')).not.toBe(foldWord('ករ'))
  })

  test('what stands after an apostrophe is a word of its own', () => {
    expect(foldedWords('l’immigration d\'hier')).toEqual(['l', 'immigration', 'd', 'hier'])
    expect(phraseOf('Côte d’Ivoire')).toBe('cote d ivoire')
  })

  test('what is not seen does not count, and of a word without an end only its beginning', () => {
    expect(foldedWords('sm\u2060ug\u202egl\u2066er\u034fs \u{e0041}zir\ufe0fcon')).toEqual(['smugglers', 'zircon'])
    expect(foldedWords(`${'x'.repeat(5000)} y`)).toEqual(['x'.repeat(200), 'y'])
  })

  test('each word stands where it says; folding again changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      let last = 0
      for (const { folded, from, to } of wordsOf(text)) {
        expect(from).toBeGreaterThanOrEqual(last)
        expect(to).toBeGreaterThan(from)
        expect(foldWord(text.slice(from, to)).replaceAll(' ', '')).toBe(folded)
        last = to
      }
    }), { seed: 20261121, numRuns: 500 })
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => { expect(foldWord(foldWord(text))).toBe(foldWord(text)) }), { seed: 20261121, numRuns: 500 })
  })
})
