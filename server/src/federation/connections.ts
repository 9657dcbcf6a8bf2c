import { Problem } from '@openvrs/core/problem.ts'
import type { federation as routes } from '@openvrs/contract/federation.ts'
import type { BodyOf, ResponseOf } from '@openvrs/contract/route.ts'
import { seal, type IdentityServices } from '../identity/index.ts'
import { requireSafe } from './fetch.ts'
import { discover } from './oidc.ts'
import type { Provider } from './providers.ts'
import { isInForce, presentCertificate, readCertificate } from './saml/certificates.ts'
import type { Settings } from './saml/index.ts'

type Connection = BodyOf<(typeof routes)['connect']>
type OpenId = Extract<Connection, { kind: 'oidc' }>
type Saml = Extract<Connection, { kind: 'saml' }>

/** What is stored of a provider, and what the audit log says of it. */
export type Wanted = {
  readonly set: Pick<Provider, 'client_id' | 'client_secret' | 'trust_factor' | 'acr' | 'amr'> & { readonly metadata: string }
  readonly noted: { readonly [name: string]: string | boolean | readonly string[] }
}

/** Whether the provider stays the same one, whose links hold: of the same kind, under the same name. */
export const stays = (before: Provider | undefined, { kind, issuer }: Pick<Connection, 'kind' | 'issuer'>): before is Provider => before?.kind === kind && before.issuer === issuer

/** Holds what is asked for against what a provider has to be. */
export const checkConnection = (services: IdentityServices, wanted: Connection, before: Provider | undefined, now: Date): Promise<Wanted> | Wanted => {
  switch (wanted.kind) {
    case 'oidc': return checkOpenId(services, wanted, before)
    case 'saml': return checkSaml(services, wanted, now)
  }
}

async function checkOpenId(services: IdentityServices, wanted: OpenId, before: Provider | undefined): Promise<Wanted> {
  const kept = stays(before, wanted) && before.client_id === wanted.client_id ? before.client_secret : null
  if (wanted.client_secret === undefined && kept === null) throw new Problem('provider.secret_needed')
  const { metadata } = await discover(services.mode, wanted.issuer)
  const { client_id, trust_factor, acr, amr } = wanted
  const client_secret = wanted.client_secret === undefined ? kept : await seal(services.key, wanted.client_secret)
  return { set: { client_id, client_secret, metadata: JSON.stringify(metadata), trust_factor, acr, amr }, noted: { client: client_id, trust_factor, acr, amr } }
}

/** Attributes that pass from one person to another, by their usual names. */
const ADDRESSES = /(^|[/:])(e?-?mail(address)?|upn|user-?principal-?name|samaccountname|0\.9\.2342\.19200300\.100\.1\.[13])$/i

function checkSaml({ mode }: IdentityServices, { sign_on, certificates: given, subject, trust_factor, acr }: Saml, now: Date): Wanted {
  requireSafe(mode, sign_on)
  const certificates = given.map(readCertificate)
  if (!certificates.some((one) => isInForce(one, now)) || certificates.some(({ until }) => until <= now)) throw new Problem('provider.certificate')
  if (subject !== null && ADDRESSES.test(subject)) throw new Problem('provider.subject_is_address')
  const settings: Settings = { sign_on, certificates: certificates.map(({ pem }) => pem), subject }
  return {
    set: { client_id: null, client_secret: null, metadata: JSON.stringify(settings), trust_factor, acr, amr: [] },
    noted: { sign_on, certificates: certificates.map(({ fingerprint }) => fingerprint), ...(subject === null ? {} : { subject_attribute: subject }), trust_factor, acr },
  }
}

type Shown = NonNullable<ResponseOf<(typeof routes)['show']>['provider']>

export function presentProvider(provider: Provider, people: number | null): Shown {
  const { kind, issuer, trust_factor, acr, amr } = provider
  const common = { issuer, trust_factor, acr, made: provider.made_at.toISOString(), changed: provider.changed_at.toISOString(), people }
  switch (kind) {
    case 'oidc': return { kind, ...common, client_id: provider.client_id!, amr }
    case 'saml': {
      const { sign_on, certificates, subject } = provider.metadata as unknown as Settings
      return { kind, ...common, sign_on, subject, certificates: certificates.map((pem) => presentCertificate(readCertificate(pem))) }
    }
  }
}
