import { z } from 'zod'
import { canonicalJson, verifyChain, type AuditEntry, type ChainVerdict } from './chain.ts'

/**
 * A chain as a file: an entry a line, each with the number of entries that the chain had when it was written out (`of`),
 * so that entries missing at the end are seen as well.
 */
export const auditLine = (entry: AuditEntry, of: number): string => `${canonicalJson({ body: entry.body, hash: entry.hash, of, prev_hash: entry.prevHash })}\n`

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const Line = z.strictObject({
  body: z.strictObject({
    chain: z.string(), seq: z.int().positive(), at: z.string(), actor: z.string(), action: z.string(), subject: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])),
  }),
  hash, of: z.int().positive(), prev_hash: hash,
})

/** `form`: a line is no entry. `end`: entries are missing at the end, or lines of two exports are mixed. */
export type FileVerdict =
  | { readonly ok: true; readonly entries: number; readonly head: string }
  | { readonly ok: false; readonly entries: number; readonly head: string; readonly brokenAt: number; readonly reason: Extract<ChainVerdict, { ok: false }>['reason'] | 'form' | 'end' }

/** Verifies the file of a whole chain, line by line; `sha256` gives lower-case hex. A file without a line is no chain. */
export function verifyLines(lines: Iterable<string>, sha256: (text: string) => string): FileVerdict {
  const seen = { lines: 0, of: 0, mixed: 0, unreadable: 0 }
  const verdict = verifyChain(entriesOf(lines, seen), sha256)
  const broken = (reason: 'form' | 'end', brokenAt: number): FileVerdict => ({ ok: false, entries: verdict.entries, head: verdict.head, brokenAt, reason })
  if (!verdict.ok) return verdict
  if (seen.unreadable > 0) return broken('form', seen.unreadable)
  if (seen.mixed > 0) return broken('end', seen.mixed)
  if (seen.lines === 0 || seen.of !== verdict.entries) return broken('end', verdict.entries + 1)
  return verdict
}

/** Ends at the first line that is no entry. */
function* entriesOf(lines: Iterable<string>, seen: { lines: number; of: number; mixed: number; unreadable: number }): Generator<AuditEntry> {
  for (const line of lines) {
    if (line === '') continue
    seen.lines++
    const read = Line.safeParse(parseJson(line))
    if (!read.success) {
      seen.unreadable = seen.lines
      return
    }
    const { body, hash, of, prev_hash: prevHash } = read.data
    if (seen.lines > 1 && of !== seen.of && seen.mixed === 0) seen.mixed = seen.lines
    seen.of = of
    yield { body, hash, prevHash }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
