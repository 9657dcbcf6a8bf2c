import { expect, test } from 'vitest'
import { compareSeen, isJoint, noteOf } from './audience-of.ts'

const seen = (members: string[], secretariat = true) => ({ members, secretariat })

test('what a change takes and gives', () => {
  expect(compareSeen(seen(['THA', 'AUS', 'KHM']), seen(['THA', 'KHM', 'LAO'], false))).toEqual({ lose: ['AUS'], gain: ['LAO'], secretariat: 'loses' })
  expect(compareSeen(seen(['THA'], false), seen(['THA']))).toEqual({ lose: [], gain: [], secretariat: 'gains' })
})

test('what the names leave open is said', () => {
  expect(noteOf({ level: 'CONTRIBUTORS', told: true, waiting: [] })).toBeUndefined()
  expect(noteOf({ level: 'CONTRIBUTORS', told: false, waiting: [] })).toBe('locked')
  expect(noteOf({ level: 'PUBLIC', told: true, waiting: [] })).toBe('public')
  expect(noteOf({ level: 'PUBLIC', told: false, waiting: [] })).toBe('locked')
  expect(noteOf({ level: 'GROUP', told: true, waiting: ['VNM'] })).toBeUndefined()
  expect(noteOf({ level: 'GROUP', told: false, waiting: ['VNM'] })).toBe('group')
  expect(noteOf({ level: 'NATIONAL', told: true, waiting: [] })).toBeUndefined()
})

test('several circles at once are no group that can be asked for', () => {
  expect(['Mekong', 'Mekong & Coast', 'Mekong+', undefined].map((group) => isJoint({ group }))).toEqual([false, true, true, false])
})
