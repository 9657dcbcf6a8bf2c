import { Problem } from '@openvrs/core/problem.ts'
import type { session as routes } from '@openvrs/contract/session.ts'
import { appendAudit } from '../audit/index.ts'
import { withViewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { devicesOf, forgetDevice, knownDevice } from './known-device.ts'
import type { IdentityServices } from './services.ts'

export const deviceHandlers = (services: IdentityServices): Handlers<Pick<typeof routes, 'devices' | 'forgetDevice'>> => ({
  devices: ({ actor: { viewer, email }, db, now, request }) =>
    withViewer(db, viewer, now, async (trx) => {
      const here = await knownDevice(trx, services, request.headers.cookie, email, now)
      const rows = await devicesOf(trx, viewer.person, now)
      return { devices: rows.map(({ id, made_at, used_at, device }) => ({ id, made: made_at.toISOString(), used: used_at.toISOString(), device, current: id === here?.id })) }
    }),

  forgetDevice: async ({ actor: { viewer }, params, db, now }) => {
    await withViewer(db, viewer, now, async (trx) => {
      if (!(await forgetDevice(trx, viewer.person, params.known_device))) throw new Problem('not_found')
      await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: 'device.forgotten', subject: viewer.person })
    })
    return undefined
  },
})
