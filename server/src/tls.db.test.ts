import { request } from 'node:https'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { testApp } from '../test/app.ts'

const file = (name: string): string => fileURLToPath(new URL(`../test/tls/${name}`, import.meta.url))

test('a server with a certificate of its own speaks TLS and nothing else', async () => {
  const app = await testApp({ mode: 'live', env: { PUBLIC_URL: 'https://localhost', TLS_CERT: file('cert.pem'), TLS_KEY: file('key.pem') } })
  try {
    await app.http.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.http.server.address() as { port: number }
    const answer = await new Promise<{ status?: number; hsts?: string }>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/healthz', ca: readFileSync(file('cert.pem')), headers: { host: 'localhost' } }, (response) => {
        response.resume()
        resolve({ status: response.statusCode, hsts: response.headers['strict-transport-security'] })
      }).once('error', reject).end()
    })
    expect(answer).toEqual({ status: 200, hsts: 'max-age=31536000; includeSubDomains' })
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
  } finally {
    await app.close()
  }
})
