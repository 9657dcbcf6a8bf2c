import { describe, expect, test } from 'vitest'
import { abilitiesOf, mayAddMember, mayAddUnit, mayChange, mayChangeMember, mayConfirm, mayDisable, mayInvite, mayWithdraw, maySeeSystem, rolesOf, SECRETARIAT, type Asker, type Member, type Role } from './people.ts'

const ROLES: readonly Role[] = ['reporter', 'focal_point', 'analyst', 'liaison', 'cau_analyst', 'administrator']
const as = (role: Role, member = role === 'cau_analyst' || role === 'administrator' ? SECRETARIAT : 'THA'): Asker => ({ person: `${role}-1`, member, role })
const member = (code: string, more: Partial<Member> = {}): Member => ({ code, hadFocalPoint: true, left: false, ...more })
const nobody: Asker = { person: '', member: '', role: '' }

/** Which roles an asker may invite into a member. */
const invitable = (asker: Asker, into: Member) => ROLES.filter((role) => mayInvite(asker, into, role))

describe('who invites whom', () => {
  test.each([
    ['focal_point', member('THA'), ['reporter', 'focal_point', 'analyst', 'liaison']],
    ['focal_point', member('KHM'), []],
    ['focal_point', member('THA', { left: true }), []],
    ['focal_point', member(SECRETARIAT), []],
    ['administrator', member('THA'), []],
    ['administrator', member('THA', { hadFocalPoint: false }), ['focal_point']],
    ['administrator', member('THA', { hadFocalPoint: false, left: true }), []],
    ['administrator', member(SECRETARIAT), ['cau_analyst', 'administrator']],
    ['reporter', member('THA', { hadFocalPoint: false }), []],
    ['analyst', member('THA', { hadFocalPoint: false }), []],
    ['liaison', member('THA', { hadFocalPoint: false }), []],
    ['cau_analyst', member(SECRETARIAT), []],
  ] as const)('a %s into %o: %o', (role, into, expected) => expect(invitable(as(role), into)).toEqual(expected))

  test('nobody invites nobody', () => expect(invitable(nobody, member('', { hadFocalPoint: false }))).toEqual([]))
})

test('who invites withdraws: a focal point of the own member, the administrator of the secretariat and first focal points', () => {
  const invitations = [['THA', false], ['KHM', false], ['KHM', true], [SECRETARIAT, false]] as const
  expect(ROLES.flatMap((role) => invitations.filter(([code, first]) => mayWithdraw(as(role), { member: code, first })).map(([code, first]) => `${role} ${code} ${first}`)))
    .toEqual(['focal_point THA false', 'administrator KHM true', `administrator ${SECRETARIAT} false`])
})

test('the roles of a state and of the secretariat have nothing in common', () => {
  expect(rolesOf('THA').filter((role) => rolesOf(SECRETARIAT).includes(role))).toEqual([])
  expect([...rolesOf('THA'), ...rolesOf(SECRETARIAT)].sort()).toEqual([...ROLES].sort())
})

test('a focal point disables the own people, the administrator the secretariat\'s; nobody themselves', () => {
  const allowed = ROLES.flatMap((role) => [['THA', 'reporter'], ['KHM', 'reporter'], [SECRETARIAT, 'cau_analyst']].filter(([code, its]) =>
    mayDisable(as(role), { person: 'somebody', member: code!, role: its as Role })).map(([code]) => `${role} ${code}`))
  expect(allowed).toEqual(['focal_point THA', `administrator ${SECRETARIAT}`])
  expect(mayDisable(as('focal_point'), { person: 'focal_point-1', member: 'THA', role: 'focal_point' })).toBe(false)
})

test('a focal point gives the roles of a state, to the own people, and changes the own unit but not the own role', () => {
  const given = ROLES.filter((role) => mayChange(as('focal_point'), { person: 'somebody', member: 'THA', role: 'reporter' }, role))
  expect(given).toEqual(['reporter', 'focal_point', 'analyst', 'liaison'])
  expect(ROLES.some((role) => mayChange(as('focal_point'), { person: 'somebody', member: 'KHM', role: 'reporter' }, role))).toBe(false)
  expect(ROLES.filter((role) => mayChange(as('focal_point'), { person: 'focal_point-1', member: 'THA', role: 'focal_point' }, role))).toEqual(['focal_point'])
  for (const other of ROLES.filter((role) => role !== 'focal_point')) expect(mayChange(as(other), { person: 'somebody', member: 'THA', role: 'reporter' }, 'reporter')).toBe(false)
})

test('a new analyst of the secretariat is confirmed by focal points and analysts, nobody twice, never by themselves or the administrator', () => {
  const fresh = { person: 'somebody', member: SECRETARIAT, role: 'cau_analyst' } as const
  expect(ROLES.filter((role) => mayConfirm(as(role), fresh, []))).toEqual(['focal_point', 'cau_analyst'])
  expect(mayConfirm(as('cau_analyst'), { ...fresh, person: 'cau_analyst-1' }, [])).toBe(false)
  expect(mayConfirm(as('focal_point'), fresh, ['focal_point-1'])).toBe(false)
  expect(mayConfirm(as('focal_point'), { ...fresh, member: 'THA', role: 'analyst' }, [])).toBe(false)
})

test('members and units', () => {
  expect(ROLES.filter((role) => mayAddMember(as(role)))).toEqual(['administrator'])
  expect(ROLES.filter((role) => mayAddUnit(as(role), member('THA')))).toEqual(['focal_point'])
  expect(ROLES.filter((role) => mayAddUnit(as(role), member('THA', { hadFocalPoint: false })))).toEqual(['focal_point', 'administrator'])
  expect(ROLES.filter((role) => mayChangeMember(as(role), 'THA'))).toEqual(['focal_point'])
  expect(mayChangeMember(as('focal_point'), 'KHM')).toBe(false)
})

test('what a screen offers is what the predicates allow', () => {
  expect(ROLES.filter((role) => abilitiesOf(as(role)).length > 0)).toEqual(['focal_point', 'cau_analyst', 'administrator'])
  expect(ROLES.filter((role) => abilitiesOf(as(role)).includes('confirm'))).toEqual(['focal_point', 'cau_analyst'])
  for (const ability of ['review', 'set_terms'] as const) expect(ROLES.filter((role) => abilitiesOf(as(role)).includes(ability))).toEqual(['focal_point'])
  expect(ROLES.filter((role) => maySeeSystem(as(role)))).toEqual(['administrator'])
  expect(ROLES.filter((role) => abilitiesOf(as(role)).includes('see_system'))).toEqual(['administrator'])
  expect(abilitiesOf(nobody)).toEqual([])
})
