import { Readable } from 'node:stream'
import type { audit } from '@openvrs/contract/audit.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { mayReadChain, ownChain } from '@openvrs/core/sharing/abilities.ts'
import { reading } from '../db/connect.ts'
import { anonymous, withViewer, type Viewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { findProof, findSigned } from './days.ts'
import { listEntries } from './list.ts'
import { exportChain, readHead } from './read.ts'

/** `refused` counts a look-up of another member's chain in that member's ledger. */
export function auditHandlers(refused: (viewer: Viewer, owner: string, now: Date) => Promise<void>): Handlers<typeof audit> {
  /** The chain that is asked for, or the own. Of another member's chain nothing is said, not even that it is there. */
  const getChain = async (viewer: Viewer, asked: string | undefined, now: Date): Promise<string> => {
    const chain = asked ?? ownChain(viewer)
    if (mayReadChain(viewer, chain)) return chain
    if (chain === viewer.member) throw new Problem('not_allowed')
    await refused(viewer, chain, now)
    throw new Problem('not_found')
  }
  return {
    list: async ({ db, actor, now, query }) => {
      const chain = await getChain(actor.viewer, query.chain, now)
      return { chain, ...(await withViewer(db, actor.viewer, now, (trx) => listEntries(trx, chain, query))) }
    },
    export: async ({ db, actor, now, query, reply }) => {
      const chain = await getChain(actor.viewer, query.chain, now)
      reply.type('application/x-ndjson').header('cache-control', 'no-store').header('content-disposition', `attachment; filename="audit-${chain}.jsonl"`)
      return Readable.from(exportChain(db, actor.viewer, chain, now))
    },
    head: async ({ db, actor, now, query }) => {
      const chain = await getChain(actor.viewer, query.chain, now)
      const { entries, head } = await withViewer(db, actor.viewer, now, (trx) => readHead(reading(trx), chain))
      return { chain, entries, head, at: now.toISOString() }
    },

    signed: async ({ db, now, query }) => {
      const signed = await withViewer(db, anonymous, now, (trx) => findSigned(reading(trx), query.day))
      if (!signed) throw new Problem('not_found')
      return signed
    },

    proof: async ({ db, actor, now, query }) => {
      const chain = await getChain(actor.viewer, query.chain, now)
      const proof = await withViewer(db, actor.viewer, now, (trx) => findProof(reading(trx), chain, query.day))
      if (!proof) throw new Problem('not_found')
      return { ...proof, path: [...proof.path] }
    },
  }
}
