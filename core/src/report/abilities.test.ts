import { describe, expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { abilitiesOf, mayApprove, mayCreate, mayEdit, mayRead, nextStatus, type Actor, type ReportFacts } from './abilities.ts'
import { ACTIONS, KINDS, NATIONAL, STATUSES, type Action, type Status } from './life.ts'

const cast: { readonly [name: string]: Actor } = {
  sokha: { member: 'KHM', unit: 'POLICE', role: 'reporter', person: 'sokha' },
  dara: { member: 'KHM', unit: 'IMMIGRATION', role: 'reporter', person: 'dara' },
  bopha: { member: 'KHM', unit: 'MAIN', role: 'focal_point', person: 'bopha' },
  vannak: { member: 'KHM', unit: 'MAIN', role: 'focal_point', person: 'vannak' },
  analyst: { member: 'KHM', unit: 'POLICE', role: 'analyst', person: 'analyst' },
  liaison: { member: 'KHM', unit: 'POLICE', role: 'liaison', person: 'liaison' },
  administrator: { member: 'KHM', unit: 'MAIN', role: 'administrator', person: 'administrator' },
  thai: { member: 'THA', unit: 'POLICE', role: 'focal_point', person: 'thai' },
  thaiReporter: { member: 'THA', unit: 'POLICE', role: 'reporter', person: 'thaiReporter' },
  cau: { member: 'CAU', unit: 'MAIN', role: 'cau_analyst', person: 'cau' },
  nobody: { member: '', unit: '', role: '', person: '' },
}

const report = (status: Status, change: Partial<ReportFacts> = {}): ReportFacts => ({ member: 'KHM', unit: 'POLICE', status, fourEyes: true, hands: ['sokha'], ...change })

const can = (name: string, facts: ReportFacts): string => {
  const abilities = abilitiesOf(cast[name]!, facts)
  return ACTIONS.filter((action) => abilities[action]).join(' ')
}

describe('a report of the police of Cambodia', () => {
  test.each([
    ['sokha', 'draft', 'edit submit withdraw'],
    ['sokha', 'submitted', ''],
    ['sokha', 'returned', 'edit submit withdraw'],
    ['sokha', 'approved', ''],
    ['bopha', 'draft', 'edit submit withdraw'],
    ['bopha', 'submitted', 'edit return combine approve withdraw'],
    ['bopha', 'returned', 'edit submit withdraw'],
    ['bopha', 'approved', ''],
    ['bopha', 'withdrawn', ''],
  ] as const)('%s, %s: %s', (name, status, expected) => {
    expect(can(name, report(status))).toBe(expected)
  })

  test('a reporter does not touch a national report, a focal point does', () => {
    for (const status of STATUSES) expect(can('sokha', report(status, { unit: NATIONAL }))).toBe('')
    expect(can('bopha', report('approved', { unit: NATIONAL }))).toBe('correct withdraw')
  })

  test('nobody else may anything, in any status', () => {
    for (const name of ['dara', 'analyst', 'liaison', 'administrator', 'thai', 'thaiReporter', 'cau', 'nobody']) {
      for (const status of STATUSES) {
        expect(can(name, report(status))).toBe('')
        expect(can(name, report(status, { unit: NATIONAL }))).toBe('')
      }
      expect(mayRead(cast[name]!, report('draft'))).toBe(false)
      expect(mayCreate(cast[name]!, report('draft'))).toBe(false)
    }
  })
})

describe('four eyes', () => {
  test('who submitted or last edited it does not approve it', () => {
    expect(mayApprove(cast['bopha']!, report('submitted', { hands: ['sokha', 'bopha'] }))).toBe(false)
    expect(mayApprove(cast['vannak']!, report('submitted', { hands: ['sokha', 'bopha'] }))).toBe(true)
  })

  test('a state that does not ask for them lets one person do all', () => {
    expect(mayApprove(cast['bopha']!, report('submitted', { hands: ['bopha'], fourEyes: false }))).toBe(true)
  })
})

describe('what is said to whom', () => {
  const said = (name: string, facts: ReportFacts, action: Action): string => {
    try {
      return nextStatus(cast[name]!, facts, action)
    } catch (problem) {
      return (problem as Problem).code
    }
  }

  test.each([
    ['thai', 'submitted', 'approve', 'not_found'],
    ['dara', 'draft', 'edit', 'not_found'],
    ['sokha', 'submitted', 'approve', 'not_allowed'],
    ['sokha', 'draft', 'approve', 'not_allowed'],
    ['sokha', 'submitted', 'edit', 'not_allowed'],
    ['sokha', 'approved', 'submit', 'report.status'],
    ['bopha', 'draft', 'approve', 'report.status'],
    ['bopha', 'approved', 'approve', 'report.status'],
    ['bopha', 'submitted', 'approve', 'approved'],
  ] as const)('%s, %s, %s: %s', (name, status, action, expected) => {
    expect(said(name, report(status), action)).toBe(expected)
  })

  test('the own hand is told that a second person must', () => {
    expect(said('bopha', report('submitted', { hands: ['bopha'] }), 'approve')).toBe('report.four_eyes')
  })

  test('what is said agrees with the abilities, for everybody, in every status', () => {
    for (const name of Object.keys(cast)) for (const kind of KINDS) for (const status of STATUSES) for (const hands of [['sokha'], ['bopha']]) {
      const facts = report(status, { hands, unit: kind === 'national' ? NATIONAL : 'POLICE' })
      for (const action of ACTIONS) expect(STATUSES.includes(said(name, facts, action) as Status)).toBe(abilitiesOf(cast[name]!, facts)[action])
    }
  })
})

test('a reporter makes reports for the own unit, a focal point for any but the national', () => {
  expect(mayCreate(cast['sokha']!, { member: 'KHM', unit: 'POLICE' })).toBe(true)
  expect(mayCreate(cast['sokha']!, { member: 'KHM', unit: 'IMMIGRATION' })).toBe(false)
  expect(mayCreate(cast['bopha']!, { member: 'KHM', unit: 'IMMIGRATION' })).toBe(true)
  expect(mayCreate(cast['bopha']!, { member: 'KHM', unit: NATIONAL })).toBe(false)
  expect(mayEdit(cast['bopha']!, report('draft', { member: 'THA' }))).toBe(false)
})
