import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import { zstdCompressSync } from 'node:zlib'
import { printValue } from '@openvrs/core/query/cell.ts'
import { eachOnce } from '@openvrs/core/query/each-once.ts'
import type { Row } from '@openvrs/core/query/table.ts'
import { columnsOf, periodsOf, TERMS, termsByMember, termsOf, type Origin } from '../explore/index.ts'
import type { Taken } from './taken.ts'

/** Rows of a group, which is what is held at once: some tens of milliseconds to write, between which others are served. */
const GROUP = 25_000

type Value = string | number | Date | null

/**
 * A Parquet file of the columns that CSV has, typed; what travels with them stands on the rows and, as a whole, among its metadata.
 * Its groups of rows are written as they come, in memory, so that nothing of them lies anywhere unsealed.
 */
export async function* parquetOf(taken: Taken): AsyncGenerator<Buffer> {
  const columns = columnsFor(taken)
  const bytes = new ByteWriter()
  const parquet = new ParquetWriter({
    writer: bytes, schema: [{ name: 'figures', num_children: columns.length, repetition_type: 'REQUIRED' }, ...columns], codec: 'ZSTD', compressors: { ZSTD: (page) => zstdCompressSync(page) },
    kvMetadata: Object.entries(metadataOf(taken)).map(([key, value]) => ({ key, value })), createdBy: 'OpenVRS',
  })
  const written = (): Buffer => {
    const piece = Buffer.from(bytes.getBuffer())
    bytes.index = 0
    return piece
  }
  for await (const group of groupsOf(taken)) {
    void parquet.write({ columnData: columns.map(({ name }, at) => ({ name, data: group.map((values) => values[at]!) })), rowGroupSize: GROUP })
    yield written()
  }
  void parquet.finish()
  yield written()
}

/** Rows as values, a group at a time. */
async function* groupsOf({ rows, originOf, differing, asOf }: Taken): AsyncGenerator<readonly (readonly Value[])[]> {
  const terms = eachOnce((origin: Origin) => termsOf(origin, differing, asOf).slice(0, -1))
  const valuesOf = (row: Row): readonly Value[] => {
    const value = printValue(row)
    return [...row.codes, ...periodsOf(row), value === '' ? null : Number(value), ...terms(originOf(row)), asOf]
  }
  let group: (readonly Value[])[] = []
  for await (const lot of rows) {
    for (const row of lot) {
      if (group.push(valuesOf(row)) < GROUP) continue
      yield group
      group = []
    }
  }
  if (group.length > 0) yield group
}

/** Columns as the format names their types. */
function columnsFor({ planned: { plan, made } }: Taken): readonly SchemaElement[] {
  const figures = columnsOf(plan, made?.derivation)
  const [codes, value] = [plan.columns.length, figures.length - 1]
  return [
    ...figures.map((name, at) => (at < codes ? text(name) : at < value ? { name, type: 'INT32', repetition_type: 'OPTIONAL' } as const : { name, type: 'DOUBLE', repetition_type: 'OPTIONAL' } as const)),
    ...TERMS.map((name) => (name === 'as_known_on' ? instant(name) : text(name))),
  ]
}

const text = (name: string): SchemaElement => ({ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' }, repetition_type: 'OPTIONAL' })
const instant = (name: string): SchemaElement => ({ name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' }, repetition_type: 'REQUIRED' })

/** What a reader of the file finds beside its columns. */
const metadataOf = ({ planned: { collection, plan }, definitions, released, owners, asOf }: Taken) => ({
  structure: `${collection.agency}:${plan.flow.id}(${collection.version})`,
  as_known_on: asOf.toISOString(),
  terms: JSON.stringify(termsByMember(released, owners)),
  definitions: JSON.stringify(definitions.filter(({ member }) => owners.has(member))),
})
