import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** What has a notice of seven days, by the times of which it is told. */
const TIMES = { leaving: ['asked_at', 'opens_at'], member_return: ['asked_at', 'seconded_at', 'opens_at'] } as const

/** A notice of seven days is over: all that was noted of it happened eight days earlier. The clock of the system that all share stays. */
export async function letNoticePass(home: string, table: keyof typeof TIMES): Promise<void> {
  const folder = join(home, 'postgres')
  const client = new pg.Client({ host: folder, user: 'postgres', password: readFileSync(join(folder, 'superuser'), 'utf8'), database: 'openvrs' })
  await client.connect()
  try {
    const { rowCount } = await client.query(`update ${table} set ${TIMES[table].map((time) => `${time} = ${time} - interval '8 days'`).join(', ')}`)
    if (rowCount === 0) throw new Error('there is no notice')
  } finally {
    await client.end()
  }
}
