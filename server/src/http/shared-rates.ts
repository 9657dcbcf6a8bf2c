import { createHash } from 'node:crypto'
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'
import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'

type Count = { readonly window: number; /** What the servers of the system had counted together when last asked. */ together: number; /** What this one has counted since. */ here: number }

export type SharedRates = { readonly store: FastifyRateLimitStoreCtor; readonly share: () => Promise<void> }

/** More addresses than this in one minute are a flood from many: the oldest are forgotten rather than memory filled. */
const MOST_KEYS = 20_000

/**
 * Counts requests by address for all servers of a system. A request is counted in memory, so it waits for nothing; `share`,
 * called every second, adds up what the servers counted (`auth.attempt`). A flood can thus pass by as much as comes in a
 * second at each server.
 */
export function sharedRates(db: Db, clock: () => Date): SharedRates {
  const counts = new Map<string, Count>()
  class Store implements FastifyRateLimitStore {
    incr(address: string, callback: (error: Error | null, result?: { current: number; ttl: number }) => void, timeWindow = 60_000): void {
      const now = clock().getTime()
      const window = Math.floor(now / timeWindow)
      const key = `${timeWindow} ${address}`
      const seen = counts.get(key)
      const count = seen?.window === window ? seen : { window, together: 0, here: 0 }
      count.here++
      counts.set(key, count)
      if (counts.size > MOST_KEYS) counts.delete(counts.keys().next().value!)
      callback(null, { current: count.together + count.here, ttl: (window + 1) * timeWindow - now })
    }

    child(): FastifyRateLimitStore {
      return new Store()
    }
  }
  return { store: Store, share: () => share(db, counts, clock().getTime()) }
}

async function share(db: Db, counts: Map<string, Count>, now: number): Promise<void> {
  for (const [key, count] of counts) if ((count.window + 1) * windowOf(key) <= now) counts.delete(key)
  const fresh = [...counts].filter(([, { here }]) => here > 0)
  if (fresh.length === 0) return
  const told = fresh.map(([key, count]) => ({ count, here: count.here, key: hashOf(key, count), until: new Date((count.window + 1) * windowOf(key)) })).sort((a, b) => (a.key < b.key ? -1 : 1))
  const { rows } = await sql<{ key: string; count: number }>`
    insert into auth.attempt as a (key, count, until) select * from unnest(${told.map(({ key }) => key)}::text[], ${told.map(({ here }) => here)}::integer[], ${told.map(({ until }) => until)}::timestamptz[])
    on conflict (key) do update set count = a.count + excluded.count returning key, count`.execute(db)
  const together = new Map(rows.map((row) => [row.key, row.count]))
  for (const { count, here, key } of told) {
    count.together = together.get(key)!
    count.here -= here
  }
}

const windowOf = (key: string): number => Number(key.slice(0, key.indexOf(' ')))

/** The database keeps no address. */
const hashOf = (key: string, { window }: Count): string => createHash('sha256').update(`rate:${window} ${key}`).digest('hex')
