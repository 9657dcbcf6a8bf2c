import { expect, test } from 'vitest'
import type { Asker, Role } from './people.ts'
import { counterpartActs, counterpartStatus, mayKeepUnits } from './units.ts'

const as = (role: Role, member = 'THA'): Asker => ({ person: 'p', member, role })
const asked = { member: 'THA', withMember: 'KHM', accepted: false }
const paired = { ...asked, accepted: true }

test('focal points alone keep units and their counterparts', () => {
  expect((['reporter', 'focal_point', 'analyst', 'liaison', 'cau_analyst', 'administrator'] as const).filter((role) => mayKeepUnits(as(role)))).toEqual(['focal_point'])
})

test('who was asked answers, either side ends it, a third does nothing', () => {
  expect(['THA', 'KHM', 'LAO'].map((member) => counterpartActs(as('focal_point', member), asked))).toEqual([['end'], ['accept', 'end'], []])
  expect(['THA', 'KHM', 'LAO'].map((member) => counterpartActs(as('focal_point', member), paired))).toEqual([['end'], ['end'], []])
  expect(counterpartActs(as('liaison', 'KHM'), asked)).toEqual([])
})

test('each side reads how it stands from its own place', () => {
  expect([counterpartStatus(asked, 'THA'), counterpartStatus(asked, 'KHM'), counterpartStatus(paired, 'THA'), counterpartStatus(paired, 'KHM')]).toEqual(['asked_by_us', 'asked_of_us', 'paired', 'paired'])
})
