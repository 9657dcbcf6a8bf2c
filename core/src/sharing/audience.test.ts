import fc from 'fast-check'
import { expect, test } from 'vitest'
import { audienceOf, columnsOf, intersect, jointOf, readAudience, type Audience } from './audience.ts'
import { scopeOf, visible, type Scope } from './scope.ts'

const GROUPS = ['THA/Pact', 'THA/Mekong', 'MYS/Pact']
const withSecretariat = (group: string) => group !== 'THA/Pact'
const audience = fc.oneof(
  fc.constantFrom(audienceOf('NATIONAL', null), audienceOf('SECRETARIAT', null), audienceOf('CONTRIBUTORS', null), audienceOf('PUBLIC', null)),
  fc.constantFrom(...GROUPS).map((group) => audienceOf('GROUP', group)),
)
const NOW = new Date('2026-11-21T12:00:00Z')
const held = { since: new Date(0), until: new Date('2100-01-01T00:00:00Z') }
const scope: fc.Arbitrary<Scope> = fc.record({
  role: fc.constantFrom('analyst' as const, 'cau_analyst' as const, 'administrator' as const), purpose: fc.constantFrom('use' as const, 'quality' as const), contributes: fc.boolean(), groups: fc.subarray(GROUPS),
}).map(({ role, purpose, contributes, groups }) => scopeOf({
  member: 'KHM', role, purpose, now: NOW, unlocked: contributes ? [{ dataflow: 'F', ...held }] : [], groupsUnlocked: groups.map((group) => ({ dataflow: 'F', group, ...held })),
  groupsWithSecretariat: GROUPS.filter(withSecretariat), hidden: [],
}))
const sees = (scope: Scope, audience: Audience) => visible(scope, { refArea: 'USA', releaseId: 1, dataflow: 'F', embargoUntil: null, ...columnsOf(audience) })

test('an intersection is seen by exactly those who see each of its parts', () => {
  fc.assert(fc.property(fc.array(audience, { minLength: 1, maxLength: 4 }), scope, (all, scope) => {
    const both = all.reduce((a, b) => intersect(a, b, withSecretariat))
    expect(sees(scope, both)).toBe(all.every((one) => sees(scope, one)))
  }), { seed: 20261121, numRuns: 3000 })
})

test('levels are no ladder', () => {
  const both = (a: Audience, b: Audience) => columnsOf(intersect(a, b, withSecretariat))
  expect(both(audienceOf('GROUP', 'THA/Pact'), audienceOf('SECRETARIAT', null))).toEqual({ level: 0, shareGroup: null })
  expect(both(audienceOf('GROUP', 'MYS/Pact'), audienceOf('SECRETARIAT', null))).toEqual({ level: 1, shareGroup: null })
  expect(both(audienceOf('GROUP', 'MYS/Pact'), audienceOf('CONTRIBUTORS', null))).toEqual({ level: 2, shareGroup: 'MYS/Pact+' })
  expect(both(audienceOf('PUBLIC', null), audienceOf('CONTRIBUTORS', null))).toEqual({ level: 3, shareGroup: null })
})

test('columns hold an audience whole, and a joint one is known by its conditions', () => {
  fc.assert(fc.property(audience, audience, (a, b) => {
    const both = intersect(a, b, withSecretariat)
    expect(readAudience(columnsOf(both))).toEqual(both)
    expect(intersect(both, b, withSecretariat)).toEqual(both)
  }), { seed: 1, numRuns: 500 })
  expect(jointOf(audienceOf('GROUP', 'THA/Pact'))).toBeUndefined()
  expect(jointOf(intersect(audienceOf('GROUP', 'THA/Pact'), audienceOf('GROUP', 'MYS/Pact'), withSecretariat))).toEqual({ name: 'MYS/Pact&THA/Pact', groups: ['MYS/Pact', 'THA/Pact'], contributors: false })
})
