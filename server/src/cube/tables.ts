import type { DuckDBConnection } from '@duckdb/node-api'
import { optionalDimensions, type Collection, type Dataflow, type Dimension } from '@openvrs/core/metadata/model.ts'
import { nestingOf } from '@openvrs/core/query/hierarchy.ts'
import type { Plan } from '@openvrs/core/query/plan.ts'
import { partsOf, sumsOf, tableOf } from '@openvrs/core/query/sql-source.ts'
import { column } from '@openvrs/core/query/statement.ts'
import { rowsOf } from './statement.ts'

/** What the copy keeps of a dataflow: see `Source`. A row holds the number of its part, its breakdowns and its value; a sum what a part comes to as a whole, or under a code of one breakdown. */
export type Kept = { readonly flow: Dataflow; readonly key: readonly Dimension[]; readonly optional: readonly Dimension[]; readonly nested: Plan['nested'] }

export const keptOf = (collections: Iterable<Collection>): readonly Kept[] =>
  [...collections].flatMap((collection) => [...collection.dataflows.values()].map((flow) => {
    const optional = optionalDimensions(flow)
    return { flow, key: flow.dimensions.filter((d) => d.role === 'key'), optional, nested: optional.map((d) => ({ dimension: d, nesting: nestingOf(collection, d) })).filter(({ nesting }) => nesting.size > 0) }
  }))

type Columns = readonly (readonly [name: string, type: string])[]
const coded = (dimensions: readonly Dimension[]): Columns => dimensions.map((d) => [column(d), 'varchar'])

const tables = ({ flow, key, optional }: Kept): readonly (readonly [table: string, columns: Columns])[] => [
  [partsOf(flow), [['_part', 'integer'], ['release_id', 'bigint'], ...coded(key), ['signature', 'integer'], ['_figures', 'bigint'], ['_tangled', 'boolean']]],
  [tableOf(flow), [['_part', 'integer'], ...coded(optional), ['obs_value', 'double']]],
  [sumsOf(flow), [['_part', 'integer'], ['_at', 'integer'], ['_code', 'varchar'], ['obs_value', 'double'], ['_count', 'bigint']]],
]

/** Makes the tables that the metadata of today asks for. Those of a dataflow that has got others are emptied. */
export async function renewTables(connection: DuckDBConnection, all: readonly Kept[]): Promise<void> {
  const there = Map.groupBy(await rowsOf<{ table: string; name: string }>(connection, 'select table_name as "table", column_name as name from information_schema.columns order by table_name, ordinal_position'), (c) => `"${c.table}"`)
  const isThere = ([table, columns]: readonly [string, Columns]): boolean => there.get(table)?.map((c) => `"${c.name}"`).join() === columns.map(([name]) => (name.startsWith('"') ? name : `"${name}"`)).join()
  for (const kept of all) {
    if (tables(kept).every(isThere)) continue
    await connection.run('begin transaction')
    for (const table of ['loaded', 'leftover']) await rowsOf(connection, `delete from ${table} where dataflow = $1::varchar`, [kept.flow.id])
    for (const [table, columns] of tables(kept)) {
      await connection.run(`drop table if exists ${table}`)
      await connection.run(`create table ${table} (${columns.map((c) => c.join(' ')).join(', ')})`)
    }
    await connection.run('commit')
  }
}

/** Removes the rows of releases that are no more. */
export async function clearLeftover(connection: DuckDBConnection, all: readonly Kept[]): Promise<void> {
  const gone = new Set((await rowsOf<{ dataflow: string }>(connection, 'select distinct dataflow from leftover')).map((l) => l.dataflow))
  for (const kept of all.filter(({ flow }) => gone.has(flow.id))) {
    await connection.run('begin transaction')
    for (const [table] of tables(kept).toReversed()) {
      await rowsOf(connection, `delete from ${table} where _part in (select _part from ${partsOf(kept.flow)} p join leftover l using (ref_area, release_id) where l.dataflow = $1::varchar)`, [kept.flow.id])
    }
    await rowsOf(connection, 'delete from leftover where dataflow = $1::varchar', [kept.flow.id])
    await connection.run('commit')
  }
}
