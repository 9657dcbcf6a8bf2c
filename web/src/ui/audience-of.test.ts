import { describe, expect, test } from 'vitest'
import { compareSeen, seenUnder, type Access, type Group } from './audience-of.ts'

const access = (unlocked: boolean, states: string[]): Access => ({
  dataflow: 'VRS_DETECT', member: 'THA', unlocked, reason_code: '', reason: '', missing_code: '', missing: '', contributors: '4', years: '2026', values: {}, states,
})
const groups: Group[] = [{ group: 'Mekong', members: ['KHM', 'LAO', 'THA'], with_cau: false }]
const under = (level: 'NATIONAL' | 'SECRETARIAT' | 'GROUP' | 'CONTRIBUTORS' | 'PUBLIC', group?: string, open = true) => seenUnder({ level, group }, 'THA', access(open, open ? ['AUS', 'KHM', 'THA'] : []), groups)

describe('who sees figures', () => {
  test('of each level', () => {
    expect(under('NATIONAL')).toMatchObject({ members: ['THA'], secretariat: false })
    expect(under('SECRETARIAT')).toMatchObject({ members: ['THA'], secretariat: true })
    expect(under('GROUP', 'Mekong')).toMatchObject({ members: ['KHM', 'LAO', 'THA'], secretariat: false, note: 'group' })
    expect(under('GROUP')).toMatchObject({ members: ['THA'], note: 'group_missing' })
    expect(under('CONTRIBUTORS')).toMatchObject({ members: ['THA', 'AUS', 'KHM'], secretariat: true })
    expect(under('PUBLIC')).toMatchObject({ members: ['THA', 'AUS', 'KHM'], note: 'public' })
  })

  test('a state that does not contribute is told no names', () => {
    expect(under('CONTRIBUTORS', undefined, false)).toEqual({ members: ['THA'], secretariat: true, note: 'locked', contributors: '4' })
  })

  test('what a change takes and gives', () => {
    expect(compareSeen(under('CONTRIBUTORS'), under('GROUP', 'Mekong'))).toEqual({ lose: ['AUS'], gain: ['LAO'], secretariat: 'loses' })
    expect(compareSeen(under('NATIONAL'), under('SECRETARIAT'))).toEqual({ lose: [], gain: [], secretariat: 'gains' })
  })
})
