import { expect, test } from 'vitest'
import type { Role } from './people.ts'
import { mayAskReturn, returnActs, returnOpens } from './returning.ts'

const ROLES: readonly Role[] = ['reporter', 'focal_point', 'analyst', 'liaison', 'cau_analyst', 'administrator']
const as = (role: Role) => ({ person: 'p', member: 'CAU', role })
const NOW = new Date('2026-11-21T12:00:00Z')
const acts = (opens: Date | null, now = NOW) => Object.fromEntries(ROLES.map((role) => [role, returnActs(as(role), { opens }, now)]).filter(([, may]) => may!.length > 0))

test('the administrator asks and invites, the analyst seconds; either stops it', () => {
  expect(ROLES.filter((role) => mayAskReturn(as(role)))).toEqual(['administrator'])
  expect(acts(null)).toEqual({ cau_analyst: ['second', 'stop'], administrator: ['stop'] })
  expect(acts(returnOpens(NOW))).toEqual({ cau_analyst: ['stop'], administrator: ['stop'] })
  expect(acts(returnOpens(NOW), returnOpens(NOW))).toEqual({ cau_analyst: ['stop'], administrator: ['invite', 'stop'] })
})
