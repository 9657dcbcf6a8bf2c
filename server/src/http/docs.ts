import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { openapi } from '@openvrs/contract/openapi.ts'
import type { Route } from '@openvrs/contract/route.ts'

/** The API's own description: `/api/openapi.json` and pages to read at `/api/docs`. */
export async function serveDocs(app: FastifyInstance, routes: readonly Route[], about: { version: string; server: string }): Promise<void> {
  const document = openapi(routes, about)
  app.get('/api/openapi.json', async (_request, reply) => reply.type('application/json').serializer(JSON.stringify).send(document))
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'OpenVRS API', css: [{ filename: 'openvrs.css', content: '.swagger-ui .topbar { display: none }' }] },
    // The hash is of the one style element that swagger-ui's own script adds.
    staticCSP: "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  })
}
