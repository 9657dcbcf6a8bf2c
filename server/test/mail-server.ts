import { createServer, type Server, type Socket } from 'node:net'
import { afterAll } from 'vitest'

export type Received = { readonly to: string; /** Head and body, the body as people read it. */ readonly text: string }
export type MailServer = { readonly url: string; readonly received: string[]; readonly mails: Received[] }

const open: Server[] = []
afterAll(() => void open.splice(0).forEach((server) => server.close()))

/** As much of a mail server as takes messages (RFC 5321), or refuses them: every line that it was sent, and each whole message. */
export async function mailServer(refuse = false): Promise<MailServer> {
  const received: string[] = []
  const mails: Received[] = []
  const server = createServer((socket) => talk(socket, refuse, received, mails))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(server)
  const address = server.address()
  return { url: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}?ignoreTLS=true`, received, mails }
}

function talk(socket: Socket, refuse: boolean, received: string[], mails: Received[]): void {
  let to = ''
  let message: string[] | undefined
  socket.setEncoding('utf8')
  socket.write('220 ready\r\n')
  socket.on('data', (text: string) => {
    for (const line of text.split('\r\n').slice(0, -1)) {
      received.push(line)
      if (message && line === '.') {
        mails.push({ to, text: readable(message) })
        message = undefined
        socket.write('250 taken\r\n')
      } else if (message) message.push(line)
      else if (/^DATA/i.test(line)) {
        message = []
        socket.write('354 go on\r\n')
      } else {
        to = /^RCPT TO:<(.*)>/i.exec(line)?.[1] ?? to
        socket.write(refuse && /^RCPT/i.test(line) ? '550 no such person\r\n' : '250 ok\r\n')
      }
    }
  })
}

/** Undoes how a body was packed for the way: base64, or quoted-printable. */
function readable(lines: readonly string[]): string {
  const gap = lines.indexOf('')
  const [head, body] = [lines.slice(0, gap).join('\n'), lines.slice(gap + 1).join('\n')]
  if (/^content-transfer-encoding: base64$/im.test(head)) return `${head}\n\n${Buffer.from(body, 'base64').toString('utf8')}`
  const bytes = body.replaceAll('=\n', '').replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return `${head}\n\n${/^content-transfer-encoding: quoted-printable$/im.test(head) ? Buffer.from(bytes, 'latin1').toString('utf8') : body}`
}
