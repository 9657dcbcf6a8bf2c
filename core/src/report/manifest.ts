import type { Declarations } from './declarations.ts'
import type { IndicatorSum } from './payload-sums.ts'

/** The terms of a release, as a receipt says them. */
export type ManifestTerms = { readonly level: string; readonly group: string | null; readonly embargo: string | null }

/**
 * What an approval vouches for: which figures (by the hash of their canonical payload), of whom, under which terms. It
 * holds no figure but the control totals, and is the owner's alone.
 */
export type Manifest = {
  readonly format: 'openvrs-manifest/1'
  readonly kind: 'approval'
  readonly member: string
  readonly report: string
  readonly version: number
  readonly release: string
  readonly collection: string
  readonly collection_version: string
  readonly dataflow: string
  readonly freq: string
  readonly from: string
  readonly to: string
  readonly payload: { readonly sha256: string; readonly bytes: number; readonly rows: number }
  readonly sums: readonly IndicatorSum[]
  /** What the section says about its figures. */
  readonly declarations: Declarations
  readonly terms: ManifestTerms
  /** ISO 8601 in UTC. */
  readonly approved_at: string
  /** The id of the key that signs: the thumbprint of the public key (RFC 7638). */
  readonly key: string
}
