import type { narratives as routes } from '@openvrs/contract/narratives.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { reading } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { readPublicId } from '../http/public-id.ts'
import { getCollection } from '../registry/index.ts'
import { countShown, countUse } from '../sharing/index.ts'
import { presentListed, presentNarrative } from './present.ts'
import { findVisible, listVisible } from './released.ts'

export type NarrativeServices = {
  /** Counts a look-up of another member's id in that member's ledger. */
  readonly refused: (viewer: Viewer, owner: string, now: Date) => Promise<void>
}

const LARGEST_PAGE = 200
const PAGE = 50

/** Handlers of `/api/narratives`. */
export const narrativeHandlers = ({ refused }: NarrativeServices): Handlers<typeof routes> => ({
  list: ({ db, actor: { viewer }, now, query: { after = 0, limit = PAGE, ...wanted } }) => withViewer(db, viewer, now, async (trx) => {
    const size = Math.min(limit, LARGEST_PAGE)
    const found = await listVisible(trx, viewer.member, now, { ...wanted, after, limit: size + 1 })
    const shown = found.slice(0, size)
    await countShown(trx, viewer, shown.map(({ dataflow, ref_area: member }) => ({ dataflow, member })), now)
    return { narratives: shown.map(presentListed), next: found.length > size ? after + size : null }
  }),

  show: async ({ db, actor: { viewer }, now, params, sentences }) => {
    const { refArea, number } = readPublicId(params.narrative)
    const shown = await withViewer(db, viewer, now, async (trx) => {
      const row = await findVisible(trx, viewer.member, now, refArea, number)
      if (!row) return undefined
      const collection = await getCollection(reading(trx), row.collection, row.collection_version)
      await countUse(trx, viewer, row.dataflow, [refArea], 'query', now)
      return presentNarrative(row, collection, sentences.language)
    })
    if (shown) return shown
    await refused(viewer, refArea, now)
    throw new Problem('not_found')
  },
})
