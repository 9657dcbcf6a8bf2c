import { ownDimensions } from '@openvrs/core/metadata/evolution.ts'
import { TOTAL, type Dataflow } from '@openvrs/core/metadata/model.ts'

/**
 * The table of observations of a dataflow, as text of SQL. Names come from metadata that the reader has checked
 * (letters, digits, underscores) and are quoted all the same. Columns stand in this order in a new table; a column that a later
 * version adds stands last, so whoever writes names the columns.
 */
export const tableName = (dataflow: string): string => `obs_${dataflow.toLowerCase()}`
export const columnName = (dimension: string): string => dimension.toLowerCase()

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
const ownColumns = (flow: Dataflow): readonly string[] => ownDimensions(flow).map((d) => columnName(d.id))

/** Statements that make the table with its key, its tie to the release and its policies. Run as the migrator. */
export const createTable = (flow: Dataflow): readonly string[] => [
  `create table ${quoted(tableName(flow.id))} (\n  ${columnLines(flow).join(',\n  ')}\n)`,
  `select install_release_policies(${literal(tableName(flow.id))}, ${literal(flow.id)})`,
]

/** Statements that add the columns that the table lacks. Rows that are there get `_T`, and so do rows of reports under older versions. */
export function extendTable(flow: Dataflow, columns: ReadonlySet<string>): readonly string[] {
  const missing = ownColumns(flow).filter((column) => !columns.has(column))
  if (missing.length === 0) return []
  const table = quoted(tableName(flow.id))
  return [
    `alter table ${table} ${missing.map((column) => `add column ${quoted(column)} text not null default ${literal(TOTAL)}`).join(', ')}`,
    `alter table ${table} drop constraint ${quoted(keyName(flow))}, add ${keyLine(flow)}`,
  ]
}

const columnLines = (flow: Dataflow): readonly string[] => [
  '"ref_area" text not null',
  '"release_id" bigint not null',
  '"freq" text not null',
  '"indicator" text not null',
  '"unit_measure" text not null',
  ...ownColumns(flow).map((column) => `${quoted(column)} text not null`),
  '"time_period" text not null',
  '"signature" integer not null', // bit i: the i-th optional dimension of the structure is not _T
  '"obs_value" double precision',
  '"obs_status" text',
  '"conf_status" text',
  '"comment_obs" text',
  '"n_obs" double precision',
  `"level" smallint not null`, // copies of the release's terms, which the policies read
  `"share_group" text check ("share_group" !~ '\\|')`,
  '"embargo_until" timestamptz',
  keyLine(flow),
  'foreign key ("ref_area", "release_id") references "release" ("ref_area", "release_id")',
]

const keyName = (flow: Dataflow): string => `${tableName(flow.id)}_pkey`
const keyLine = (flow: Dataflow): string => {
  const columns = ['ref_area', 'release_id', 'freq', 'indicator', 'unit_measure', 'time_period', ...ownColumns(flow)]
  return `constraint ${quoted(keyName(flow))} primary key (${columns.map(quoted).join(', ')})`
}
