import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cycleText, findCycles } from './cycles.ts'

const graph = (edges: { readonly [from: string]: readonly string[] }) => new Map(Object.entries(edges))

test('a circle is told once, from where it is entered', () => {
  expect(findCycles(graph({ A: ['B'], B: ['C'], C: ['B'], D: ['D'], E: ['A', 'X'] }))).toEqual([['B', 'C'], ['D']])
  expect(cycleText(['B', 'C'])).toBe('B, C, B')
})

test('a chain of any length is none', () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => [`N${i}`, [`N${i + 1}`]] as [string, string[]])
  expect(findCycles(new Map([...chain, ['N20000', []]]))).toEqual([])
})

test('circles are found exactly where a name reaches itself', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F']
  const edges = fc.record(Object.fromEntries(names.map((n) => [n, fc.uniqueArray(fc.constantFrom(...names), { maxLength: 2 })])))
  const reaches = (from: string, to: string, g: { readonly [n: string]: readonly string[] }, seen = new Set<string>()): boolean =>
    g[from]!.some((next) => next === to || (!seen.has(next) && reaches(next, to, g, seen.add(next))))
  fc.assert(
    fc.property(edges, (g) => {
      const cycles = findCycles(graph(g))
      expect(cycles.length > 0).toBe(names.some((n) => reaches(n, n, g)))
      for (const cycle of cycles) cycle.forEach((n, i) => expect(g[n]).toContain(cycle[(i + 1) % cycle.length]))
    }),
    { seed: 11, numRuns: 500 },
  )
})
