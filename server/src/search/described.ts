import type { Collection } from '@openvrs/core/metadata/model.ts'
import { buildCatalogue, cutNames, wordsToStem, type Catalogue } from '@openvrs/core/search/catalogue.ts'
import { describe, type Participant } from '@openvrs/core/search/descriptions.ts'
import { reading, type Db } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import { areasOf, currentCollections } from '../registry/index.ts'
import { listParticipants } from '../system/index.ts'
import { readStems } from './stems.ts'

/** What results are called in a language. */
export type Names = { readonly language: string; readonly member: (code: string) => string; readonly collections: readonly Collection[] }

/** What may be found by everybody, as it is now. */
export type Described = (now: Date) => Promise<{ readonly catalogue: Catalogue; readonly names: (language: string) => Names }>

/** Cuts, stems and sorts names once, until another collection, register or participant comes. It is the same for all, so it is read as nobody. */
export function describedBy(db: Db): Described {
  let known: { readonly lists: readonly unknown[]; readonly others: string; readonly described: ReturnType<Described> } | undefined
  return async (now) => {
    const { all, participants } = await withViewer(db, anonymous, now, async (trx) => ({ all: await currentCollections(reading(trx)), participants: await listParticipants(reading(trx)) }))
    const collections = [...all.values()]
    const lists = collections.map(({ codelists }) => codelists) // the same objects for the same bytes
    const others = JSON.stringify([collections.map(({ register }) => register), participants])
    if (known?.others === others && known.lists.length === lists.length && lists.every((list, at) => list === known!.lists[at])) return known.described
    const described = catalogueOf(db, collections, participants, now).then((catalogue) => ({ catalogue, names: namesOf(all, participants) }))
    known = { lists, others, described }
    described.catch(() => { if (known?.described === described) known = undefined })
    return described
  }
}

async function catalogueOf(db: Db, collections: readonly Collection[], participants: readonly Participant[], now: Date): Promise<Catalogue> {
  const cut = cutNames(describe(collections, participants))
  return buildCatalogue(cut, await withViewer(db, anonymous, now, (trx) => readStems(trx, wordsToStem(cut))))
}

/** Members by the name of their area, in English by their own; those that left by their code. */
function namesOf(collections: ReadonlyMap<string, Collection>, participants: readonly Participant[]): (language: string) => Names {
  const areas = areasOf(collections)
  const own = new Map(participants.map(({ code, name }) => [code, name]))
  return (language) => ({ language, collections: [...collections.values()], member: (code) => (language === 'en' ? own.get(code) : areas.get(code)?.[language]) ?? own.get(code) ?? areas.get(code)?.en ?? code })
}
