import type { DuckDBConnection } from '@duckdb/node-api'
import { Problem } from '@openvrs/core/problem.ts'
import type { Source } from '@openvrs/core/query/sql-source.ts'
import type { Statement } from '@openvrs/core/query/statement.ts'
import { MISSING } from './mirror.ts'
import { chunksOf, rowsOf } from './statement.ts'

/** The longest that a question may take, whoever answers it. */
export const LONGEST_SECONDS = 60

/** What one transaction of the copy reads: statements as a whole, or their rows as they come. */
export type Reader = { readonly rows: (statement: Statement) => Promise<readonly object[]>; readonly chunks: (statement: Statement) => AsyncIterable<readonly object[]> }
export type Limits = { readonly gone: AbortSignal | undefined; readonly seconds: number }

/** Works in one transaction of the copy; undefined where rows of a release that the copy knows are still missing. */
export async function askWhole<T>(connection: DuckDBConnection, flow: string, peek: Statement, work: (source: Source, reader: Reader) => Promise<T>, { gone, seconds }: Limits): Promise<{ readonly of: T } | undefined> {
  let ending: NodeJS.Timeout | undefined
  // Again and again: the engine forgets that it was told to end where that comes before it begins.
  const give = (): void => { ending ??= setInterval(() => connection.interrupt(), 20) }
  let isLate = false
  const deadline = setTimeout(() => {
    isLate = true
    give()
  }, seconds * 1000)
  gone?.addEventListener('abort', give)
  try {
    if (gone?.aborted) throw new Problem('request.given_up')
    await connection.run('begin transaction')
    const [{ missing, others } = { missing: 1, others: 1 }] = await rowsOf<{ missing: number; others: number }>(connection,
      `select (select count(*) ${MISSING} and r.dataflow = $${peek.values.length + 1}::varchar) as missing, (${peek.text}) as others`, [...peek.values, flow])
    if (missing > 0) return undefined
    return { of: await work(others === 0 ? 'plain' : 'copy', { rows: ({ text, values }) => rowsOf(connection, text, values), chunks: ({ text, values }) => chunksOf(connection, text, values) }) }
  } catch (error) {
    if (gone?.aborted) throw new Problem('request.given_up')
    if (isLate) throw new Problem('query.too_slow', { seconds })
    throw error
  } finally {
    clearTimeout(deadline)
    clearInterval(ending)
    gone?.removeEventListener('abort', give)
  }
}
