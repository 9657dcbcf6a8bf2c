import type { news as routes } from '@openvrs/contract/news.ts'
import { changesSince, usesSince, type Sight } from '@openvrs/core/news/changes.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { sha256 } from '../audit/index.ts'
import { withViewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { listNotices, type Notice } from '../sharing/index.ts'
import { listOwn } from './own.ts'
import { findSeen, keepSeen, readSight } from './sight.ts'

/** To whom nothing was told yet, the last month is new of what happened to the own figures. */
const FIRST_DAYS = 30
const NOTHING: Sight = { shown: [], uses: [] }

const markOf = (sight: Sight, notices: readonly Notice[]): string => sha256(JSON.stringify([sight, notices]))
const sinceOf = (seen: { readonly at: Date } | undefined, now: Date): Date => seen?.at ?? new Date(now.getTime() - FIRST_DAYS * 86_400_000)

export const newsHandlers = (): Handlers<typeof routes> => ({
  list: ({ db, actor, now }) =>
    withViewer(db, actor.viewer, now, async (trx) => {
      const [seen, sight] = [await findSeen(trx, actor.viewer), await readSight(trx, actor.viewer, now)]
      const since = sinceOf(seen, now)
      const notices = await listNotices(trx, since)
      const before = seen?.sight ?? NOTHING
      return {
        since: seen?.at.toISOString() ?? null, at: now.toISOString(), mark: markOf(sight, notices),
        figures: changesSince(before, sight).map((change) => ({ ...change, freq: change.freq as 'M' })), own: await listOwn(trx, actor.viewer, since), notices: notices.map((notice) => ({ ...notice, at: notice.at.toISOString() })), uses: [...usesSince(before, sight)],
      }
    }),

  seen: ({ db, actor, now, body }) =>
    withViewer(db, actor.viewer, now, async (trx) => {
      const sight = await readSight(trx, actor.viewer, now)
      const notices = await listNotices(trx, sinceOf(await findSeen(trx, actor.viewer), now))
      if (markOf(sight, notices) !== body.mark) throw new Problem('news.changed')
      const at = new Date(body.at)
      await keepSeen(trx, actor.viewer, sight, at < now ? at : now)
    }),
})
