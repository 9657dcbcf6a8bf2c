import type { ManifestTerms } from '../report/manifest.ts'

/** What a receipt of changed terms, or of a withdrawal, vouches for. It holds no figure, and is the owner's alone. */
export type TermsManifest = {
  readonly format: 'openvrs-manifest/1'
  readonly kind: 'terms' | 'withdrawal'
  readonly member: string
  readonly release: string
  readonly report: string
  readonly version: number
  readonly dataflow: string
  readonly before: ManifestTerms
  readonly terms: ManifestTerms
  /** From when the terms hold: ISO 8601 in UTC. */
  readonly since: string
  /** The id of the key that signs. */
  readonly key: string
}
