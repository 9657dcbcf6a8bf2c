import { z } from 'zod'
import { instant } from './common.ts'
import { route } from './route.ts'

const chain = z.string().regex(/^(_SYSTEM|[A-Z][A-Z0-9_]{1,19})$/).meta({ description: 'A member\'s code, or `_SYSTEM`', example: 'THA' })
const ofChain = z.strictObject({ chain: chain.optional() })

export const audit = {
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
}
