import type { Collection } from '@openvrs/core/metadata/model.ts'
import { buildCatalogue, cutNames, wordsToStem, type Catalogue } from '@openvrs/core/search/catalogue.ts'
import { describe, type Participant } from '@openvrs/core/search/descriptions.ts'
import { reading, type Db, type Trx } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import { areasOf, currentCollections, registryStamp } from '../registry/index.ts'
import { listParticipants } from '../system/index.ts'
import { readStems } from './stems.ts'

/** What results are called in a language. */
export type Names = { readonly language: string; readonly member: (code: string) => string; readonly collections: readonly Collection[] }

/** What may be found by everybody, as it is now. */
export type Described = (now: Date) => Promise<{ readonly catalogue: Catalogue; readonly names: (language: string) => Names }>

/** Cuts, stems and sorts names once, until another collection, register or participant comes. It is the same for all, so it is read as nobody. */
export function describedBy(db: Db): Described {
  let known: { readonly stamp: string; readonly described: ReturnType<Described> } | undefined
  return async (now) => {
    const participants = await listParticipants(reading(db))
    const stamp = JSON.stringify([await registryStamp(reading(db)), participants])
    if (known?.stamp === stamp) return known.described
    const described = withViewer(db, anonymous, now, (trx) => describedIn(trx, participants))
    known = { stamp, described }
    described.catch(() => { if (known?.described === described) known = undefined })
    return described
  }
}

async function describedIn(trx: Trx, participants: readonly Participant[]): ReturnType<Described> {
  const all = await currentCollections(reading(trx))
  const cut = cutNames(describe(all.values(), participants))
  return { catalogue: buildCatalogue(cut, await readStems(trx, wordsToStem(cut))), names: namesOf(all, participants) }
}

/** Members by the name of their area, in English by their own; those that left by their code. */
function namesOf(collections: ReadonlyMap<string, Collection>, participants: readonly Participant[]): (language: string) => Names {
  const areas = areasOf(collections)
  const own = new Map(participants.map(({ code, name }) => [code, name]))
  return (language) => ({ language, collections: [...collections.values()], member: (code) => (language === 'en' ? own.get(code) : areas.get(code)?.[language]) ?? own.get(code) ?? areas.get(code)?.en ?? code })
}
