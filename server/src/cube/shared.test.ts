import { expect, test } from 'vitest'
import { Problem } from '@openvrs/core/problem.ts'
import { makeShared, type Worked } from './shared.ts'

type Answer = { readonly of: string }

/** Work that ends when it is told to, and counts how often it was begun. */
function bench() {
  const begun: { readonly end: (worked: Worked<Answer> | undefined) => void; readonly fail: (problem: Error) => void }[] = []
  const work = () => new Promise<Worked<Answer> | undefined>((end, fail) => begun.push({ end, fail }))
  return { begun, work }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))
const worked = (list: string, of = list, rows = 1): Worked<Answer> => ({ list, of: { of }, rows })

test('who asks the same and sees the same gets one answer, at once and later; who sees other releases does not', async () => {
  const shared = makeShared<Answer>(10)
  const { begun, work } = bench()
  const three = ['q', 'q', 'r'].map((question) => shared.get(question, 'A', work))
  const other = shared.get('q', 'B', work)
  expect(begun.length).toBe(3)
  begun[0]!.end(worked('A'))
  begun[1]!.end(worked('A', 'r'))
  begun[2]!.end(worked('B'))
  const [first, second, third] = await Promise.all(three)
  expect(second).toBe(first)
  expect([first?.of, third?.of, (await other)?.of]).toEqual(['A', 'r', 'B'])
  expect(await shared.get('q', 'A', work)).toBe(first)
  expect(begun.length).toBe(3)
})

test('an answer from another list than its asker began with is nobody else\'s', async () => {
  const shared = makeShared<Answer>(10)
  const { begun, work } = bench()
  const [first, second] = [shared.get('q', 'A', work), shared.get('q', 'A', work)]
  begun[0]!.end(worked('A2'))
  expect(await first).toEqual({ of: 'A2' })
  await turn()
  expect(begun.length, 'the second works it out again').toBe(2)
  begun[1]!.end(worked('A'))
  expect(await second).toEqual({ of: 'A' })
})

test('who gives up waits no longer and takes nobody along', async () => {
  const shared = makeShared<Answer>(10)
  const { begun, work } = bench()
  const leaves = new AbortController()
  const [first, waits, left] = [shared.get('q', 'A', work), shared.get('q', 'A', work), shared.get('q', 'A', work, leaves.signal)]
  leaves.abort()
  await expect(left).rejects.toMatchObject({ code: 'request.given_up' })
  begun[0]!.fail(new Problem('request.given_up'))
  await expect(first).rejects.toMatchObject({ code: 'request.given_up' })
  await turn()
  begun[1]!.end(worked('A'))
  expect(await waits).toEqual({ of: 'A' })
})

test('what fails is told to all who wait, and kept for nobody; nor is what has no answer, or came before the end of what was known', async () => {
  const shared = makeShared<Answer>(10)
  const { begun, work } = bench()
  const both = [shared.get('q', 'A', work), shared.get('q', 'A', work)]
  begun[0]!.fail(new Error('damaged'))
  for (const one of both) await expect(one).rejects.toThrow('damaged')
  const none = shared.get('q', 'A', work)
  begun[1]!.end(undefined)
  expect(await none).toBeUndefined()
  const stale = shared.get('q', 'A', work)
  shared.clear()
  begun[2]!.end(worked('A', 'stale'))
  expect(await stale).toEqual({ of: 'stale' })
  const fresh = shared.get('q', 'A', work)
  begun[3]!.end(worked('A', 'fresh'))
  expect(await fresh).toEqual({ of: 'fresh' })
})

test('keeps so many rows and no more, the ones that were asked for last; none where it may keep none', async () => {
  const shared = makeShared<Answer>(10)
  let works = 0
  const ask = (question: string, rows = 3) => shared.get(question, 'A', async () => { works++; return worked('A', question, rows) })
  for (const question of ['a', 'b', 'a', 'c', 'a']) await ask(question)
  expect(works).toBe(3)
  await ask('b')
  expect(works, 'b had to go').toBe(4)
  await ask('large', 100)
  await ask('large', 100)
  expect(works, 'what is larger than all that may be kept is never kept').toBe(6)
  const none = makeShared<Answer>(0)
  for (let i = 0; i < 2; i++) await none.get('a', 'A', async () => { works++; return worked('A') })
  expect(works).toBe(8)
})
