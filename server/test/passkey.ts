import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A device that holds one passkey and answers as a browser would: P-256, without attestation. */
export type Device = { readonly id: string; counter: number; readonly add: (asked: Asked, more?: Bent) => object; readonly give: (asked: Asked, more?: Bent) => object }
type Asked = { readonly challenge: string; readonly rp_id: string }
/** What a device or a page may do wrong. */
type Bent = { readonly origin?: string; readonly verified?: boolean; readonly counter?: number; readonly rpId?: string }

export function newDevice(): Device {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  const id = randomBytes(32)
  const cose = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'), Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')])
  const clientOf = (type: string, { challenge }: Asked, { origin = 'http://localhost' }: Bent) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const dataOf = (flags: number, { rp_id: asked }: Asked, { verified = true, counter = ++device.counter, rpId = asked }: Bent) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags | 1 | (verified ? 4 : 0)]), count])
  }
  const text = (bytes: Buffer): string => bytes.toString('base64url')
  const device: Device = {
    id: text(id), counter: 0,
    add: (asked, bent = {}) => {
      const data = Buffer.concat([dataOf(0x40, asked, bent), Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
      const attestation = Buffer.concat([Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'), Buffer.from([0x58, data.length]), data])
      return { id: text(id), client_data: text(clientOf('webauthn.create', asked, bent)), attestation: text(attestation), transports: ['internal'] }
    },
    give: (asked, bent = {}) => {
      const [client, data] = [clientOf('webauthn.get', asked, bent), dataOf(0, asked, bent)]
      const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), privateKey)
      return { id: text(id), client_data: text(client), authenticator_data: text(data), signature: text(signature) }
    },
  }
  return device
}
