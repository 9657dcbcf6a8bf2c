import { canonicalJson } from '@openvrs/core/audit/chain.ts'
import { checkReceipt, decodeBase64Url, encodeBase64Url, parseReceipt, signedText, type ReceiptVerdict } from '@openvrs/core/report/receipt.ts'
import { call } from './call.ts'

export type Verdict = ReceiptVerdict['reason'] | 'unsupported'

/** Checks the text of a receipt, and the figures that it vouches for, in the browser; the key that it names comes from the server. */
export async function verifyReceipt(text: string, payload?: File): Promise<Verdict> {
  const parsed = parseReceipt(text)
  if (!parsed) return 'unreadable'
  const jwk = (await call('keys', 'list')).keys.find(({ kid }) => kid === parsed.manifest.key)
  if (!jwk) return 'other_key'
  const { kty, crv, x } = jwk
  const key = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify']).catch(() => undefined)
  if (!key) return 'unsupported'
  const signature = decodeBase64Url(parsed.signature) ?? new Uint8Array()
  const isMade = await crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new TextEncoder().encode(signedText(parsed)))
  const kid = encodeBase64Url(await digest(new TextEncoder().encode(canonicalJson({ crv, kty, x }))))
  return checkReceipt(text, { key: { kid, made: () => isMade }, payload: payload && await measure(payload) }).reason
}

const digest = async (bytes: BufferSource): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

async function measure(file: File): Promise<{ sha256: string; bytes: number }> {
  const hash = await digest(await file.arrayBuffer())
  return { sha256: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''), bytes: file.size }
}
