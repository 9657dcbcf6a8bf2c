import { expect, test } from 'vitest'
import { Refusal } from '../api/refusal.ts'
import { againWithFactor } from './fresh-factor.tsx'

const needed = () => new Refusal(403, { code: 'auth.fresh_factor' })

test('work that needs a fresh factor is done again once it was given', async () => {
  let fresh = false
  const work = () => (fresh ? Promise.resolve('done') : Promise.reject(needed()))
  expect(await againWithFactor(work, async () => { fresh = true; return true })).toBe('done')
})

test('who turns back gets nothing, and the work is not tried again', async () => {
  let tries = 0
  const work = () => { tries += 1; return Promise.reject(needed()) }
  expect(await againWithFactor(work, async () => false)).toBeUndefined()
  expect(tries).toBe(1)
})

test('another refusal asks for nothing', async () => {
  const asked = () => { throw new Error('asked') }
  await expect(againWithFactor(() => Promise.reject(new Refusal(403, { code: 'not_allowed' })), asked)).rejects.toMatchObject({ code: 'not_allowed' })
})
