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
import { requireFreshFactor } from '../http/fresh-factor.ts'
import { countLinks, hasLink, seal, sessionSecret, type IdentityServices } from '../identity/index.ts'
import { discover } from './oidc.ts'
import { findProvider, type Provider } from './providers.ts'
import { redirectOf } from './trips.ts'

type ProviderRoutes = Pick<typeof routes, 'list' | 'show' | 'connect' | 'test' | 'remove'>

export const providerHandlers = (services: IdentityServices): Handlers<ProviderRoutes> => ({
  list: async ({ db }) => {
    const { rows } = await sql<{ code: string; name: string }>`select code, name from members_with_provider()`.execute(db)
    return { members: rows }
  },

  show: ({ actor, request, db, now }) => withViewer(db, actor.viewer, now, async (trx) => present(services, request, trx, actor.viewer, await findProvider(trx, actor.viewer.member))),

  connect: async (call) => {
    const viewer = requireLead(services, call)
    const { body, now, db, request } = call
    const before = await withViewer(db, viewer, now, (trx) => findProvider(trx, viewer.member))
    const stays = before?.issuer === body.issuer
    if (body.client_secret === undefined && !(stays && before.client_id === body.client_id)) throw new Problem('provider.secret_needed')
    const { metadata } = await discover(services.mode, body.issuer)
    const secret = body.client_secret === undefined ? undefined : await seal(services.key, body.client_secret)
    const set = { client_id: body.client_id, metadata: JSON.stringify(metadata), trust_factor: body.trust_factor, acr: body.acr, amr: body.amr, changed_at: now, ...(secret === undefined ? {} : { client_secret: secret }) }
    return withViewer(db, viewer, now, async (trx) => {
      const id = stays ? before.provider_id : await replaceProvider(trx, viewer, { ...set, client_secret: secret! }, body.issuer, now)
      // Whom somebody else has taken out meanwhile is not put back in.
      if (stays && !(await changeProvider(trx, viewer, id, set))) throw new Problem('provider.none')
      const shown = await present(services, request, trx, viewer, await findProvider(trx, viewer.member))
      await appendAudit(trx, { chain: viewer.member, at: now, actor: viewer.person, action: stays ? 'provider.changed' : 'provider.connected', subject: id, detail: { issuer: body.issuer, client: body.client_id, trust_factor: body.trust_factor, acr: body.acr, amr: body.amr } })
      return shown
    })
  },

  test: async (call) => {
    const viewer = requireLead(services, call)
    const { now, db } = call
    const provider = await withViewer(db, viewer, now, (trx) => findProvider(trx, viewer.member))
    if (!provider) throw new Problem('provider.none')
    const { metadata, keys } = await discover(services.mode, provider.issuer)
    await withViewer(db, viewer, now, (trx) => changeProvider(trx, viewer, provider.provider_id, { metadata: JSON.stringify(metadata) }))
    return { issuer: metadata.issuer, sign_in_at: metadata.authorization_endpoint, algorithms: metadata.id_token_signing_alg_values_supported, keys }
  },

  remove: async (call) => {
    const viewer = requireLead(services, call)
    await withViewer(call.db, viewer, call.now, async (trx) => {
      const removed = await trx.deleteFrom('identity_provider').where('ref_area', '=', viewer.member).returning(['provider_id', 'issuer']).executeTakeFirst()
      if (!removed) throw new Problem('provider.none')
      await appendAudit(trx, { chain: viewer.member, at: call.now, actor: viewer.person, action: 'provider.removed', subject: removed.provider_id, detail: { issuer: removed.issuer } })
    })
    return undefined
  },
})

/** Who leads the member and sits at the screen: no token changes who may sign in. */
function requireLead(services: IdentityServices, call: Call<Route>): Viewer {
  if (!mayConnectProvider(call.actor.viewer)) throw new Problem('not_allowed')
  sessionSecret(services, call)
  requireFreshFactor(call.actor, call.now)
  return call.actor.viewer
}

type Set = Partial<Pick<Provider, 'client_id' | 'client_secret' | 'trust_factor' | 'acr' | 'amr' | 'changed_at'>> & { readonly metadata: string }

async function changeProvider(trx: Trx, { member }: Viewer, id: string, set: Set): Promise<boolean> {
  const { numUpdatedRows } = await trx.updateTable('identity_provider').set(set).where('ref_area', '=', member).where('provider_id', '=', id).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Another issuer is another provider: what stood on the one before ends. */
async function replaceProvider(trx: Trx, { member }: Viewer, set: Required<Set>, issuer: string, now: Date): Promise<string> {
  const id = randomUUID()
  await trx.deleteFrom('identity_provider').where('ref_area', '=', member).execute()
  await trx.insertInto('identity_provider').values({ ref_area: member, provider_id: id, issuer, made_at: now, ...set }).execute()
  return id
}

async function present(services: IdentityServices, request: FastifyRequest, trx: Trx, { member, person, role }: Viewer, provider: Provider | undefined) {
  return {
    provider: provider ? {
      issuer: provider.issuer, client_id: provider.client_id, trust_factor: provider.trust_factor, acr: provider.acr, amr: provider.amr, made: provider.made_at.toISOString(), changed: provider.changed_at.toISOString(),
      people: role === 'focal_point' ? await countLinks(trx, member) : null,
    } : null,
    linked: await hasLink(trx, person), redirect_uri: redirectOf(services, request),
  }
}
