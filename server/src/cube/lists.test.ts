import { expect, test } from 'vitest'
import { parseAsk } from '@openvrs/core/query/ask.ts'
import { planQuery } from '@openvrs/core/query/plan.ts'
import { sampleCollection } from '@openvrs/core/query/sample.ts'
import { NOBODY } from '@openvrs/core/sharing/scope.ts'
import { makeLists } from './lists.ts'
import type { Versions } from './mirror.ts'

const plan = planQuery(sampleCollection, parseAsk(sampleCollection, { dataflow: 'TOY', by: ['REF_AREA'] }, new Date(0)))
const at = (now: number, { own = 'KHM', asOf = now } = {}) => ({ sight: { ...NOBODY, own, now }, asOf: new Date(asOf), limit: 10 })

test('a list is read once for who sees the same, until the releases change or the next one begins or ends to count', async () => {
  let read = 0
  const lists = makeLists(10)
  const before: Versions = new Map()
  const after: Versions = new Map()
  const get = (scope: ReturnType<typeof at>, releases: Versions | 'copying' = before) => lists.get(plan, scope, releases === 'copying' ? undefined : releases, async () => [{ list: String(++read), until: 200 }])
  expect([await get(at(100)), await get(at(199))]).toEqual(['1', '1'])
  expect(await get(at(99)), 'a clock that was set back').toBe('2')
  expect(await get(at(200)), 'the instant has come').toBe('3')
  expect(await get(at(150, { own: 'THA' })), 'another member').toBe('4')
  expect(await get(at(150, { asOf: 50 })), 'an earlier instant is asked of').toBe('5')
  expect(await get(at(100), after), 'the releases were copied anew').toBe('6')
  expect([await get(at(100), 'copying'), await get(at(100), 'copying')], 'they are being copied').toEqual(['7', '8'])
})
