import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { mayConnectProvider } from '@openvrs/core/sharing/people.ts'
import { Problem } from '@openvrs/core/problem.ts'
import type { federation as routes } from '@openvrs/contract/federation.ts'
import type { Route } from '@openvrs/contract/route.ts'
import type { FastifyRequest } from 'fastify'
import { appendAudit } from '../audit/index.ts'
import type { Trx } from '../db/connect.ts'
import { withViewer, type Viewer } from '../db/viewer.ts'
import type { Call, Handlers } from '../http/context.ts'
import { addressOf, countLinks, hasLink, requireOtherWayIn, type IdentityServices } from '../identity/index.ts'
import { checkConnection, presentProvider, stays, type Wanted } from './connections.ts'
import { discover, redirectOf } from './oidc.ts'
import { findProvider, type Provider } from './providers.ts'
import { samlAddress } from './saml/index.ts'

type ProviderRoutes = Pick<typeof routes, 'list' | 'show' | 'connect' | 'test' | 'remove'>

export const providerHandlers = (services: IdentityServices): Handlers<ProviderRoutes> => ({
  list: async ({ db }) => {
    const { rows } = await sql<{ code: string; name: string }>`select code, name from members_with_provider()`.execute(db)
    return { members: rows }
  },

  show: ({ actor, request, db, now }) => withViewer(db, actor.viewer, now, (trx) => present(services, request, trx, actor.viewer)),

  connect: async (call) => {
    const viewer = requireLead(call)
    const { body, now, db, request } = call
    const before = await withViewer(db, viewer, now, (trx) => findProvider(trx, viewer.member))
    const { set, noted } = await checkConnection(services, body, before, now)
    return withViewer(db, viewer, now, async (trx) => {
      const same = stays(before, body)
      const id = same ? before.provider_id : await replaceProvider(trx, viewer, body, set, now)
      // Whom somebody else has taken out meanwhile is not put back in.
      if (same && !(await changeProvider(trx, viewer, id, { ...set, changed_at: now }))) throw new Problem('provider.none')
      const shown = await present(services, request, trx, viewer)
      await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: same ? 'provider.changed' : 'provider.connected', subject: id, detail: { kind: body.kind, issuer: body.issuer, ...noted } })
      return shown
    })
  },

  test: async (call) => {
    const viewer = requireLead(call)
    const { now, db } = call
    const provider = await withViewer(db, viewer, now, (trx) => findProvider(trx, viewer.member))
    if (!provider) throw new Problem('provider.none')
    if (provider.kind !== 'oidc') throw new Problem('provider.not_asked')
    const { metadata, keys } = await discover(services.mode, provider.issuer)
    await withViewer(db, viewer, now, (trx) => changeProvider(trx, viewer, provider.provider_id, { metadata: JSON.stringify(metadata) }))
    return { issuer: metadata.issuer, sign_in_at: metadata.authorization_endpoint, algorithms: metadata.id_token_signing_alg_values_supported, keys }
  },

  remove: async (call) => {
    const viewer = requireLead(call)
    await withViewer(call.db, viewer, call.now, async (trx) => {
      await requireOtherWayIn(trx, viewer.person)
      const removed = await trx.deleteFrom('identity_provider').where('ref_area', '=', viewer.member).returning(['provider_id', 'issuer']).executeTakeFirst()
      if (!removed) throw new Problem('provider.none')
      await appendAudit(trx, { chain: viewer.member, at: call.now, actor: viewer.person, action: 'provider.removed', subject: removed.provider_id, detail: { issuer: removed.issuer } })
    })
    return undefined
  },
})

function requireLead({ actor }: Call<Route>): Viewer {
  if (!mayConnectProvider(actor.viewer)) throw new Problem('not_allowed')
  return actor.viewer
}

type Set = Partial<Wanted['set'] & Pick<Provider, 'changed_at'>>

async function changeProvider(trx: Trx, { member }: Viewer, id: string, set: Set): Promise<boolean> {
  const { numUpdatedRows } = await trx.updateTable('identity_provider').set(set).where('ref_area', '=', member).where('provider_id', '=', id).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Another kind or issuer is another provider: what stood on the one before ends. */
async function replaceProvider(trx: Trx, { member, person }: Viewer, { kind, issuer }: Pick<Provider, 'kind' | 'issuer'>, set: Wanted['set'], now: Date): Promise<string> {
  const id = randomUUID()
  await requireOtherWayIn(trx, person)
  await trx.deleteFrom('identity_provider').where('ref_area', '=', member).execute()
  await trx.insertInto('identity_provider').values({ ref_area: member, provider_id: id, kind, issuer, made_at: now, changed_at: now, ...set }).execute()
  return id
}

async function present(services: IdentityServices, request: FastifyRequest, trx: Trx, { member, person, role }: Viewer) {
  const provider = await findProvider(trx, member)
  const address = addressOf(services, request)
  return {
    provider: provider ? presentProvider(provider, role === 'focal_point' ? await countLinks(trx, member) : null) : null,
    linked: await hasLink(trx, person), redirect_uri: redirectOf(address), saml_address: samlAddress(address, member),
  }
}
