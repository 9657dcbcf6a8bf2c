import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildCatalogue, cutNames, lexiconOf, type Catalogue, type Stems } from './catalogue.ts'
import { firstInOrder, inOrder, readCursor, writeCursor, type Placed } from './cursor.ts'
import type { Description } from './descriptions.ts'
import { countFacets, FACETS, isChosen, type Chosen, type Facets } from './facets.ts'
import { highlight } from './highlight.ts'
import { rank, standsNowhere } from './rank.ts'
import { goOn, meantLine } from './suggest.ts'
import { readTerms, tokensOf, type Term } from './terms.ts'
import { foldedWords } from './words.ts'

const descriptions: readonly Description[] = [
  { kind: 'definition', id: 'c/L/MMR', name: { en: 'Myanmar', th: 'เมียนมา' }, also: ['MMR', 'Burma'], tokens: ['L=MMR', 'CITIZENSHIP=MMR'] },
  { kind: 'definition', id: 'c/L/VNM', name: { en: 'Viet Nam', fr: 'Viêt Nam' }, also: ['VNM'], tokens: ['L=VNM'] },
  { kind: 'place', id: 'c/S', name: { en: 'High sea' }, also: [], tokens: ['place=S'] },
  { kind: 'route', id: 'c/R', name: { en: 'Myanmar to Thailand by boats' }, also: ['R'], tokens: ['route=R'] },
]
const stems: Stems = new Map<string, { readonly [language: string]: string | null }>([['boats', { en: 'boat' }], ['boat', { en: 'boat' }], ['by', { en: null }], ['to', { en: null }], ['of', { en: null }], ['sea', { en: 'sea', es: null }]])
const catalogue: Catalogue = buildCatalogue(cutNames(descriptions), stems)
const read = (line: string): Term[] => readTerms(line, lexiconOf(catalogue, stems))
const found = (line: string) => {
  const { documents, scores } = rank(read(line), catalogue.postings, descriptions.length)
  return Array.from(documents, (number, at) => ({ id: descriptions[number]!.id, score: scores[at]! })).toSorted((a, b) => b.score - a.score).map(({ id }) => id)
}

describe('terms', () => {
  test('names of several words are one thing, periods are periods, words that say nothing need not be there', () => {
    expect(read('Viet Nam 2026-08').map(({ text }) => text)).toEqual(['Viet Nam', '2026-08'])
    expect(read('boats of Myanmar').map(({ text, optional }) => [text, optional])).toEqual([['boats', false], ['of', true], ['Myanmar', false]])
    expect(read('Myanmar by sea').map(({ text, optional }) => [text, optional]), 'which says nothing in Spanish').toEqual([['Myanmar', false], ['by', true], ['sea', false]])
    expect(read('of').map(({ optional }) => optional)).toEqual([false])
    expect(tokensOf(read('2026'))).toEqual(['TIME_PERIOD=2026', '2026'])
  })

  test('a name in one language finds what its code stands in, and the other names', () => {
    expect(tokensOf(read('เมียนมา'))).toEqual(expect.arrayContaining(['CITIZENSHIP=MMR', 'myanmar', 'burma']))
    expect(found('Burma')[0]).toBe('c/L/MMR')
    expect(found('Burma')).not.toContain('c/L/VNM')
  })

  test('what is called exactly so comes first; stems find other forms', () => {
    expect(found('Myanmar')).toEqual(['c/L/MMR', 'c/R'])
    expect(found('boat')).toEqual(['c/R'])
    expect(found('boat Viet Nam')).toEqual([])
  })

  test('places in the line are places of the line', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (line) => { for (const { text, from, to } of read(line)) expect(line.slice(from, to)).toBe(text) }), { seed: 20261121, numRuns: 300 })
  })
})

const postingOf = (pairs: readonly (readonly [number, number])[]) => ({ documents: pairs.map(([number]) => number), says: pairs.map(([, says]) => says) })

test('ranking is what a plain count says: all that is needed is there, by the best way of each', () => {
  const token = fc.constantFrom('a', 'b', 'c', 'd')
  const way = fc.record({ tokens: fc.array(token, { minLength: 1, maxLength: 2 }), weight: fc.constantFrom(1, 0.5) })
  const term = fc.record({ text: fc.constant('t'), from: fc.constant(0), to: fc.constant(1), ways: fc.array(way, { minLength: 1, maxLength: 3 }), optional: fc.boolean() })
  const documents = fc.array(fc.dictionary(token, fc.constantFrom(1, 3)), { maxLength: 12 })
  fc.assert(fc.property(fc.array(term, { minLength: 1, maxLength: 3 }), documents, (terms, texts) => {
    const postings = new Map(['a', 'b', 'c', 'd'].map((one) => [one, postingOf(texts.flatMap((text, number) => (text[one] === undefined ? [] : [[number, text[one]] as const])))] as const))
    const fit = ({ ways }: Term, text: { readonly [token: string]: number }) => Math.max(0, ...ways.map(({ tokens, weight }) => weight * Math.min(...tokens.map((one) => text[one] ?? 0))))
    const counts = terms.map((one) => texts.filter((text) => fit(one, text) > 0).length)
    const expected = new Map(texts.flatMap((text, number) => {
      if (!terms.some(({ optional }) => !optional) || terms.some((one) => !one.optional && fit(one, text) === 0)) return []
      const score = terms.reduce((sum, one, at) => sum + fit(one, text) / (1 + Math.log(Math.max(1, counts[at]!))), 0)
      return [[number, Math.round(score * 10_000) / 10_000] as const]
    }))
    const { documents: ranked, scores } = rank(terms, postings, texts.length)
    expect(new Map(Array.from(ranked, (number, at) => [number, scores[at]!]))).toEqual(expected)
    for (const [at, one] of terms.entries()) expect(standsNowhere(one, postings)).toBe(counts[at] === 0)
  }), { seed: 20261121, numRuns: 1000 })
})

