import type { sharing } from '@openvrs/contract/sharing.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { mayChangeTerms, mayRecordPlausibleZero } from '@openvrs/core/sharing/abilities.ts'
import { reading, type Db, type Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Actor, Handlers } from '../http/context.ts'
import { readPublicId } from '../http/public-id.ts'
import { showAudience } from './audience.ts'
import { explain, explainAll, recordPlausibleZero } from './access.ts'
import { listDefaults, setDefault, termsFor } from './defaults.ts'
import { listGroups, makeGroup, type Group } from './groups.ts'
import { listDays, listUses } from './ledger.ts'
import { presentRelease } from './present.ts'
import { listReceipts, type Signer } from './receipts.ts'
import { listReleases } from './releases.ts'
import { sightOf } from './sight.ts'
import { changeTerms, getRelease } from './terms.ts'

export type SharingServices = {
  readonly signer: () => Signer
  /** The secret of the system. */
  readonly key: string
  /** Tells the jobs that something was committed for them. */
  readonly kick: () => void
  /** Counts a look-up of another member's id in that member's ledger. */
  readonly refused: (viewer: Viewer, owner: string, now: Date) => Promise<void>
}

export function sharingHandlers({ signer, key, kick, refused }: SharingServices): Handlers<typeof sharing> {
  const refuse = async (actor: Actor, owner: string, now: Date): Promise<never> => {
    await refused(actor.viewer, owner, now)
    throw new Problem('not_found')
  }
  const ownRelease = async (actor: Actor, text: string, now: Date): Promise<{ refArea: string; number: number }> => {
    const release = readPublicId(text)
    return release.refArea === actor.viewer.member ? release : refuse(actor, release.refArea, now)
  }
  return {
    access: ({ db, actor, now, params, sentences }) => as(db, actor, now, (trx) => explain(trx, actor.viewer, params.dataflow, now, sentences)),
    listAccess: ({ db, actor, now, sentences }) => as(db, actor, now, (trx) => explainAll(trx, actor.viewer, now, sentences)),
    audience: ({ db, actor, now, params, query, sentences }) => as(db, actor, now, (trx) => showAudience(trx, actor.viewer, params.dataflow, query, now, sentences)),
    sight: ({ db, actor, now, reply }) => as(db, actor, now, async (trx) => {
      reply.header('cache-control', 'no-store')
      return { mark: await sightOf(trx, key, actor.viewer.person) }
    }),
    recordPlausibleZero: async ({ db, actor, now, params }) => {
      if (!mayRecordPlausibleZero(actor.viewer)) await refuse(actor, params.member, now)
      await as(db, actor, now, (trx) => recordPlausibleZero(trx, actor.viewer, params.dataflow, params.member, now))
      kick()
    },
    listGroups: ({ db, actor, now }) => as(db, actor, now, async (trx) => ({ groups: (await listGroups(trx, actor.viewer)).map(presentGroup) })),
    makeGroup: async ({ actor, now, body, store }) => {
      const group = await store(async (trx) => presentGroup(await makeGroup(trx, actor.viewer, { name: body.name, members: body.members, withCau: body.with_cau }, now)))
      kick()
      return group
    },
    listReleases: ({ db, actor, now, query }) => as(db, actor, now, (trx) => listReleases(reading(trx), actor.viewer.member, query)),
    ledger: ({ db, actor, now, query }) => as(db, actor, now, async (trx) => ({ uses: (await listUses(trx, actor.viewer, query.dataflow, now)).map((use) => ({ ...use, role: use.role as 'analyst', action: use.action as 'query' })) })),
    ledgerDays: ({ db, actor, now, query }) => as(db, actor, now, async (trx) => {
      const { uses, next } = await listDays(trx, actor.viewer, query, now)
      return { uses: uses.map((use) => ({ ...use, role: use.role as 'analyst', action: use.action as 'query' })), next }
    }),
    changeTerms: async ({ db, actor, now, params, body }) => {
      const release = await ownRelease(actor, params.release, now)
      const changed = await as(db, actor, now, async (trx) => {
        const { dataflow } = await getRelease(trx, release.refArea, release.number)
        if (!mayChangeTerms(actor.viewer, release.refArea)) throw new Problem('not_allowed')
        return changeTerms(trx, actor.viewer, release.number, await termsFor(trx, actor.viewer, dataflow, body, now), now, signer())
      })
      kick()
      return presentRelease(changed)
    },
    receipts: async ({ db, actor, now, params }) => {
      const release = await ownRelease(actor, params.release, now)
      return as(db, actor, now, async (trx) => {
        await getRelease(trx, release.refArea, release.number)
        return { receipts: await listReceipts(trx, release.refArea, release.number) }
      })
    },
    listDefaults: ({ db, actor, now }) => as(db, actor, now, async (trx) => ({ defaults: await listDefaults(trx, actor.viewer) })),
    setDefault: ({ db, actor, now, params, body }) => as(db, actor, now, (trx) => setDefault(trx, actor.viewer, params.dataflow, body, now)),
  }
}

const as = <T>(db: Db, actor: Actor, now: Date, work: (trx: Trx) => Promise<T>): Promise<T> => withViewer(db, actor.viewer, now, work)

const presentGroup = ({ name, owner, members, withCau }: Group) => ({ group: name, made_by: owner, members: [...members], with_cau: withCau })
