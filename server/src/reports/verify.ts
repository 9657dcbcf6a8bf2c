import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { checkReceipt, encodeBase64Url, type ReceiptFault, type ReceiptVerdict } from '@openvrs/core/report/receipt.ts'
import { canonicalJson } from '@openvrs/core/audit/chain.ts'
import sentences from '@openvrs/core/i18n/receipt.en.json' with { type: 'json' }

/**
 * Verifies a receipt without any server.
 * @param receipt the text of the receipt, byte for byte as it was issued
 * @param payloadFile the path of the payload that it vouches for
 * @param pem the public key that the reader trusts
 */
export async function verifyReceipt(receipt: string, payloadFile: string | undefined, pem: string): Promise<ReceiptVerdict> {
  const key = readKey(pem)
  if (!key) return { ok: false, reason: 'key_unreadable' }
  const made = (text: string, signature: Uint8Array): boolean => verify(null, Buffer.from(text), key, signature)
  return checkReceipt(receipt, { key: { kid: thumbprint(key), made }, payload: payloadFile === undefined ? undefined : await measure(payloadFile) })
}

/** The sentence for a verdict. */
export const receiptSentence = (reason: ReceiptVerdict['reason']): string => sentences[reason satisfies ReceiptFault | 'verified']

function readKey(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/** RFC 7638: what the id of a key is. */
function thumbprint(key: KeyObject): string {
  const { kty, crv, x } = key.export({ format: 'jwk' })
  return encodeBase64Url(createHash('sha256').update(canonicalJson({ crv, kty, x })).digest())
}

async function measure(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { sha256: hash.digest('hex'), bytes }
}
