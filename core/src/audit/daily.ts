import type { Receipt } from '../report/receipt.ts'
import { canonicalJson, GENESIS } from './chain.ts'
import { climb, leafText, type Sha256, type Step } from './tree.ts'

/**
 * Once a day the heads of all chains are put under one root, which is signed and published. Whoever keeps the day's proof
 * can show later that the chain was as it is: a chain that was cut off, written anew or kept in two versions no longer
 * agrees with what was signed. Each signed head names the one before it, so that days cannot be left out or exchanged.
 */
export type DailyHead = {
  readonly format: 'openvrs-audit-head/1'
  readonly kind: 'audit_head'
  /** The day (UTC) on which it was taken, ISO 8601. */
  readonly day: string
  readonly taken_at: string
  /** How many chains stand under the root. */
  readonly chains: number
  readonly root: string
  /** SHA-256 of the canonical manifest of the signed head before it; 64 zeros before the first. */
  readonly previous: string
  readonly key: string
}

/** A chain as it stood on a day. The day is part of it, so that a hash tells a neighbour not even whether anything was added. */
export type ChainLeaf = { readonly chain: string; readonly day: string; readonly entries: number; readonly head: string }

export type DayProof = { readonly signed: Receipt<DailyHead>; readonly leaf: ChainLeaf; readonly path: readonly Step[] }

export const hashLeaf = async (leaf: ChainLeaf, sha256: Sha256): Promise<string> => sha256(leafText(canonicalJson(leaf)))

/** What the next signed head names as the one before it. */
export const previousOf = async (manifest: DailyHead | undefined, sha256: Sha256): Promise<string> => (manifest ? sha256(canonicalJson(manifest)) : GENESIS)

/**
 * `day`: the proof is put together of two days. `root`: the leaf does not stand under the signed root. `chain`: it is another's
 * chain. `shorter`: the chain has fewer entries than it had. `forked`: it has others.
 */
export type ProofFault = 'day' | 'root' | 'chain' | 'shorter' | 'forked'

/** A whole chain that holds together in itself: whose it is, and the hashes of its entries in order. */
export type WholeChain = { readonly chain: string; readonly hashes: readonly string[] }

/** Whether a chain still begins as it stood on the day of a proof. The signature of the proof is checked apart (`checkReceipt`). */
export async function findProofFault({ signed, leaf, path }: DayProof, whole: WholeChain, sha256: Sha256): Promise<ProofFault | undefined> {
  if (signed.manifest.kind !== 'audit_head' || signed.manifest.day !== leaf.day) return 'day'
  if ((await climb(await hashLeaf(leaf, sha256), path, sha256)) !== signed.manifest.root) return 'root'
  if (leaf.chain !== whole.chain) return 'chain'
  if (whole.hashes.length < leaf.entries) return 'shorter'
  return (whole.hashes[leaf.entries - 1] ?? GENESIS) === leaf.head ? undefined : 'forked'
}
