import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportSPKI, importJWK, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Manifest } from '@openvrs/core/report/manifest.ts'
import { receiptText, type Receipt } from '@openvrs/core/report/receipt.ts'
import { openKeyring } from '../keys/keyring.ts'
import { makeKey, signerOf } from './signing.ts'
import { receiptSentence, verifyReceipt } from './verify.ts'

const folder = mkdtempSync(join(tmpdir(), 'openvrs-receipt-'))
const payloadFile = join(folder, 'payload.csv')
const payload = 'STRUCTURE,STRUCTURE_ID,ACTION,FREQ,OBS_VALUE\ndataflow,OPENVRS:VRS_DETECT(1.0.0),I,M,8571067\n'
afterAll(() => rmSync(folder, { recursive: true }))

let pem: string
let otherPem: string
let receipt: Receipt<Manifest>
let text: string

const key = async () => {
  const kid = await makeKey(openKeyring(folder))
  const jwk = JSON.parse(readFileSync(join(folder, 'keys', `signing-${kid}.jwk`), 'utf8')) as JWK
  const publicKey = await importJWK({ kty: jwk.kty!, crv: jwk.crv!, x: jwk.x! }, 'EdDSA', { extractable: true })
  return { kid, jwk, pem: await exportSPKI(publicKey as CryptoKey) }
}

const manifestFor = (kid: string): Manifest => ({
  format: 'openvrs-manifest/1', kind: 'approval', member: 'USA', report: 'USA-8', version: 1, release: 'USA-3', collection: 'vrs-msrc', collection_version: '1.0.0', dataflow: 'VRS_DETECT',
  freq: 'M', from: '2019-10', to: '2023-09', payload: { sha256: createHash('sha256').update(payload).digest('hex'), bytes: payload.length, rows: 1 },
  sums: [{ indicator: 'ENTRY_IRREG', unit: 'DET', rows: 1, sum: '8571067' }], declarations: { source_type: 'administrative', def_conform: 'Y' }, terms: { level: 'CONTRIBUTORS', group: null, embargo: null }, approved_at: '2026-11-21T12:00:00.000Z', key: kid,
})

beforeAll(async () => {
  const made = await key()
  pem = made.pem
  otherPem = (await key()).pem
  const signer = await signerOf(made.kid, made.jwk)
  receipt = await signer.sign(manifestFor(made.kid))
  text = receiptText(receipt)
  writeFileSync(payloadFile, payload)
})

const reason = async (receiptFile: string, keyPem = pem, file: string | undefined = payloadFile) => (await verifyReceipt(receiptFile, file, keyPem)).reason

test('the file of a private key is its owner\'s alone', () => {
  expect(statSync(join(folder, 'keys', `signing-${receipt.manifest.key}.jwk`)).mode & 0o777).toBe(0o600)
})

describe('security 21: a receipt verifies by itself', () => {
  test('with the payload and the key that it names', async () => {
    expect(await verifyReceipt(text, payloadFile, pem)).toEqual({ ok: true, reason: 'verified' })
  })

  test('not with another key, no key, or no payload', async () => {
    expect(await reason(text, otherPem)).toBe('other_key')
    expect(await reason(text, 'PEM')).toBe('key_unreadable')
    expect((await verifyReceipt(text, undefined, pem)).reason).toBe('payload_missing')
  })

  test('any changed byte of the receipt is found: each byte, changed in its lowest and its highest bits', async () => {
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of [1, 2, 4, 32]) {
        const changed = Buffer.from(bytes)
        changed[at] = changed[at]! ^ bit
        expect((await verifyReceipt(changed.toString('utf8'), payloadFile, pem)).ok, `byte ${at}`).toBe(false)
      }
    }
  })

  test('a byte more or less, another order of keys, a key twice or another way to write a letter are found', async () => {
    const { manifest, ...rest } = receipt
    const twice = text.replace('{\n', '{\n  "manifest": {},\n')
    for (const changed of [`${text}\n`, text.slice(0, -1), JSON.stringify(receipt), `${JSON.stringify({ ...rest, manifest }, null, 2)}\n`, twice, text.replace('USA', '\\u0055SA')]) {
      expect(await reason(changed)).toBe('altered')
    }
  })

  test('a manifest that was changed together with its text is found', async () => {
    expect(await reason(receiptText({ ...receipt, manifest: { ...receipt.manifest, approved_at: '2026-11-22T12:00:00.000Z' } }))).toBe('manifest')
  })

  test('any changed byte of the payload is found', async () => {
    const other = join(folder, 'other.csv')
    const bytes = Buffer.from(payload)
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = changed[at]! ^ 1
      writeFileSync(other, changed)
      expect(await reason(text, pem, other)).toBe('payload')
    }
    writeFileSync(other, payload.replaceAll('\n', '\r\n'))
    expect(await reason(text, pem, other)).toBe('payload')
  })

  test('every verdict has a sentence', () => {
    expect(receiptSentence('verified')).toContain('genuine')
    expect(receiptSentence('altered')).toContain('changed')
  })
})

test('the words of docs/verify-a-receipt.md hold with openssl and sha256sum alone, and fail when a figure was changed', () => {
  const script = /```sh\n([\s\S]*?)```/.exec(readFileSync(new URL('../../../docs/verify-a-receipt.md', import.meta.url), 'utf8'))![1]!
  writeFileSync(join(folder, 'receipt.json'), text)
  writeFileSync(join(folder, 'key.pem'), pem)
  const run = () => execFileSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const said = run()
  expect(said).toContain('Signature Verified Successfully')
  expect(said).toContain('payload.csv: OK')
  expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toEqual(receipt.manifest)

  writeFileSync(payloadFile, payload.replace('8571067', '8571068'))
  expect(run).toThrow()
  writeFileSync(payloadFile, payload)
  writeFileSync(join(folder, 'receipt.json'), text.replace(/^ {2}"payload": "(.)/m, (line, first: string) => line.slice(0, -1) + (first === 'A' ? 'B' : 'A')))
  expect(run).toThrow()
})
