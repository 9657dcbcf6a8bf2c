import type { ColumnType } from 'kysely'

type Json = string | number | boolean | null | { [key: string]: Json } | Json[]
/** Read as a value, written as JSON text (so that arrays are not taken for PostgreSQL arrays). */
export type JsonColumn = ColumnType<Json, string | undefined, string>
