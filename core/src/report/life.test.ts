import { describe, expect, test } from 'vitest'
import { ACTIONS, findStep, KINDS, kindOf, LIFE, STATUSES, type Action, type Kind, type Status } from './life.ts'

/** The table once more, as the guides tell it: a line for a kind and status, `action>status` for each action that is there. */
const TOLD: { readonly [K in Kind]: { readonly [S in Status]: string } } = {
  unit: {
    draft: 'edit>draft submit>submitted withdraw>withdrawn',
    submitted: 'edit>draft return>returned combine>submitted approve>approved withdraw>withdrawn',
    returned: 'edit>returned submit>submitted withdraw>withdrawn',
    approved: '',
    withdrawn: '',
  },
  national: {
    draft: 'edit>draft submit>submitted withdraw>withdrawn',
    submitted: 'edit>draft return>returned approve>approved withdraw>withdrawn',
    returned: 'edit>returned submit>submitted withdraw>withdrawn',
    approved: 'correct>draft withdraw>withdrawn',
    withdrawn: '',
  },
}

const pairs = KINDS.flatMap((kind) => STATUSES.flatMap((status) => ACTIONS.map((action) => [kind, status, action] as const)))

test.each(pairs)('a %s report that is %s, asked to %s', (kind, status, action) => {
  const told = new Map(TOLD[kind][status].split(' ').filter(Boolean).map((step) => step.split('>') as [Action, Status]))
  expect(findStep(kind, status, action)?.to).toBe(told.get(action))
})

describe('whatever the kind', () => {
  test('nothing is approved that was not submitted', () => {
    for (const kind of KINDS) for (const status of STATUSES) if (status !== 'submitted') expect(LIFE[kind][status].approve).toBeUndefined()
  })

  test('an approval asks for a second person, and nothing else does', () => {
    for (const [kind, status, action] of pairs) {
      const step = findStep(kind, status, action)
      if (step) expect(step.who === 'second').toBe(action === 'approve')
    }
  })

  test('a submitted version is never edited: an edit makes it a draft', () => {
    for (const kind of KINDS) expect(LIFE[kind].submitted.edit?.to).toBe('draft')
  })

  test('what was withdrawn stays so', () => {
    for (const kind of KINDS) expect(LIFE[kind].withdrawn).toEqual({})
  })

  test('every status is reached from a draft', () => {
    for (const kind of KINDS) expect(reachable(kind).toSorted()).toEqual([...STATUSES].toSorted())
  })
})

test('a report of NATIONAL is national, any other is a unit\'s', () => {
  expect(kindOf('NATIONAL')).toBe('national')
  expect(kindOf('POLICE')).toBe('unit')
})

function reachable(kind: Kind): Status[] {
  const seen = new Set<Status>(['draft'])
  for (const status of seen) for (const step of Object.values(LIFE[kind][status])) seen.add(step.to)
  return [...seen]
}
