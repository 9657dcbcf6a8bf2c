import { expect, test } from 'vitest'
import { checkNarrative } from '@openvrs/core/narrative/check.ts'
import { builtinCollections, readCollectionFolder } from '../registry/index.ts'
import { members } from './cast.ts'
import { seedTerms } from './region.ts'
import { inventedNarratives } from './tell.ts'

const { collection } = await readCollectionFolder(builtinCollections().find((folder) => folder.endsWith('vrs-msrc'))!)
const told = members.flatMap(({ code }) => inventedNarratives(code, '2026-10').map((one) => ({ member: code, ...one })))

test('nothing is wrong with an invented narrative', () => {
  const context = { collection: collection!, range: { freq: 'M', from: '2025-11', to: '2026-10' }, now: new Date('2026-11-21T12:00:00Z') } as const
  for (const { kind, body } of told) expect(checkNarrative(collection!.narratives.get(kind)!, body, context), body.summary).toEqual([])
})

test('a dozen, of every kind, in six languages and more, each kind told by two states and open to those who tell', () => {
  expect(told.length).toBeGreaterThanOrEqual(12)
  expect(new Set(told.map(({ body }) => body.language))).toEqual(new Set(['en', 'th', 'km', 'lo', 'zh', 'fr']))
  for (const kind of collection!.narratives.keys()) expect(new Set(told.filter((one) => one.kind === kind).map(({ member }) => member)).size, kind).toBeGreaterThanOrEqual(2)
  for (const { member, kind } of told) expect(seedTerms(member, kind).level).toBe(kind === 'VRS_NARR_METHOD' ? 'GROUP' : 'CONTRIBUTORS')
})
