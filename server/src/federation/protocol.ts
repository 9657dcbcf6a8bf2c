import type { IdentityServices } from '../identity/index.ts'
import type { Provider } from './providers.ts'

/** What a provider says of somebody: which account of its own they are, and how they showed it. */
export type Claims = { readonly issuer: string; readonly subject: string; readonly acr: string | undefined; readonly amr: readonly string[] }

/** What a browser came back with. `state` is what it was sent away with, `code` stands for what the provider has to say. */
export type Returned = { readonly state: string; readonly code?: string | undefined; readonly iss?: string | undefined; readonly error?: string | undefined }

/** With whom a way is gone, from which address of ours, and when. */
export type Going = { readonly services: IdentityServices; readonly provider: Provider; readonly address: string; readonly now: Date }

/** The way there: where the browser goes, and what the protocol needs again on the way back, which is kept sealed. */
export type Away = { readonly url: string; readonly state: string; readonly kept: string; readonly expires: Date }

/** What a protocol does: it sends a browser away, and makes of what that came back with who it was. `comeBack` throws `provider.denied` and what else a person can act on. */
export type Protocol = {
  readonly leave: (going: Going) => Promise<Away>
  readonly comeBack: (going: Going, kept: string, returned: Returned) => Promise<Claims>
}
