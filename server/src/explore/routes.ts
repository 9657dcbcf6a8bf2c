import type { explore as routes } from '@openvrs/contract/explore.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { parseAsk, type Ask, type AskTexts } from '@openvrs/core/query/ask.ts'
import { explain } from '@openvrs/core/query/explain.ts'
import { planQuery, type Plan } from '@openvrs/core/query/plan.ts'
import { mayPreview } from '@openvrs/core/sharing/abilities.ts'
import { reading, type Db } from '../db/connect.ts'
import { anonymous, withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { findDataflow } from '../registry/index.ts'
import { countUse } from '../sharing/index.ts'
import { columnsOf, presentCsv, presentExplanation, presentRows } from './present.ts'
import { findDefinitions } from './definitions.ts'
import { previewAs } from './preview.ts'
import { findOwners, runExplanation, runQuery } from './queries.ts'

/** The most rows of one answer; larger ones are exports. */
const LIMIT = 200_000

export const exploreHandlers = (): Handlers<typeof routes> => ({
  query: async ({ params, query, maybeActor, db, now, request, reply }) => {
    const viewer = maybeActor?.viewer ?? anonymous
    if (maybeActor && !maybeActor.scopes.includes('read')) throw new Problem('auth.scope', { scope: 'read' })
    const isCsv = query.format === 'csv' || (query.format === undefined && request.headers.accept === 'text/csv')
    const { ask, plan } = await planFor(db, viewer, { dataflow: params.dataflow, by: query.by, where: query.where, measure: query.measure, asOf: query.as_of }, now)
    const scope = { member: viewer.member, asOf: ask.asOf ?? now, limit: LIMIT + 1 }

    const { cells, definitions, explanation } = await withViewer(db, viewer, now, async (trx) => {
      const cells = await runQuery(trx, plan, scope)
      if (cells.length === 0) throw new Problem('query.nothing')
      if (cells.length > LIMIT) throw new Problem('query.answer_too_large', { limit: LIMIT })
      const explanation = query.explain === 'true' ? explain(await runExplanation(trx, plan, scope)) : undefined
      await countUse(trx, viewer, params.dataflow, await findOwners(trx, plan, scope), isCsv ? 'export' : 'query', now)
      return { cells, definitions: await findDefinitions(trx, plan, scope), explanation }
    })

    reply.header('cache-control', 'no-store')
    if (isCsv) {
      reply.type('text/csv; charset=utf-8; header=present').header('content-disposition', `attachment; filename="${params.dataflow}.csv"`).serializer((text: unknown) => text as string)
      return presentCsv(plan, cells) as never
    }
    return {
      dataflow: params.dataflow, columns: columnsOf(plan), rows: presentRows(cells), as_of: scope.asOf.toISOString(), definitions: [...definitions],
      ...(explanation ? { explanation: presentExplanation(explanation) } : {}),
    }
  },

  preview: async ({ params, query, actor: { viewer }, db, now, reply }) => {
    if (!mayPreview(viewer)) throw new Problem('not_allowed')
    const { plan } = await planFor(db, viewer, { dataflow: params.dataflow, by: query.by, where: [...(query.where ?? []), `REF_AREA=${viewer.member}`] }, now)
    const cells = await withViewer(db, viewer, now, (trx) => previewAs(trx, viewer, query.as, plan, now, LIMIT + 1))
    if (cells.length > LIMIT) throw new Problem('query.answer_too_large', { limit: LIMIT })
    reply.header('cache-control', 'no-store')
    return { dataflow: params.dataflow, as: query.as, columns: columnsOf(plan), rows: presentRows(cells), as_of: now.toISOString() }
  },
})

/** Reads a question against the collection that has the dataflow. */
async function planFor(db: Db, viewer: Viewer, texts: AskTexts, now: Date): Promise<{ readonly ask: Ask; readonly plan: Plan }> {
  const found = await withViewer(db, viewer, now, (trx) => findDataflow(reading(trx), texts.dataflow))
  if (!found) throw new Problem('query.dataflow_unknown', { dataflow: texts.dataflow })
  const ask = parseAsk(found.collection, texts, now)
  return { ask, plan: planQuery(found.collection, ask) }
}
