import { hashedText, type AuditBody } from '@openvrs/core/audit/chain.ts'
import { verifyLines, type FileVerdict } from '@openvrs/core/audit/lines.ts'

export type Entry = { readonly body: AuditBody; readonly hash: string }
export type Checked = { readonly verdict: FileVerdict; /** As far as they hold together. */ readonly entries: readonly Entry[] }

const BATCH = 500

/** Verifies an exported chain here in the browser; nothing is sent. `tell` hears which part of it is done, 0 to 1. */
export async function verifyText(text: string, tell: (done: number) => void = () => undefined): Promise<Checked> {
  const lines = text.split('\n').filter((line) => line !== '')
  const hashes = new Map<string, string>()
  for (let at = 0; at < lines.length; at += BATCH) {
    const texts = lines.slice(at, at + BATCH).flatMap(textOf)
    const found = await Promise.all(texts.map(sha256))
    texts.forEach((one, i) => hashes.set(one, found[i]!))
    tell(Math.min(1, (at + BATCH) / lines.length))
  }
  const verdict = verifyLines(lines, (one) => hashes.get(one) ?? '')
  return { verdict, entries: lines.slice(0, verdict.entries).map((line) => JSON.parse(line) as Entry) }
}

/** What an entry's hash is of. A line that is no entry has none; the verdict says so. */
function textOf(line: string): readonly string[] {
  try {
    const { prev_hash: prevHash, body } = JSON.parse(line) as { readonly prev_hash: string; readonly body: AuditBody }
    return [hashedText(prevHash, body)]
  } catch {
    return []
  }
}

export async function sha256(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * What a file that holds together says of the chain as it is now. `same`: it is that chain. `grown`: the chain begins with
 * it. `differs`: the chain does not, so one of the two was changed. `other`: it is another's chain.
 */
export function compareWith(file: Checked, now: Checked): { readonly kind: 'same' | 'other' | 'differs' } | { readonly kind: 'grown'; readonly by: number } {
  const [own, current] = [file.entries, now.entries]
  if (own[0]?.body.chain !== current[0]?.body.chain) return { kind: 'other' }
  if (current[own.length - 1]?.hash !== own.at(-1)?.hash) return { kind: 'differs' }
  return current.length === own.length ? { kind: 'same' } : { kind: 'grown', by: current.length - own.length }
}
