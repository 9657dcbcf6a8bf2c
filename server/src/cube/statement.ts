import { INTEGER, LIST, listValue, VARCHAR, type DuckDBConnection, type DuckDBType, type DuckDBValue } from '@duckdb/node-api'

export type Given = string | number | null | readonly (string | null)[] | readonly number[]

/** Runs a statement with `$n` parameters. A bigint of the answer becomes a number: counts stay below 2^53. */
export async function rowsOf<Row extends object>(connection: DuckDBConnection, text: string, values: readonly Given[] = []): Promise<readonly Row[]> {
  const reader = await connection.runAndReadAll(text, values.map(valueOf), values.map(typeOf))
  return reader.getRowObjectsJS().map((row) => numbered(row) as Row)
}

/** The same rows some thousand at a time, each lot made when it is asked for. */
export async function* chunksOf(connection: DuckDBConnection, text: string, values: readonly Given[] = []): AsyncGenerator<readonly object[]> {
  const result = await connection.stream(text, values.map(valueOf), values.map(typeOf))
  const names = result.columnNames()
  for await (const rows of result.yieldRowsJs()) yield rows.map((cells) => {
    const row: { [column: string]: unknown } = {}
    names.forEach((name, at) => { row[name] = plain(cells[at]) })
    return row
  })
}

const numbered = (row: { readonly [column: string]: unknown }): object => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)]))
const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value)

const isList = (value: Given): value is readonly (string | null)[] | readonly number[] => Array.isArray(value)
const valueOf = (value: Given): DuckDBValue => (isList(value) ? listValue([...value]) : value)

const typeOf = (value: Given): DuckDBType => {
  if (isList(value)) return LIST(typeof value[0] === 'number' ? INTEGER : VARCHAR)
  return typeof value === 'number' ? INTEGER : VARCHAR
}
