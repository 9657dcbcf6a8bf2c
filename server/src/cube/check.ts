import type { DuckDBConnection } from '@duckdb/node-api'
import { sql } from 'kysely'
import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import { partsOf, sumsOf, tableOf, WHOLE } from '@openvrs/core/query/sql-source.ts'
import type { Db } from '../db/connect.ts'
import { reading } from '../db/connect.ts'
import { currentCollections } from '../registry/index.ts'
import type { Cube } from './cube.ts'
import { rowsOf } from './statement.ts'

export type Compared = { readonly dataflow: string; readonly rows_store: number; readonly rows_cube: number; readonly equal: boolean }

/** Compares the copy with the tables of observations. What is approved while both are read is compared once more. */
export async function compareCopies(cube: Cube, jobs: Db): Promise<readonly Compared[]> {
  const flows = [...(await currentCollections(reading(jobs))).values()].flatMap((collection) => [...collection.dataflows.values()]).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const compared: Compared[] = []
  for (const flow of flows) {
    const first = await compareFlow(cube, jobs, flow)
    compared.push(first.equal ? first : await compareFlow(cube, jobs, flow))
  }
  return compared
}

type Part = { readonly part: string; readonly n: number; readonly filled: number; readonly whole: number | null }

async function compareFlow(cube: Cube, jobs: Db, flow: Dataflow): Promise<Compared> {
  const text = (from: string) => `select ref_area || ':' || release_id || ':' || signature as part, count(*) as n, count(obs_value) as filled, sum(obs_value) as whole from ${from} group by 1`
  const store = (await sql.raw<Part>(text(tableOf(flow))).execute(jobs)).rows
  // A release that the database has no more may have left rows: they count for nobody and go with the next turn.
  const copy = await cube.read((connection) => rowsOf<Part>(connection, text(`${tableOf(flow)} join ${partsOf(flow)} using (_part)`)))
  const parts = new Map(copy.map((part) => [part.part, part]))
  const equal = store.length === copy.length && store.every((part) => isSame(part, parts.get(part.part))) && (await cube.read((connection) => wrongSums(connection, flow))) === 0
  return { dataflow: flow.id, rows_store: rowsIn(store), rows_cube: rowsIn(copy), equal }
}

/** How many parts come to something else than is kept of them, as a whole or under the codes of a breakdown. */
async function wrongSums(connection: DuckDBConnection, flow: Dataflow): Promise<number> {
  const whole = `select _part, ${WHOLE} as _at, sum(obs_value) as value, count(*) as n from ${tableOf(flow)} where obs_value is not null group by _part`
  const kept = `select _part, _at, sum(obs_value) as value, sum(_count) as n from ${sumsOf(flow)} group by _part, _at`
  const [{ wrong } = { wrong: 1 }] = await rowsOf<{ wrong: number }>(connection, `with whole as materialized (${whole}), kept as materialized (${kept})
    select (select count(*) from whole anti join kept using (_part, _at)) + (select count(*) from kept k left join whole w using (_part) where w.n is distinct from k.n or abs(w.value - k.value) > 1e-9 * abs(w.value)) as wrong`)
  return wrong
}

const rowsIn = (parts: readonly Part[]): number => parts.reduce((sum, { n }) => sum + n, 0)

/** The order of adding may change the last digits of a sum of fractions. */
const isSame = (one: Part, other: Part | undefined): boolean =>
  other !== undefined && one.n === other.n && one.filled === other.filled && Math.abs((one.whole ?? 0) - (other.whole ?? 0)) <= 1e-9 * Math.abs(one.whole ?? 0)
