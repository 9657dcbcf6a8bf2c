import type { keys as routes } from '@openvrs/contract/keys.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { reading } from '../db/connect.ts'
import { anonymous, withViewer } from '../db/viewer.ts'
import type { Handlers } from '../http/context.ts'
import { findKey, listKeys } from './signing.ts'

type Jwk = { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; alg: 'EdDSA'; use: 'sig' }

/** Handlers of `/.well-known/openvrs-keys`: public keys, for anyone. */
export const keyHandlers = (): Handlers<typeof routes> => ({
  list: async ({ db, now }) => ({ keys: (await withViewer(db, anonymous, now, (trx) => listKeys(reading(trx)))).map((key) => key.jwk as Jwk) }),

  pem: async ({ db, now, params, reply }) => {
    const key = await withViewer(db, anonymous, now, (trx) => findKey(reading(trx), params.file.slice(0, -'.pem'.length)))
    if (!key) throw new Problem('not_found')
    reply.type('application/x-pem-file')
    return key.pem
  },
})
