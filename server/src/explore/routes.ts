import type { explore as routes } from '@openvrs/contract/explore.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { explain } from '@openvrs/core/query/explain.ts'
import { mayPreview, ownChain } from '@openvrs/core/sharing/abilities.ts'
import { appendAudit } from '../audit/index.ts'
import type { Cube } from '../cube/index.ts'
import { anonymous, withSight } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { countUse } from '../sharing/index.ts'
import { findAnswer, LIMIT, ownersOf, planFor, toldOf, type Found, type Planned } from './answer.ts'
import { columnsOf, fileHead, fileLines, presentCsv, presentDerivation, presentExplanation, presentRows, presentTerms } from './present.ts'
import { previewAs } from './preview.ts'
import type { Inquirer } from './queries.ts'
import { termsByMember } from './terms.ts'

export const exploreHandlers = (cube: Cube | undefined): Handlers<typeof routes> => ({
  query: async ({ params, query, maybeActor, db, now, gone, request, reply }) => {
    const viewer = maybeActor?.viewer ?? anonymous
    if (maybeActor && !maybeActor.scopes.includes('read')) throw new Problem('auth.scope', { scope: 'read' })
    const isCsv = query.format === 'csv' || (query.format === undefined && request.headers.accept === 'text/csv')
    const planned = await planFor(db, viewer, params.dataflow, query, now)

    const inquirer: Inquirer = { enter: (work) => withSight(db, viewer, now, work), cube, gone }
    const found = await findAnswer(inquirer, planned, query.explain === 'true', (trx, found) => countUse(trx, viewer, params.dataflow, [...ownersOf(found)], isCsv ? 'export' : 'query', now))

    reply.header('cache-control', 'no-store')
    if (isCsv) {
      attach(reply, `${params.dataflow}.csv`)
      return presentCsv(planned.plan, found.cells, planned.made?.derivation) as never
    }
    return { ...presentAnswer(planned, found), ...(query.explain === 'true' ? presentGround(found) : {}) }
  },

  export: async ({ params, query, actor, db, now, gone, reply }) => {
    const { viewer } = actor
    const planned = await planFor(db, viewer, params.dataflow, query, now)

    const inquirer: Inquirer = { enter: (work) => withSight(db, viewer, now, work), cube, gone }
    const found = await findAnswer(inquirer, planned, true, async (trx, found) => {
      await countUse(trx, viewer, params.dataflow, [...ownersOf(found)], 'export', now)
      await appendAudit(trx, { chain: ownChain(viewer), at: now, actor: viewer.person, action: 'figures.exported', subject: params.dataflow, detail: { rows: found.cells.length, as: query.as ?? query.format ?? 'json' } })
    })

    reply.header('cache-control', 'no-store')
    if (query.format === 'csv') {
      attach(reply, `${params.dataflow}.csv`)
      return `${fileHead(planned.plan, planned.made?.derivation)}${fileLines(found.cells, toldOf(planned, { ...found, choices: found.choices! }))}` as never
    }
    return { ...presentAnswer(planned, found), ...presentGround(found) }
  },

  preview: async ({ params, query, actor: { viewer }, db, now, gone, reply }) => {
    if (!mayPreview(viewer)) throw new Problem('not_allowed')
    const { plan } = await planFor(db, viewer, params.dataflow, { by: query.by, where: [...(query.where ?? []), `REF_AREA=${viewer.member}`] }, now)
    const cells = await previewAs({ enter: (work) => withSight(db, viewer, now, work), cube, gone }, viewer, query.as, plan, now, LIMIT + 1)
    if (cells.length > LIMIT) throw new Problem('query.answer_too_large', { limit: LIMIT })
    reply.header('cache-control', 'no-store')
    return { dataflow: params.dataflow, as: query.as, columns: columnsOf(plan), rows: presentRows(cells), as_of: now.toISOString() }
  },
})

function attach(reply: { type(type: string): typeof reply; header(name: string, value: string): typeof reply; serializer(serialize: (text: unknown) => string): typeof reply }, file: string): void {
  reply.type('text/csv; charset=utf-8; header=present').header('content-disposition', `attachment; filename="${file}"`).serializer((text) => text as string)
}

const presentAnswer = ({ plan, asked, made }: Planned, { cells, definitions }: Found) => ({
  dataflow: plan.flow.id, columns: columnsOf(plan, made?.derivation), rows: presentRows(cells), as_of: asked.asOf.toISOString(), definitions: [...definitions],
  ...(made ? { derivation: presentDerivation(made.derivation) } : {}),
})

/** On what an answer rests. */
const presentGround = (found: Found) => ({ explanation: presentExplanation(explain(found.choices ?? [])), terms: presentTerms(termsByMember(found.released, ownersOf(found))) })