test('facets count what a choice would leave', () => {
  const some = fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 2 })
  const facets = fc.record({ kind: some, member: some, year: some, language: some, dataflow: some })
  fc.assert(fc.property(fc.array(facets, { maxLength: 12 }), fc.record({ kind: some, member: some, year: fc.constant(undefined) }), (documents: Facets[], chosen: Chosen) => {
    const counts = countFacets(documents.map((one) => [one, 1] as const), chosen)
    for (const facet of FACETS) for (const { value, count } of counts[facet]) expect(count).toBe(documents.filter((one) => isChosen(one, { ...chosen, [facet]: [value] })).length)
    for (const facet of FACETS) for (const one of documents.filter((document) => isChosen(document, chosen))) for (const value of one[facet]) expect(counts[facet].map((counted) => counted.value)).toContain(value)
  }), { seed: 20261121, numRuns: 500 })
})

test('a highlight shows a piece around what was sought, and its places are those of the piece', () => {
  const text = `${'word '.repeat(100)}Myanmar ${'tail '.repeat(100)}`
  const { text: piece, ranges } = highlight(text, (folded) => folded === 'myanmar')
  expect(piece.length).toBeLessThan(260)
  expect(ranges.map(([from, to]) => piece.slice(from, to))).toEqual(['Myanmar'])
  expect(highlight('จากเมียนมาไป', (folded) => foldedWords('เมียนมา').includes(folded)).ranges).toEqual([[3, 10]]) // two words that touch are one
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 600 }), fc.integer({ min: 20, max: 100 }), (any, longest) => {
    const one = highlight(any, (folded) => folded.length % 2 === 0, longest)
    let last = 0
    for (const [from, to] of one.ranges) {
      expect(from >= last && to > from && to <= one.text.length).toBe(true)
      last = to
    }
  }), { seed: 20261121, numRuns: 300 })
})

test('a line goes on with names in the reader\'s language first, and with words that the asker sees', () => {
  expect(goOn('myan', catalogue, new Map(), 'en')[0]).toBe('Myanmar')
  expect(goOn('boats from myan', catalogue, new Map(), 'en')).toContain('boats from Myanmar')
  expect(goOn('smug', catalogue, new Map([['smuggler', 2], ['smuggled', 3], ['other', 9]]), 'en')).toEqual(['smuggled', 'smuggler'])
  expect(goOn('', catalogue, new Map(), 'en')).toEqual([])
})

test('only what stands nowhere is put right, where it stands in the line', () => {
  const nowhere = ({ text }: Term) => text === 'Mianmar' || text === 'smugler'
  expect(meantLine('From Mianmar, boats', read('From Mianmar, boats'), nowhere, catalogue, new Map())).toBe('From Myanmar, boats')
  expect(meantLine('smugler', read('smugler'), nowhere, catalogue, new Map([['smuggler', 1]]))).toBe('smuggler')
  expect(meantLine('smugler', read('smugler'), nowhere, catalogue, new Map())).toBeUndefined()
})

test('a page ends where the next begins', () => {
  const placed = fc.record({ score: fc.constantFrom(1, 1.5, 0.3333), period: fc.constantFrom('', '2026-08', '2026-Q3'), key: fc.constantFrom('a', 'b~c', 'series X') })
  fc.assert(fc.property(placed, placed, (a, b) => {
    expect(readCursor(writeCursor(a))).toEqual(a)
    expect(Math.sign(inOrder(a, b))).toBe(-Math.sign(inOrder(b, a)) || 0)
  }), { seed: 20261121 })
  fc.assert(fc.property(fc.array(placed, { maxLength: 30 }), placed, fc.integer({ min: 1, max: 8 }), (all, after, most) => {
    const first = (behind?: Placed) => firstInOrder({ count: all.length, score: (at) => all[at]!.score, period: (at) => all[at]!.period, key: (at) => all[at]!.key }, most, behind).map((at) => all[at])
    expect(first(after)).toEqual(all.filter((one) => inOrder(after, one) < 0).toSorted(inOrder).slice(0, most))
    expect(first()).toEqual(all.toSorted(inOrder).slice(0, most))
  }), { seed: 20261121 })
  for (const bad of ['', '~', 'x~~y', '1~y', 'NaN~~a', '1~~']) expect(readCursor(bad)).toBeUndefined()
})
