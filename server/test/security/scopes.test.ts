import { expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'

/**
 * What a token that only reads may do besides reading (docs/api.md): have files made for its person and give them up, say what its
 * person has seen, and ask what a document says, of which nothing is kept. Whatever else keeps, changes or removes something, takes more.
 */
const BESIDE_READING = ['exports.make', 'exports.remove', 'federation.readMetadata', 'news.seen', 'search.open']

test('1: a token that reads changes nothing that others see, and nothing that its person has kept', () => {
  expect(allRoutes.filter(({ method, scope }) => method !== 'GET' && scope === 'read').map(({ id }) => id).toSorted()).toEqual(BESIDE_READING)
})
