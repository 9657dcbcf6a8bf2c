import { z } from 'zod'
import { route } from './route.ts'

const jwk = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string(), alg: z.literal('EdDSA'), use: z.literal('sig') })

/** The public keys that receipts are signed with, also those that were replaced. */
export const keys = {
  list: route({
    id: 'keys.list', method: 'GET', path: '/.well-known/openvrs-keys.json', tag: 'keys', who: 'anyone', summary: 'The public keys of receipts as a JSON Web Key Set, the newest first',
    response: z.strictObject({ keys: z.array(jwk) }),
  }),
  pem: route({
    id: 'keys.pem', method: 'GET', path: '/.well-known/openvrs-keys/:file', tag: 'keys', who: 'anyone', summary: 'One public key as PEM: `KEY.pem`, where KEY is the `key` of a manifest',
    params: z.strictObject({ file: z.string().regex(/^[A-Za-z0-9_-]{43}\.pem$/) }), produces: ['application/x-pem-file'], problems: ['not_found'],
  }),
}
