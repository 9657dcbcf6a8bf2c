import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

export type Signer = { readonly key: string; readonly certificate: string }

const DAY_MS = 86_400_000

/** A key and a certificate of its own (X.509, SHA-256 with RSA), in force around `now` unless said otherwise. Both in PEM. */
export function makeSigner(now: Date, { bits = 2048, type = 'rsa', from = new Date(now.getTime() - DAY_MS), until = new Date(now.getTime() + 30 * DAY_MS) }: { bits?: number; type?: 'rsa' | 'ec'; from?: Date; until?: Date } = {}): Signer {
  const { publicKey, privateKey } = type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: bits }) : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  return { key, certificate: pem(certificateOf(publicKey, privateKey, type, from, until)) }
}

function certificateOf(publicKey: KeyObject, privateKey: KeyObject, type: 'rsa' | 'ec', from: Date, until: Date): Buffer {
  // sha256WithRSAEncryption, ecdsa-with-SHA256
  const algorithm = der(0x30, ...(type === 'rsa' ? [Buffer.from('06092a864886f70d01010b', 'hex'), der(0x05)] : [Buffer.from('06082a8648ce3d040302', 'hex')]))
  const name = der(0x30, der(0x31, der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('A provider of a test')))))
  const time = (at: Date) => der(0x18, Buffer.from(`${at.toISOString().replaceAll(/[-:T]|\.\d+/g, '')}`))
  const inner = der(0x30, der(0xa0, der(0x02, Buffer.of(2))), der(0x02, Buffer.of(1)), algorithm, name, der(0x30, time(from), time(until)), name, publicKey.export({ type: 'spki', format: 'der' }))
  return der(0x30, inner, algorithm, der(0x03, Buffer.of(0), sign('sha256', inner, privateKey)))
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const pem = (bytes: Buffer): string => `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`
