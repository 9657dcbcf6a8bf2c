import type { narrativeDrafts as routes } from '@openvrs/contract/narratives.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { reading } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { readPublicId } from '../http/public-id.ts'
import type { ReportKey } from './report.ts'
import { addNarrative, listNarratives, removeNarrative, writeNarrative } from './write-narrative.ts'

export type NarrativeDraftServices = {
  /** Counts a look-up of another member's id in that member's ledger. */
  readonly refused: (viewer: Viewer, owner: string, now: Date) => Promise<void>
}

type Asker = { readonly params: { readonly report: string }; readonly actor: { readonly viewer: Viewer }; readonly now: Date }

/** Handlers of `/api/reports/:report/narratives`. */
export function narrativeDraftHandlers({ refused }: NarrativeDraftServices): Handlers<typeof routes> {
  const own = async ({ params, actor: { viewer }, now }: Asker): Promise<ReportKey> => {
    const { refArea, number } = readPublicId(params.report)
    if (refArea === viewer.member) return { refArea, reportId: number }
    await refused(viewer, refArea, now)
    throw new Problem('not_found')
  }

  return {
    list: async (call) => {
      const key = await own(call)
      return withViewer(call.db, call.actor.viewer, call.now, (trx) => listNarratives(reading(trx), key, call.now, call.sentences))
    },
    add: async (call) => {
      const key = await own(call)
      return call.store((trx) => addNarrative(trx, call.actor.viewer, key, call.body, call.now, call.sentences))
    },
    write: async (call) => {
      const key = await own(call)
      return withViewer(call.db, call.actor.viewer, call.now, (trx) => writeNarrative(trx, call.actor.viewer, key, Number(call.params.number), call.body, call.now, call.sentences))
    },
    remove: async (call) => {
      const key = await own(call)
      await withViewer(call.db, call.actor.viewer, call.now, (trx) => removeNarrative(trx, call.actor.viewer, key, Number(call.params.number), call.query.base, call.now))
    },
  }
}
