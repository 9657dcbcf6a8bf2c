import { CompiledQuery } from 'kysely'
import { optionalDimensions, TOTAL, type Dataflow } from '@openvrs/core/metadata/model.ts'
import type { Column, FigureTable } from '@openvrs/core/report/table.ts'
import { reading, type Trx } from '../db/connect.ts'
import { columnName, tableName } from '../registry/index.ts'
import { readTables } from './chunks.ts'
import type { SectionKey } from './report.ts'

/** The release that the observations belong to, with the terms that its rows carry copies of. */
export type ObservedRelease = { readonly ref_area: string; readonly release_id: number; readonly level: number; readonly share_group: string | null; readonly embargo_until: Date | null }

/**
 * Writes an approved payload into the table of observations, chunk by chunk: while the database writes one, the next is
 * read. Bulk writes are `INSERT ... SELECT FROM unnest`, since COPY is refused under row-level security.
 */
export async function explode(trx: Trx, section: SectionKey, flow: Dataflow, release: ObservedRelease, onRows: (rows: number) => Promise<void>): Promise<number> {
  let rows = 0
  let writing: Promise<unknown> = Promise.resolve()
  for await (const table of readTables(reading(trx), section, 'folded', flow)) {
    const statement = insertOf(table, flow, release)
    await writing
    writing = trx.executeQuery(statement)
    writing.catch(() => undefined) // it is awaited in the next turn
    rows += table.rows
    await onRows(rows)
  }
  await writing
  return rows
}

type Field = { readonly name: string; readonly type: string; readonly value: unknown; readonly each: boolean }

/** One statement for a table: a column that is the same in all rows is sent once, any other as an array. */
function insertOf(table: FigureTable, flow: Dataflow, release: ObservedRelease): CompiledQuery {
  const fields = [...releaseFields(release), ...dimensionFields(table, flow, release.ref_area), ...measureFields(table, flow)]
  const each = fields.filter((field) => field.each)
  const place = new Map(fields.map((field, at) => [field, `$${at + 1}::${field.type}${field.each ? '[]' : ''}`]))
  const text = `insert into ${quoted(tableName(flow.id))} (${fields.map((f) => quoted(f.name)).join(', ')})
    select ${fields.map((f) => (f.each ? `u.${quoted(f.name)}` : place.get(f)!)).join(', ')}
      from unnest(${each.map((f) => place.get(f)!).join(', ')}) as u (${each.map((f) => quoted(f.name)).join(', ')})`
  return CompiledQuery.raw(text, fields.map((field) => field.value))
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const once = (name: string, type: string, value: unknown): Field => ({ name, type, value, each: false })
const each = (name: string, type: string, value: string): Field => ({ name, type, value, each: true })

const releaseFields = (release: ObservedRelease): Field[] => [
  once('ref_area', 'text', release.ref_area), once('release_id', 'bigint', release.release_id),
  once('level', 'smallint', release.level), once('share_group', 'text', release.share_group), once('embargo_until', 'timestamptz', release.embargo_until),
]

function dimensionFields(table: FigureTable, flow: Dataflow, refArea: string): Field[] {
  const areas = table.dimensions.get('REF_AREA')!.codes
  if (areas.some((area) => area !== refArea)) throw new Error('a payload holds figures of another member')
  return flow.dimensions.filter((d) => d.id !== 'REF_AREA').map((d) => textField(columnName(d.id), table.dimensions.get(d.id)!, (code) => code))
}

const measureFields = (table: FigureTable, flow: Dataflow): Field[] => [
  each('signature', 'integer', arrayOf(signatures(table, flow))),
  each('obs_value', 'double precision', numbers(table.value)),
  ...(['OBS_STATUS', 'CONF_STATUS', 'COMMENT_OBS'] as const).map((id) => textField(columnName(id), table.attributes.get(id)!, (text) => (text === '' ? null : text))),
  each('n_obs', 'double precision', numbers(table.nObs)),
]

function textField(name: string, { codes, at }: Column, valueOf: (code: string) => string | null): Field {
  if (codes.length === 1) return once(name, 'text', valueOf(codes[0]!))
  const elements = codes.map((code) => arrayElement(valueOf(code)))
  const texts = new Array<string>(at.length)
  for (let row = 0; row < at.length; row++) texts[row] = elements[at[row]!]!
  return each(name, 'text', arrayOf(texts))
}

const arrayOf = (elements: readonly (string | number)[] | Uint32Array): string => `{${elements.join(',')}}`
const SAFE = /^[A-Za-z0-9_-]+$/

/** An element of an array as PostgreSQL reads it: codes need no quotes, a comment does. */
const arrayElement = (text: string | null): string => {
  if (text === null) return 'NULL'
  return SAFE.test(text) && text.toUpperCase() !== 'NULL' ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

function numbers(values: Float64Array): string {
  const texts = new Array<string>(values.length)
  for (let row = 0; row < values.length; row++) texts[row] = Number.isNaN(values[row]!) ? 'NULL' : String(values[row])
  return arrayOf(texts)
}

/** The breakdown of each row: bit i stands for the i-th optional dimension and is set where it is not `_T`. */
function signatures(table: FigureTable, flow: Dataflow): Uint32Array {
  const of = new Uint32Array(table.rows)
  optionalDimensions(flow).forEach((dimension, bit) => {
    const { codes, at } = table.dimensions.get(dimension.id)!
    const bits = codes.map((code) => (code === TOTAL ? 0 : 1 << bit))
    if (bits.every((b) => b === 0)) return
    for (let row = 0; row < of.length; row++) of[row]! |= bits[at[row]!]!
  })
  return of
}
