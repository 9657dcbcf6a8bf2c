import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'

/** Requirement 22: who sends slowly holds nothing for long, and others are answered meanwhile. */

let app: TestApp
let focal: Actor
let port: number
beforeAll(async () => {
  app = await testApp()
  focal = await app.person('KHM', 'focal_point')
  await app.http.listen({ port: 0, host: '127.0.0.1' })
  port = (app.http.server.address() as { port: number }).port
})
afterAll(() => app?.close())

/** Sends the beginning of a request, then a few bytes every second. Resolves to the seconds until the server closed it. */
function trickle(beginning: string, more: string): Promise<number> {
  const began = performance.now()
  const socket: Socket = connect(port, '127.0.0.1', () => socket.write(beginning))
  const drip = setInterval(() => socket.writable && socket.write(more), 1000)
  socket.on('error', () => undefined).resume()
  return new Promise<number>((resolve) => socket.once('close', () => {
    clearInterval(drip)
    resolve((performance.now() - began) / 1000)
  }))
}
const upload = () => `POST /api/uploads?dataflow=VRS_DETECT HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${focal.token}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 1000000\r\n\r\n--x\r\n`
const json = () => `POST /api/units HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${focal.token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`
const stranger = () => 'POST /api/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{'

test.concurrent('22: slow headers and bodies are closed within some ten seconds, while everybody else is answered', { timeout: 60_000 }, async () => {
  const kinds = [() => trickle('GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-', 'a'), () => trickle(upload(), 'ab'), () => trickle(json(), '1\r\n \r\n'), () => trickle(stranger(), ' ')]
  const slow = Array.from({ length: 200 }, (_, i) => kinds[i % kinds.length]!())
  const answers = await Promise.all(Array.from({ length: 50 }, () => fetch(`http://127.0.0.1:${port}/api/session`, { headers: { host: 'localhost', authorization: `Bearer ${focal.token}` } }).then(({ status }) => status)))
  expect(new Set(answers)).toEqual(new Set([200]))
  const seconds = await Promise.all(slow)
  expect(Math.max(...seconds)).toBeLessThan(15)
  expect(app.http.server.listening).toBe(true)
})

test.concurrent('22: a body that comes slowly but steadily is taken', { timeout: 60_000 }, async () => {
  const body = JSON.stringify({ code: 'SLOW', name: 'On a slow line' }).padEnd(60_000)
  const answer = await new Promise<string>((resolve, reject) => {
    let said = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(`POST /api/units HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${focal.token}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`))
    let sent = 0
    const drip = setInterval(() => {
      socket.write(body.slice(sent, sent + 4000))
      sent += 4000
      if (sent >= body.length) clearInterval(drip)
    }, 800)
    socket.on('data', (bytes) => { said += bytes.toString() }).once('error', reject).once('close', () => resolve(said))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 201 /)
})
