import { buildCatalogue, cutNames, wordsToStem, type Catalogue } from '@openvrs/core/search/catalogue.ts'
import { describe } from '@openvrs/core/search/descriptions.ts'
import { reading, type Db } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import { currentCollections } from '../registry/index.ts'
import { listParticipants } from '../system/index.ts'
import { readStems } from './stems.ts'

/** What may be found by everybody, as it is now. */
export type Described = (now: Date) => Promise<Catalogue>

/** Cuts, stems and sorts names once, until another collection, register or participant comes. It is the same for all, so it is read as nobody. */
export function describedBy(db: Db): Described {
  let known: { readonly lists: readonly unknown[]; readonly others: string; readonly catalogue: Promise<Catalogue> } | undefined
  return async (now) => {
    const { collections, participants } = await withViewer(db, anonymous, now, async (trx) => ({ collections: [...(await currentCollections(reading(trx))).values()], participants: await listParticipants(reading(trx)) }))
    const lists = collections.map(({ codelists }) => codelists) // the same objects for the same bytes
    const others = JSON.stringify([collections.map(({ register }) => register), participants])
    if (known && known.others === others && known.lists.length === lists.length && lists.every((list, at) => list === known!.lists[at])) return known.catalogue
    const cut = cutNames(describe(collections, participants))
    const catalogue = withViewer(db, anonymous, now, (trx) => readStems(trx, wordsToStem(cut))).then((stems) => buildCatalogue(cut, stems))
    known = { lists, others, catalogue }
    catalogue.catch(() => { if (known?.catalogue === catalogue) known = undefined })
    return catalogue
  }
}
