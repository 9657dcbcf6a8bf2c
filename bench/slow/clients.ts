import { connect, type Socket } from 'node:net'

/** Keeps `count` clients at a server that send, or take, as slowly as they can: whoever is closed comes again. */
export function keepSlow(port: number, token: string, count: number): { readonly stop: () => void; readonly closed: () => number } {
  const sockets = new Set<Socket>()
  let closed = 0
  let stopped = false
  const open = (kind: number): void => {
    const { beginning, more } = KINDS[kind % KINDS.length]!(token)
    const socket = connect(port, '127.0.0.1', () => socket.write(beginning))
    const drip = more === undefined ? undefined : setInterval(() => socket.writable && socket.write(more), 900)
    if (more === undefined) socket.pause()
    else socket.resume()
    sockets.add(socket)
    socket.on('error', () => undefined).once('close', () => {
      clearInterval(drip)
      sockets.delete(socket)
      closed++
      if (!stopped) setTimeout(open, 100, kind)
    })
  }
  for (let i = 0; i < count; i++) open(i)
  return {
    stop: () => {
      stopped = true
      for (const socket of sockets) socket.destroy()
    },
    closed: () => closed,
  }
}

type Kind = (token: string) => { readonly beginning: string; /** Sent again and again; without it the client takes its answer slowly. */ readonly more?: string }

const KINDS: readonly Kind[] = [
  () => ({ beginning: 'GET /healthz HTTP/1.1\r\nhost: localhost\r\nx-', more: 'a' }),
  () => ({ beginning: 'POST /api/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{', more: ' ' }),
  (token) => ({ beginning: `POST /api/units HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`, more: '1\r\n \r\n' }),
  (token) => ({ beginning: `POST /api/uploads?dataflow=VRS_DETECT HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 1000000\r\n\r\n--x\r\n`, more: 'ab' }),
  (token) => ({ beginning: `GET /api/audit/export HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${token}\r\n\r\n` }),
]
