import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { makeMailer } from './mailer.ts'

/** As much of a mail server as takes one message (RFC 5321), or refuses it. */
async function mailServer(refuse: boolean): Promise<{ url: string; received: string[] }> {
  const received: string[] = []
  const server = createServer((socket) => {
    let message = false
    socket.setEncoding('utf8')
    socket.write('220 ready\r\n')
    socket.on('data', (text: string) => {
      for (const line of text.split('\r\n').slice(0, -1)) {
        received.push(line)
        if (message) {
          if (line !== '.') continue
          message = false
          socket.write('250 taken\r\n')
        } else if (/^DATA/i.test(line)) {
          message = true
          socket.write('354 go on\r\n')
        } else socket.write(refuse && /^RCPT/i.test(line) ? '550 no such person\r\n' : '250 ok\r\n')
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  const address = server.address()
  return { url: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}?ignoreTLS=true`, received }
}

const open: Server[] = []
afterEach(() => void open.splice(0).forEach((server) => server.close()))

const mail = { to: 'maya@npl.example', kind: 'invitation', values: { inviter: 'root@cau.example', member: 'NPL', role: 'focal_point', url: 'https://vrs.example/invitation#s3cret', expires: '2026-11-28' } } as const

test('an invitation reaches the mail server with its address, and nothing of it is warned about', async () => {
  const { url, received } = await mailServer(false)
  const warned: string[] = []
  const mailer = makeMailer({ smtpUrl: url, from: 'OpenVRS <no-reply@vrs.example>', warn: (_facts, message) => void warned.push(message) })
  expect(await mailer.send(mail)).toBe(true)
  expect(received.join('\n')).toContain('RCPT TO:<maya@npl.example>')
  expect(received.join('\n')).toContain('https://vrs.example/invitation#s3cret')
  expect(received.join('\n')).not.toMatch(/\{[a-z]+\}/)
  expect(warned).toEqual([])
})

test('a refused mail is a warning without address or secret, and no failure', async () => {
  const { url } = await mailServer(true)
  const warned: string[] = []
  const mailer = makeMailer({ smtpUrl: url, from: 'no-reply@vrs.example', warn: (facts, message) => void warned.push(JSON.stringify(facts) + message) })
  expect(await mailer.send(mail)).toBe(false)
  expect(warned).toHaveLength(1)
  expect(warned[0]).not.toMatch(/maya|s3cret/)
})

test('without a mail server nothing is sent, and the inviter is told so', async () => {
  const mailer = makeMailer({ smtpUrl: undefined, from: 'no-reply@vrs.example', warn: () => undefined })
  expect(await mailer.send(mail)).toBe(false)
})
