import { maySeeSystem } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { system as routes } from '@openvrs/contract/system.ts'
import { reading } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { areasOf, currentCollections } from '../registry/index.ts'
import { checkHealth, type Check } from './health.ts'
import { listParticipants } from './participants.ts'
import { securityTxt } from './security-txt.ts'
import { readState, type Services } from './state.ts'

export { listParticipants } from './participants.ts'

export const systemHandlers = (services: Services): Handlers<typeof routes> => ({
  alive: async () => ({ ok: true as const }),

  ready: async () => {
    const checks = await checkHealth(services)
    const failed = checks.filter((check) => !check.ok)
    if (failed.length > 0) throw new Problem('server.not_ready', {}, failed.map(asPlace))
    return { ok: true as const, checks }
  },

  status: async () => ({ version: services.version, mode: services.mode, checks: await checkHealth(services) }),

  about: async ({ db, now }) =>
    withViewer(db, anonymous, now, async (trx) => {
      const areas = areasOf(await currentCollections(reading(trx)))
      const members = await listParticipants(reading(trx))
      return { contact: services.contact ?? null, participants: members.map(({ code, name, kind }) => ({ code, kind, name: areas.get(code) ?? { en: name } })) }
    }),

  securityTxt: async ({ now, reply }) => {
    if (services.contact === undefined) throw new Problem('not_found')
    reply.type('text/plain; charset=utf-8')
    return securityTxt(services.contact, services.publicUrl, now)
  },

  show: async ({ actor, now }) => {
    if (!maySeeSystem(actor.viewer)) throw new Problem('not_allowed')
    return readState(services, now)
  },
})

const asPlace = (check: Check) => ({ path: check.check, message: check.detail })
