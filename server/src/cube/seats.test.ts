import { expect, test } from 'vitest'
import { makeSeats } from './seats.ts'

const problem = () => new Error('given up')

test('so many work at once, the next when one has left, and who is given up while waiting leaves the line', async () => {
  const seats = makeSeats(2)
  const events: string[] = []
  const given = new AbortController()
  const enter = (name: string, gone?: AbortSignal) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const done = seats(async () => { events.push(`${name} sits`); await promise }, gone, problem).catch((error: Error) => events.push(`${name} ${error.message}`))
    return { leave: async () => { resolve(); await done }, done }
  }
  const [first, second, third, fourth] = [enter('first'), enter('second'), enter('third', given.signal), enter('fourth')]
  await Promise.resolve()
  expect(events).toEqual(['first sits', 'second sits'])
  given.abort()
  await third.done
  expect(events.at(-1)).toBe('third given up')
  await first.leave()
  expect(events.at(-1)).toBe('fourth sits')
  await Promise.all([second.leave(), fourth.leave()])
  await expect(seats(async () => 'still two', undefined, problem)).resolves.toBe('still two')
  await expect(seats(async () => 'never', given.signal, problem)).rejects.toThrow('given up')
})
