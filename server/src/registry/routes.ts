import { mayEditRegister, mayInstall } from '@openvrs/core/sharing/collections.ts'
import { compareCollections } from '@openvrs/core/metadata/compare.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { collections as routes } from '@openvrs/contract/collections.ts'
import { appendAudit, SYSTEM_CHAIN } from '../audit/index.ts'
import { reading } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { areasOf } from './areas.ts'
import type { Installer } from './builtin.ts'
import { currentCollections, getCollection, installedVersions } from './current.ts'
import { presentChanges, presentCollection, presentKinds, presentSummaries, presentSummary, presentVersions } from './present.ts'
import { checkEntry, currentRegister, listVersions, writeEntry } from './register.ts'

/** Handlers of `/api/collections` and `/api/register`. Only `install` reaches the tables' owner. */
export const collectionHandlers = (install: Installer): Handlers<typeof routes> => ({
  list: async ({ db, now, maybeActor, query }) => {
    const current = await withViewer(db, maybeActor?.viewer ?? anonymous, now, (trx) => currentCollections(reading(trx)))
    return { collections: presentSummaries(current.values(), query.language) }
  },

  show: async ({ db, now, maybeActor, params, query }) => {
    const viewer = maybeActor?.viewer ?? anonymous
    const { collection, versions } = await withViewer(db, viewer, now, async (trx) => ({
      collection: await getCollection(reading(trx), params.collection, query.version), versions: await installedVersions(reading(trx)),
    }))
    return presentCollection(collection, query.language, versions.filter(({ id }) => id === collection.id), { edit_register: mayEditRegister(viewer.role) })
  },

  narratives: async ({ db, now, params, query }) =>
    presentKinds(await withViewer(db, anonymous, now, (trx) => getCollection(reading(trx), params.collection, query.version)), query.language),

  changes: async ({ db, now, params, query }) => {
    const [from, to] = await withViewer(db, anonymous, now, async (trx) => [await getCollection(reading(trx), params.collection, query.from), await getCollection(reading(trx), params.collection, query.to)] as const)
    const language = query.language ?? 'en'
    return { from: query.from, to: query.to, changes: presentChanges(compareCollections(from, to, language), language) }
  },

  install: async ({ db, now, actor, body }) => {
    if (!mayInstall(actor.viewer.role)) throw new Problem('not_allowed')
    const { id, version } = await install(new Map(Object.entries(body.files)), actor.viewer.person, now)
    return presentSummary(await withViewer(db, actor.viewer, now, (trx) => getCollection(reading(trx), id, version)))
  },

  writeRegisterEntry: async ({ now, actor, params, body, store }) => {
    if (!mayEditRegister(actor.viewer.role)) throw new Problem('not_allowed')
    const name = { ...body.name, en: body.name['en'] ?? '' }
    const entry = { ...body, name, register: params.register }
    return store(async (trx) => {
      checkEntry(entry, await currentRegister(reading(trx)), new Set(areasOf(await currentCollections(reading(trx))).keys()))
      const version = await writeEntry(trx, entry, actor.viewer.person, now)
      await appendAudit(trx, { chain: SYSTEM_CHAIN, at: now, actor: actor.viewer.person, action: 'register.write', subject: `${entry.register} ${entry.id}`, detail: { version } })
      return { ...entry, version }
    })
  },

  registerHistory: async ({ db, now, maybeActor, params, query }) => {
    const viewer = maybeActor?.viewer ?? anonymous
    const versions = await withViewer(db, viewer, now, (trx) => listVersions(reading(trx), params.register, params.entry))
    if (versions.length === 0) throw new Problem('not_found')
    return presentVersions(versions, query.language, mayEditRegister(viewer.role))
  },
})
