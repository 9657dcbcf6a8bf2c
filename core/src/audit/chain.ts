/**
 * The audit log is one hash chain per member and one for the system. An entry's hash is SHA-256 over the hash before it, a
 * line feed and the canonical text of its body; the first stands on 64 zeros. A verifier needs nothing but the entries.
 */
export type AuditBody = {
  readonly chain: string
  readonly seq: number
  /** ISO 8601 in UTC. */
  readonly at: string
  /** A person's id (a pseudonym once the account is erased), or `system`. */
  readonly actor: string
  readonly action: string
  /** What it was done to: a public id, a code. */
  readonly subject: string
  /** Facts that a verifier wants: hashes, counts of rows, terms. Never a figure, never free text. */
  readonly detail: { readonly [name: string]: string | number | boolean | null | readonly string[] }
}

export type AuditEntry = { readonly body: AuditBody; readonly prevHash: string; readonly hash: string }

export const GENESIS = '0'.repeat(64)

/** The chain of what belongs to no member. */
export const SYSTEM_CHAIN = '_SYSTEM'

/** JSON with the keys of every object in order and no spaces, so that the same body always gives the same bytes. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

export const hashedText = (prevHash: string, body: AuditBody): string => `${prevHash}\n${canonicalJson(body)}`

export type ChainVerdict = { readonly ok: true; readonly entries: number; readonly head: string } | { readonly ok: false; readonly entries: number; readonly head: string; readonly brokenAt: number; readonly reason: 'order' | 'link' | 'hash' | 'chain' }

/** Verifies one whole chain from its first entry; `sha256` gives lower-case hex. Empty is a valid chain. */
export function verifyChain(entries: Iterable<AuditEntry>, sha256: (text: string) => string): ChainVerdict {
  let head = GENESIS
  let count = 0
  let chain: string | undefined
  for (const { body, prevHash, hash } of entries) {
    const broken = (reason: 'order' | 'link' | 'hash' | 'chain') => ({ ok: false as const, entries: count, head, brokenAt: count + 1, reason })
    chain ??= body.chain
    if (body.chain !== chain) return broken('chain')
    if (body.seq !== count + 1) return broken('order')
    if (prevHash !== head) return broken('link')
    if (sha256(hashedText(prevHash, body)) !== hash) return broken('hash')
    head = hash
    count++
  }
  return { ok: true, entries: count, head }
}
