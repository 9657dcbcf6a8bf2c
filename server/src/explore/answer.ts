import type { Collection } from '@openvrs/core/metadata/model.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { parseAsk, type Ask } from '@openvrs/core/query/ask.ts'
import { parseDerivation, type Derivation } from '@openvrs/core/query/derivation.ts'
import { derive } from '@openvrs/core/query/derive.ts'
import { widen } from '@openvrs/core/query/look-back.ts'
import type { Measure } from '@openvrs/core/query/measure.ts'
import { planQuery, type Plan } from '@openvrs/core/query/plan.ts'
import type { Choice } from '@openvrs/core/query/explain.ts'
import type { Row } from '@openvrs/core/query/table.ts'
import { reading, type Db, type Trx } from '../db/connect.ts'
import { withSight, type Sight, type Viewer } from '../db/viewer.ts'
import { findDataflow } from '../registry/index.ts'
import type { Definition } from './definitions.ts'
import type { Told } from './present.ts'
import { answerPlan, findTerms, type Answer, type Asked, type Inquirer } from './queries.ts'
import { originOfAll, originsOf, type ReleasedTerms } from './terms.ts'

/** The most rows of one answer; larger ones are exports. */
export const LIMIT = 200_000

export type Question = { readonly by?: string[]; readonly where?: string[]; readonly measure?: Measure; readonly over?: string[]; readonly roll_up?: 'Q' | 'A'; readonly top?: string; readonly regions?: string[]; readonly as_of?: string }
/** `sight`: what the viewer could see meanwhile. `made`: what is to be made of the rows, and the question as it was put; the plan is of the one that this needs. */
export type Planned = { readonly collection: Collection; readonly plan: Plan; readonly asked: Asked; readonly sight: Sight; readonly made?: { readonly ask: Ask; readonly derivation: Derivation } }
/** What was found, and on what it rests: which breakdown answers where, under which terms. Both are there where they were asked for. */
export type Found = Omit<Answer, 'cells'> & { readonly cells: readonly Row[]; readonly released: readonly ReleasedTerms[] }

/** What a question of a dataflow comes down to, at the metadata of today. */
export async function planFor(db: Db, viewer: Viewer, dataflow: string, question: Question, now: Date): Promise<Planned> {
  const { found, sight } = await withSight(db, viewer, now, async (trx, sight) => ({ found: await findDataflow(reading(trx), dataflow), sight }))
  if (!found) throw new Problem('query.dataflow_unknown', { dataflow })
  const ask = parseAsk(found.collection, { dataflow, by: question.by, where: question.where, asOf: question.as_of }, now)
  const derivation = parseDerivation(found.collection, ask, { measure: question.measure, over: question.over, rollUp: question.roll_up, top: question.top, regions: question.regions })
  const plan = planQuery(found.collection, derivation ? widen(found.collection.dataflows.get(dataflow)!, ask, derivation) : ask)
  return { collection: found.collection, plan, sight, asked: { member: viewer.member, asOf: ask.asOf ?? now, limit: LIMIT + 1 }, ...(derivation ? { made: { ask, derivation } } : {}) }
}

/** The answer, and what `record` notes of it in the same transaction. Throws `query.nothing` where no figure can be seen, whatever the reason. */
export function findAnswer(inquirer: Inquirer, { plan, asked, sight, made }: Planned, withGround: boolean, record: (trx: Trx, found: Found) => Promise<void>): Promise<Found> {
  return answerPlan(inquirer, plan, asked, withGround || made !== undefined, async (trx, answer) => {
    if (answer.cells.length > LIMIT || (answer.choices && answer.choices.length > LIMIT)) throw new Problem('query.answer_too_large', { limit: LIMIT })
    const cells = made ? derive(plan, made.ask, made.derivation, answer.cells, answer.choices!) : answer.cells
    if (cells.length === 0) throw new Problem('query.nothing')
    const found = { ...answer, cells, released: withGround ? await findTerms(trx, plan, asked) : [] }
    await record(trx, found)
    return found
  }, sight)
}

/** Those on whose figures the answer rests: by the choices where they are known, else whoever declares anything about what it may rest on. */
export const ownersOf = ({ choices, definitions }: Answer): ReadonlySet<string> => new Set((choices ?? definitions).map(({ member }) => member))

/** What each row of a file says besides its figure. */
export const toldOf = ({ plan, asked, made }: Planned, { choices, released, definitions }: { readonly choices: readonly Choice[]; readonly released: readonly ReleasedTerms[]; readonly definitions: readonly Definition[] }): Told => ({
  originOf: made ? originOfAll(choices, released) : originsOf(plan, choices, released), differing: differingIn(definitions), asOf: asked.asOf,
})

/** The members that count by another definition than the collection's, wholly or in part. */
const differingIn = (definitions: readonly Definition[]): ReadonlySet<string> => new Set(definitions.filter(({ conforms }) => conforms === 'N' || conforms === 'partly').map(({ member }) => member))
