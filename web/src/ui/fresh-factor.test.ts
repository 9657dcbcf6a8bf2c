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

test.each(['not_allowed', 'auth.no_factor'])('another refusal asks for nothing: %s', async (code) => {
  const asked = () => { throw new Error('asked') }
  await expect(againWithFactor(() => Promise.reject(new Refusal(403, { code })), asked)).rejects.toMatchObject({ code })
})
