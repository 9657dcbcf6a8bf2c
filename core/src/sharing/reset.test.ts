import { describe, expect, test } from 'vitest'
import { mayAskReset, mayReset, SECRETARIAT, type Asker, type Role } from './people.ts'
import { LINK_MS, noticeMs, resetActs, resetStatus, type Reset } from './reset.ts'

const ROLES: readonly Role[] = ['reporter', 'focal_point', 'analyst', 'liaison', 'cau_analyst', 'administrator']
const homeOf = (role: Role): string => (role === 'cau_analyst' || role === 'administrator' ? SECRETARIAT : 'THA')
const as = (role: Role, member = homeOf(role)): Asker => ({ person: `${role} of ${member}`, member, role })
const pairs = (may: typeof mayReset) => ROLES.flatMap((asker) => ROLES.filter((role) => may(as(asker), { person: 'somebody', member: homeOf(role), role })).map((role) => `${asker}: ${role}`))

test('a peer resets the own people: a focal point all of a state, in the secretariat each the same role', () => {
  expect(pairs(mayReset)).toEqual(['focal_point: reporter', 'focal_point: focal_point', 'focal_point: analyst', 'focal_point: liaison', 'cau_analyst: cau_analyst', 'administrator: administrator'])
  expect(ROLES.some((role) => mayReset(as(role), { person: as(role).person, member: homeOf(role), role }))).toBe(false)
  expect(ROLES.some((role) => mayReset(as('focal_point', 'KHM'), { person: 'somebody', member: 'THA', role }))).toBe(false)
})

test('the administrator asks for people of states, and for nobody of the secretariat', () => {
  expect(pairs(mayAskReset)).toEqual(['administrator: reporter', 'administrator: focal_point', 'administrator: analyst', 'administrator: liaison'])
})

const NOW = new Date('2026-11-21T12:00:00Z')
const later = (ms: number): Date => new Date(NOW.getTime() + ms)
const NOTICE_MS = noticeMs(false)
const peers: Reset = { member: 'THA', person: { person: 'somebody', role: 'focal_point' }, notice: false, opens: null, expires: later(LINK_MS) }
const asked: Reset = { ...peers, notice: true, expires: null }
const seconded: Reset = { ...asked, opens: later(NOTICE_MS) }
const issued: Reset = { ...seconded, expires: later(NOTICE_MS + LINK_MS) }

test('a notice is seven days, and thirty where a peer could have done it', () => {
  expect([noticeMs(false), noticeMs(true)]).toEqual([7 * 86_400_000, 30 * 86_400_000])
})

describe('the way of a reset', () => {
  test('a notice runs to the moment, and so does a link', () => {
    expect([resetStatus(asked, NOW), resetStatus(seconded, later(NOTICE_MS - 1)), resetStatus(seconded, later(NOTICE_MS)), resetStatus(issued, later(NOTICE_MS)), resetStatus(issued, later(NOTICE_MS + LINK_MS))]).toEqual(['asked', 'notice', 'ready', 'issued', 'run_out'])
    expect([resetStatus(peers, later(LINK_MS - 1)), resetStatus(peers, later(LINK_MS))]).toEqual(['issued', 'run_out'])
  })

  const acts = (reset: Reset, now: Date) => Object.fromEntries([...ROLES.map((role) => as(role)), as('focal_point', 'KHM'), as('analyst', 'KHM')].map((asker) => [asker.person, resetActs(asker, reset, now)]).filter(([, may]) => may!.length > 0))
  const ofState = { 'reporter of THA': ['stop'], 'focal_point of THA': ['stop'], 'analyst of THA': ['stop'], 'liaison of THA': ['stop'] }

  test('an analyst seconds, the administrator issues once the notice is over, and all people of the state can stop it until then', () => {
    expect(acts(asked, NOW)).toEqual({ ...ofState, 'cau_analyst of CAU': ['second', 'stop'], 'administrator of CAU': ['stop'] })
    expect(acts(seconded, later(NOTICE_MS - 1))).toEqual({ ...ofState, 'cau_analyst of CAU': ['stop'], 'administrator of CAU': ['stop'] })
    expect(acts(seconded, later(NOTICE_MS))).toEqual({ ...ofState, 'cau_analyst of CAU': ['stop'], 'administrator of CAU': ['issue', 'stop'] })
  })

  test('a peer\'s link is stopped by the peers alone', () => {
    expect(acts(peers, NOW)).toEqual({ 'focal_point of THA': ['stop'] })
    expect(acts({ ...peers, person: { person: 'somebody', role: undefined } }, NOW)).toEqual({})
  })
})
