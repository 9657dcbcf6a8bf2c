import type { ReadDb } from '../db/connect.ts'
import { memberNames } from './areas.ts'
import { listShareables } from './current.ts'

/** What members and dataflows are called in a language, by their codes; the codes themselves where nothing is known of them. */
export async function namesIn(db: ReadDb, language: string): Promise<{ member: (code: string) => string; dataflow: (code: string) => string }> {
  const nameOf = await memberNames(db, language)
  const own = new Map((await db.selectFrom('member').select(['code', 'name']).execute()).map(({ code, name }) => [code, name]))
  const flows = new Map((await listShareables(db)).map(({ id, name }) => [id, name]))
  return {
    member: (code) => nameOf(code, own.get(code) ?? code),
    dataflow: (code) => flows.get(code)?.[language] ?? flows.get(code)?.['en'] ?? code,
  }
}
