import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { climb, growTree, leafText } from './tree.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const hashed = (texts: readonly string[]): string[] => texts.map((text) => sha256(leafText(text)))

describe('a tree of hashes', () => {
  test('leads from every leaf to the one root, whatever their number', () =>
    fc.assert(fc.asyncProperty(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 40 }), async (texts) => {
      const leaves = hashed(texts)
      const { root, paths } = await growTree(leaves, sha256)
      for (const [i, leaf] of leaves.entries()) expect(await climb(leaf, paths[i]!, sha256)).toBe(root)
    }), { seed: 21, numRuns: 60 }))

  test('leads nowhere else: not from another leaf, not by another way', () =>
    fc.assert(fc.asyncProperty(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 20 }), fc.nat(), fc.nat(), async (texts, a, b) => {
      const leaves = hashed(texts)
      const { root, paths } = await growTree(leaves, sha256)
      const [own, other] = [a % leaves.length, b % leaves.length]
      const path = paths[own]!
      if (own !== other) expect(await climb(leaves[other]!, path, sha256)).not.toBe(root)
      expect(await climb(leaves[own]!, path.slice(1), sha256)).not.toBe(root)
      expect(await climb(leaves[own]!, path.with(0, { ...path[0]!, side: path[0]!.side === 'left' ? 'right' : 'left' }), sha256)).not.toBe(root)
    }), { seed: 22, numRuns: 60 }))

  test('gives another root for any other order, number or leaf', async () => {
    const roots = await Promise.all([['a', 'b', 'c'], ['a', 'c', 'b'], ['a', 'b'], ['a', 'b', 'c', 'c'], ['a', 'b', 'd']].map(async (texts) => (await growTree(hashed(texts), sha256)).root))
    expect(new Set(roots).size).toBe(roots.length)
  })
})
