import { LRUCache } from 'lru-cache'
import { Problem } from '@openvrs/core/problem.ts'

/** What was worked out, and from which list of releases. */
export type Worked<T> = { readonly list: string; readonly of: T; /** What keeping it costs. */ readonly rows: number }

/**
 * Answers that are worked out once for all who ask the same and see the same releases. `list` is what the asker sees now; what
 * `work` found is for others only where it comes from that list. Nothing is kept of what fails or has no answer.
 */
export type Shared<T> = {
  get(question: string, list: string, work: () => Promise<Worked<T> | undefined>, gone?: AbortSignal): Promise<T | undefined>
  clear(): void
}

/** Keeps answers of at most so many rows together, those that were asked for last. */
export function makeShared<T extends object>(capacity: number): Shared<T> {
  if (capacity === 0) return { get: async (_question, _list, work) => (await work())?.of, clear: () => undefined }
  const kept = new LRUCache<string, Worked<T>>({ maxSize: capacity, sizeCalculation: ({ rows }) => rows + 1 })
  const underWay = new Map<string, Promise<Worked<T> | undefined>>()
  const begin = (key: string, list: string, work: () => Promise<Worked<T> | undefined>): Promise<Worked<T> | undefined> => {
    const begun = work().then((worked) => {
      if (worked?.list === list && underWay.get(key) === begun) kept.set(key, worked)
      return worked
    }).finally(() => { if (underWay.get(key) === begun) underWay.delete(key) })
    underWay.set(key, begun)
    return begun
  }
  return {
    get: async (question, list, work, gone) => {
      const key = `${list} ${question}`
      for (;;) {
        const known = kept.get(key)
        if (known) return known.of
        const before = underWay.get(key)
        if (!before) return (await begin(key, list, work))?.of
        const worked = await orGivenUp(before, gone).catch((problem: unknown) => { if (gone?.aborted || !isGivenUp(problem)) throw problem })
        if (worked?.list === list) return worked.of
      }
    },
    clear: () => {
      kept.clear()
      underWay.clear()
    },
  }
}

const isGivenUp = (problem: unknown): boolean => problem instanceof Problem && problem.code === 'request.given_up'

/** Who gives up waits no longer; the work goes on for others. */
function orGivenUp<T>(work: Promise<T>, gone: AbortSignal | undefined): Promise<T> {
  if (!gone) return work
  const { promise, reject } = Promise.withResolvers<never>()
  const leave = (): void => reject(new Problem('request.given_up'))
  if (gone.aborted) leave()
  gone.addEventListener('abort', leave)
  return Promise.race([work, promise]).finally(() => gone.removeEventListener('abort', leave))
}
