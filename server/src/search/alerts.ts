import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import { withViewer, type Role, type Viewer } from '../db/viewer.ts'
import { eachApart } from '../jobs/index.ts'
import type { Mailer, Reader } from '../mail/index.ts'
import type { Described } from './described.ts'
import { getSaved, lookAgain, type SavedRow } from './saved.ts'

type Due = { readonly ref_area: string; readonly person_id: string; readonly search_id: string }
type Services = { readonly db: Db; readonly jobs: Db; readonly clock: () => Date; readonly mailer: Mailer; readonly publicUrl: string; readonly described: Described }

const DAY_MS = 86_400_000

/** Looks once a day, for each search that is watched, for what its person may see of it now, and writes to them that there is something new. A mail holds neither the words, which say what somebody looks into, nor anything of what was found. */
export const searchAlerts = (services: Services) => ({ name: 'search alerts', everySeconds: 600, run: () => tellFresh(services) })

export async function tellFresh({ db, jobs, clock, mailer, publicUrl, described }: Services): Promise<void> {
  const before = new Date(clock().getTime() - DAY_MS)
  const due: readonly Due[] = await jobs.selectFrom('saved_search').select(['ref_area', 'person_id', 'search_id']).where('watched', '=', true).where('looked_at', '<=', before).orderBy('looked_at').execute()
  await eachApart(due, async (one) => {
    const now = clock()
    const person = await readerOf(db, one, now)
    if (!person) return
    const { catalogue } = await described(now)
    const { row, came } = await withViewer(db, person.viewer, now, async (trx) => {
      const old = await getSaved(trx, one.search_id)
      const row: SavedRow = await lookAgain(trx, person.viewer, catalogue, old, now)
      return { row, came: row.fresh - old.fresh }
    })
    if (came > 0) await mailer.send({ to: person.email, language: person.language, kind: 'search_fresh', values: { url: `${publicUrl}/search?saved=${row.search_id}` } })
  })
}

/** The person as they are now: what they may see is decided anew. Nobody where their access has ended. */
async function readerOf(db: Db, { ref_area, person_id }: Due, now: Date): Promise<(Reader & { readonly viewer: Viewer }) | undefined> {
  const self: Viewer = { member: ref_area, unit: '', role: '', person: person_id }
  const person = await withViewer(db, self, now, (trx) =>
    trx.selectFrom('person').select(['unit', 'role', 'email', 'language']).where('ref_area', '=', ref_area).where('person_id', '=', person_id).where('disabled_at', 'is', null).where(sql<boolean>`not awaits_confirmation`).executeTakeFirst())
  return person && { email: person.email, language: person.language, viewer: { ...self, unit: person.unit, role: person.role as Role } }
}
