import { DuckDBInstance } from '@duckdb/node-api'
import { readXlsx } from 'hucre/xlsx'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'
import type { FileFormat } from '../src/exports/write.ts'
import type { TestApp } from './app.ts'
import type { Actor } from './cast.ts'

/** Files of figures as whoever took them opens them, with readers that are not the product's own. */
export type Question = { readonly [name: string]: string | readonly string[] }
export type Ended = { readonly task: string; readonly status: string; readonly problem: { readonly code: string } | null; readonly result: { readonly rows: number; readonly bytes: number } | null }

/** Has a file made and waits for its end; a refusal before that is an ended task without a name. */
export async function makeFile(app: TestApp, actor: Actor, format: FileFormat, dataflow: string, question: Question, headers: Record<string, string> = {}): Promise<Ended> {
  const asked = await app.call(actor, 'POST', '/api/exports', { ...question, dataflow, format }, headers)
  if (asked.statusCode !== 202) return { task: '', status: 'refused', problem: asked.json(), result: null }
  const { task } = asked.json<{ task: { task: string } }>().task
  for (;;) {
    const now = (await app.call(actor, 'GET', `/api/tasks/${task}`, undefined, { prefer: 'wait=30' })).json<Ended>()
    if (['done', 'failed', 'cancelled'].includes(now.status)) return now
  }
}

export const takeFile = (app: TestApp, actor: Actor, task: string): Promise<LightMyRequestResponse> => app.call(actor, 'GET', `/api/exports/${task}/file`)

export async function madeFile(app: TestApp, actor: Actor, format: FileFormat, dataflow: string, question: Question): Promise<Buffer> {
  const { task, status, problem } = await makeFile(app, actor, format, dataflow, question)
  expect([status, problem], JSON.stringify(question)).toEqual(['done', null])
  const answer = await takeFile(app, actor, task)
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.rawPayload
}

export type Read = { readonly head: readonly string[]; readonly rows: readonly (readonly unknown[])[] }

/** Rows of a CSV without quotes or line ends within. */
export function readCsv(bytes: Buffer): Read {
  const [head, ...rows] = bytes.toString().trimEnd().split('\n').map((line) => line.split(','))
  return { head: head!, rows }
}

export async function readSheets(bytes: Buffer) {
  const { sheets } = await readXlsx(bytes)
  expect(sheets.flatMap((sheet) => [...(sheet.cells?.values() ?? [])]).filter((cell) => cell.formula !== undefined)).toEqual([])
  return sheets
}

/** Rows, types of the columns, and the metadata of the file. */
export async function readParquet(bytes: Buffer): Promise<Read & { readonly types: readonly string[]; readonly metadata: { readonly [name: string]: string }; readonly encodings: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'openvrs-parquet-'))
  const path = join(folder, 'figures.parquet')
  writeFileSync(path, bytes)
  const instance = await DuckDBInstance.create()
  try {
    const connection = await instance.connect()
    const all = await connection.runAndReadAll(`select * from read_parquet('${path}')`)
    const metadata = await connection.runAndReadAll(`select decode(key), decode(value) from parquet_kv_metadata('${path}')`)
    const encodings = await connection.runAndReadAll(`select encodings from parquet_metadata('${path}') order by column_id`)
    return { head: all.columnNames(), rows: all.getRowsJS(), types: all.columnTypes().map(String), metadata: Object.fromEntries(metadata.getRowsJS() as [string, string][]), encodings: encodings.getRowsJS().map(([one]) => String(one)) }
  } finally {
    instance.closeSync()
    rmSync(folder, { recursive: true })
  }
}
