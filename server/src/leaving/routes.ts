import { Readable } from 'node:stream'
import type { leaving as routes } from '@openvrs/contract/leaving.ts'
import { mayConfirmLeaving, mayLeave } from '@openvrs/core/sharing/leaving.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { readersOf } from '../identity/index.ts'
import { tellAll, type Mailer } from '../mail/index.ts'
import type { Signer } from '../sharing/index.ts'
import { archiveOf } from './archive.ts'
import { askToLeave, findAsked, leave, stay } from './leave.ts'

export type LeavingServices = {
  readonly signer: () => Signer
  readonly mailer: Mailer
  readonly publicUrl: string
  readonly kick: () => void
  /** Counts a look-up of another member in that member's ledger. */
  readonly refused: (viewer: Viewer, owner: string, now: Date) => Promise<void>
}

export function leavingHandlers({ signer, mailer, publicUrl, kick, refused }: LeavingServices): Handlers<typeof routes> {
  /** Throws `not_found` for another member than the own, `not_allowed` where somebody else decides. */
  const authorise = async (viewer: Viewer, member: string, now: Date): Promise<void> => {
    if (viewer.member !== member) {
      await refused(viewer, member, now)
      throw new Problem('not_found')
    }
    if (!mayLeave(viewer, member)) throw new Problem('not_allowed')
  }
  return {
    show: async ({ actor: { viewer }, db, now, params }) => {
      await authorise(viewer, params.member, now)
      return withViewer(db, viewer, now, (trx) => present(trx, viewer, now))
    },
    ask: async ({ actor, db, now, params, body }) => {
      const { viewer } = actor
      await authorise(viewer, params.member, now)
      const asked = await withViewer(db, viewer, now, async (trx) => {
        await askToLeave(trx, viewer, body.releases, now)
        return { answer: await present(trx, viewer, now), told: await readersOf(trx, viewer, viewer.member, 'leading', now) }
      })
      const values = { asker: actor.email, member: viewer.member, opens: asked.answer.leaving!.opens.slice(0, 10), url: `${publicUrl}/members` }
      await tellAll(mailer, asked.told.filter(({ email }) => email !== actor.email), { kind: 'leaving_asked', values })
      return asked.answer
    },
    stop: async ({ actor: { viewer }, db, now, params }) => {
      await authorise(viewer, params.member, now)
      await withViewer(db, viewer, now, (trx) => stay(trx, viewer, now))
      return undefined
    },
    confirm: async ({ actor, db, now, params }) => {
      await authorise(actor.viewer, params.member, now)
      const { releases, entries, head } = await withViewer(db, actor.viewer, now, (trx) => leave(trx, actor.viewer, now, signer()))
      kick()
      return { member: params.member, left: now.toISOString(), releases, entries, head }
    },
    archive: async ({ actor: { viewer }, db, now, params, reply }) => {
      await authorise(viewer, params.member, now)
      reply.type('application/x-tar').header('cache-control', 'no-store').header('content-disposition', `attachment; filename="openvrs-${viewer.member}.tar"`)
      return Readable.from(archiveOf(db, viewer, now), { objectMode: false })
    },
  }
}

async function present(trx: Trx, viewer: Viewer, now: Date) {
  const asked = await findAsked(trx, viewer.member)
  return { leaving: asked ? { releases: asked.releases, asked: asked.asked.toISOString(), asked_by_me: asked.askedBy === viewer.person, opens: asked.opens.toISOString(), may_confirm: mayConfirmLeaving(viewer, viewer.member, asked, now) } : null }
}
