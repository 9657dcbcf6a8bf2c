import { derive } from '@openvrs/core/query/derive.ts'
import type { Cell } from '@openvrs/core/query/cell.ts'
import type { Row } from '@openvrs/core/query/table.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { LIMIT, toldOf, type Planned, type Stream, type Told } from '../explore/index.ts'

/** What a file is written from: the rows of an answer, each taken in once, and all that travels with them. */
export type Taken = Told & Omit<Stream, 'cells'> & { readonly planned: Planned; /** On whose figures it rests. */ readonly owners: ReadonlySet<string>; readonly rows: AsyncIterable<readonly Row[]> }

/** The most rows of a file. */
export const MOST_ROWS = 5_000_000

/** `tell` hears how many rows there were so far. Reading the rows throws `query.nothing` where there is none, and `exports.too_large`. */
export const takenOf = (planned: Planned, { cells, ...ground }: Stream, tell: (rows: number) => void): Taken => ({
  ...ground, ...toldOf(planned, ground), planned, owners: new Set(ground.choices.map(({ member }) => member)), rows: counted(rowsOf(planned, cells, ground), tell),
})

async function* counted(lots: AsyncIterable<readonly Row[]>, tell: (rows: number) => void): AsyncGenerator<readonly Row[]> {
  let count = 0
  for await (const rows of lots) {
    count += rows.length
    if (count > MOST_ROWS) throw new Problem('exports.too_large', { limit: MOST_ROWS })
    tell(count)
    yield rows
  }
  if (count === 0) throw new Problem('query.nothing')
}

/** What is made of figures needs all of them at once. */
async function* rowsOf({ plan, made }: Planned, cells: AsyncIterable<readonly Cell[]>, { choices }: Pick<Stream, 'choices'>): AsyncGenerator<readonly Row[]> {
  if (!made) return yield* cells
  const all: Cell[] = []
  for await (const some of cells) {
    for (const cell of some) all.push(cell)
    if (all.length > LIMIT) throw new Problem('exports.too_large', { limit: LIMIT })
  }
  yield derive(plan, made.ask, made.derivation, all, choices)
}
