import { z } from 'zod'
import { AUDIT_ACTIONS } from '@openvrs/core/audit/actions.ts'
import { instant } from './common.ts'
import { route } from './route.ts'

const chain = z.string().regex(/^(_SYSTEM|[A-Z][A-Z0-9_]{1,19})$/).meta({ description: 'A member\'s code, or `_SYSTEM`', example: 'THA' })
const day = z.iso.date()
const hash = z.string().regex(/^[0-9a-f]{64}$/)
/** A signed head as a receipt is signed: a flattened JWS over the canonical manifest. */
const signedHead = z.strictObject({
  manifest: z.strictObject({ format: z.literal('openvrs-audit-head/1'), kind: z.literal('audit_head'), day, taken_at: instant, chains: z.int(), root: hash, previous: hash, key: z.string() }),
  payload: z.string(), protected: z.string(), signature: z.string(),
})
const ofDay = z.strictObject({ day: day.optional().meta({ description: 'The day (UTC) on which it was taken; the last one unless named' }) })

const ofChain = z.strictObject({ chain: chain.optional() })

const number = z.string().regex(/^(0|[1-9][0-9]{0,14})$/).transform(Number)
const entry = z.strictObject({
  seq: z.int(), at: instant, action: z.string(), actor: z.string(), actor_name: z.string().nullable().meta({ description: 'Where the reader may know who it was' }), subject: z.string(), subject_name: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())])), hash,
})

export const audit = {
  list: route({
    id: 'audit.list', method: 'GET', path: '/api/audit', tag: 'audit', who: 'signed_in', scope: 'read', summary: 'Entries of a chain, the newest first',
    description: 'Fifty at a time; `before` continues. `about` is looked for in what an entry was done to and in its facts. Names are told of people whom the reader may see; else there is the pseudonym alone.',
    query: z.strictObject({ ...ofChain.shape, action: z.enum(AUDIT_ACTIONS).optional(), actor: z.string().min(1).max(100).optional(), from: day.optional(), to: day.optional(), about: z.string().trim().min(1).max(100).optional(), before: number.optional() }),
    owned: { chain: 'member' }, response: z.strictObject({ chain: z.string(), entries: z.array(entry), next: z.int().nullable().meta({ description: 'The number to continue before; null at the end' }) }), problems: ['not_allowed'],
  }),
  export: route({
    id: 'audit.export', method: 'GET', path: '/api/audit/export', tag: 'audit', who: 'signed_in', scope: 'read', summary: 'A whole chain, one entry a line',
    description: 'Lines of JSON: `body`, `prev_hash`, `hash`, and `of`, the number of entries that the chain had. A focal point reads the own member\'s chain, the secretariat its own and that of the system, an administrator that of the system.',
    query: ofChain, owned: { chain: 'member' }, produces: ['application/x-ndjson'],
  }),
  head: route({
    id: 'audit.head', method: 'GET', path: '/api/audit/head', tag: 'audit', who: 'signed_in', scope: 'read', summary: 'The head of a chain: how many entries, and the hash of the last',
    description: 'Kept, it proves later that the chain still begins with the same entries.', query: ofChain, owned: { chain: 'member' },
    response: z.strictObject({ chain: z.string(), entries: z.int(), head: z.string(), at: instant }),
  }),
  signed: route({
    id: 'audit.signed', method: 'GET', path: '/.well-known/vrs-audit.json', tag: 'audit', who: 'anyone', summary: 'The signed head of a day: one root over the heads of all chains',
    description: 'Taken once a day and signed with the key of receipts. Each names the one before it. Kept by others, it binds the system to its past.', query: ofDay, response: signedHead, problems: ['not_found'],
  }),
  proof: route({
    id: 'audit.proof', method: 'GET', path: '/api/audit/proof', tag: 'audit', who: 'signed_in', scope: 'read', summary: 'Where a chain stood on a day, and its way to the signed root',
    description: 'Kept, it shows later by itself that a chain was cut off, written anew or shown in two versions: `vrs audit verify FILE --proof PROOF --key PEM`.',
    query: z.strictObject({ ...ofChain.shape, ...ofDay.shape }), owned: { chain: 'member' }, problems: ['not_found'],
    response: z.strictObject({
      signed: signedHead, leaf: z.strictObject({ chain: z.string(), day, entries: z.int(), head: hash }),
      path: z.array(z.strictObject({ side: z.enum(['left', 'right']), hash })),
    }),
  }),
}
