import { isDeepStrictEqual } from 'node:util'
import { compileDefinitions, compileExplanation, compileQuery } from '@openvrs/core/query/sql.ts'
import type { Source } from '@openvrs/core/query/sql-source.ts'
import type { Cell } from '@openvrs/core/query/cell.ts'
import type { Choice } from '@openvrs/core/query/explain.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import type { Reader } from '../cube/index.ts'
import type { Trx } from '../db/connect.ts'
import type { Sight } from '../db/viewer.ts'
import { definitionOf, type Definition, type DefinitionRow } from './definitions.ts'
import { ATTEMPTS, cellOf, choiceOf, findTerms, readStore, type Asked, type CellRow, type ChoiceRow, type Inquirer } from './queries.ts'
import type { ReleasedTerms } from './terms.ts'

/** An answer whose rows come as they are asked for, and on what it rests. */
export type Stream = { readonly choices: readonly Choice[]; readonly released: readonly ReleasedTerms[]; readonly definitions: readonly Definition[]; readonly cells: AsyncIterable<readonly Cell[]> }

/** What the viewer saw when the answer was begun. */
type Ground = { readonly sight: Sight; readonly released: readonly ReleasedTerms[] }

/** An answer of many rows takes as long as whoever takes them in. */
const LONGEST_STREAM_SECONDS = 1800

/**
 * Answers a plan row by row, so that a million rows take no more memory than a thousand. `write` takes them in, and is begun anew
 * where the viewer would now see other releases at the asked instant, or under other terms; `tell` then tells of it in the viewer's
 * transaction. As `answerPlan` does, it asks the columnar copy while no transaction is open, and PostgreSQL within one where the copy
 * cannot answer now. What is approved meanwhile was not known at that instant and changes nothing, so that a long answer ends.
 */
export async function streamPlan<T>(inquirer: Inquirer, plan: Plan, asked: Asked, write: (stream: Stream) => Promise<T>, tell: (trx: Trx, written: T) => Promise<void>): Promise<T> {
  const work = (ground: Ground) => async (source: Source, { rows, chunks }: Reader): Promise<T> => {
    const scope = { ...asked, sight: ground.sight.scope }
    const choices = (await rows(compileExplanation(plan, scope, source))) as readonly ChoiceRow[]
    const definitions = (await rows(compileDefinitions(plan, scope, source))) as readonly DefinitionRow[]
    return write({ ...ground, choices: choices.map((row) => choiceOf(plan, row)), definitions: definitions.map((row) => definitionOf(plan, row)), cells: cellsOf(plan, chunks(compileQuery(plan, scope, source)) as AsyncIterable<readonly CellRow[]>) })
  }
  for (let attempts = inquirer.cube ? ATTEMPTS : 0; attempts > 0; attempts--) {
    const ground = await inquirer.enter((trx, sight) => groundOf(trx, sight, plan, asked))
    const written = await inquirer.cube!.within(work(ground), plan, { ...asked, sight: ground.sight.scope }, ground.sight.version, { gone: inquirer.gone, seconds: LONGEST_STREAM_SECONDS })
    if (!written) break
    const isTold = await inquirer.enter(async (trx) => {
      if (!isSame(await findTerms(trx, plan, asked), ground.released)) return false
      await tell(trx, written.of)
      return true
    })
    if (isTold) return written.of
  }
  return inquirer.enter(async (trx, sight) => {
    const written = await work(await groundOf(trx, sight, plan, asked))('store', readStore(trx, inquirer.gone))
    await tell(trx, written)
    return written
  })
}

const isSame = (now: readonly ReleasedTerms[], then: readonly ReleasedTerms[]): boolean => isDeepStrictEqual(new Set(now.map((one) => JSON.stringify(one))), new Set(then.map((one) => JSON.stringify(one))))

const groundOf = async (trx: Trx, sight: Sight, plan: Plan, asked: Asked): Promise<Ground> => ({ sight, released: await findTerms(trx, plan, asked) })

async function* cellsOf(plan: Plan, chunks: AsyncIterable<readonly CellRow[]>): AsyncGenerator<readonly Cell[]> {
  for await (const rows of chunks) yield rows.map((row) => cellOf(plan, row))
}
