import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { openapi } from '@openvrs/contract/openapi.ts'
import type { Route } from '@openvrs/contract/route.ts'

/** What the security officer of a state reads before anything else (docs/decisions/0031-documents.md). */
const PAPERS = ['threat-model', 'security'] as const

/** The API's own description, `/api/openapi.json` and pages to read at `/api/docs`; and what is said of its security. */
export async function serveDocs(app: FastifyInstance, routes: readonly Route[], about: { version: string; server: string }): Promise<void> {
  const document = openapi(routes, about)
  app.get('/api/openapi.json', async (_request, reply) => reply.type('application/json').serializer(JSON.stringify).send(document))
  for (const paper of PAPERS) {
    const text = await readFile(fileURLToPath(new URL(`../../../docs/${paper}.md`, import.meta.url)))
    app.get(`/api/docs/${paper}.md`, async (_request, reply) => reply.type('text/plain; charset=utf-8').header('content-language', 'en').send(text))
  }
  await app.register(swagger, { mode: 'static', specification: { document: document as never } })
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    theme: { title: 'OpenVRS API', css: [{ filename: 'openvrs.css', content: '.swagger-ui .topbar { display: none }' }] },
    // The hash is of the one style element that swagger-ui's own script adds.
    staticCSP: "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  })
}
