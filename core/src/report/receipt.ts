import { canonicalJson } from '../audit/chain.ts'

/**
 * A receipt is a flattened JWS (RFC 7515) whose payload is the canonical JSON of a manifest, with a readable copy of the
 * manifest beside it. A receipt has one text only (`receiptText`), so that no byte of it can change unseen.
 */
export type SignedManifest = { readonly kind: string; readonly key: string; readonly [name: string]: unknown }
export type Receipt<M = SignedManifest> = { readonly manifest: M; readonly payload: string; readonly protected: string; readonly signature: string }

/** What the signature stands under: the two parts joined by a point, in ASCII. */
export const signedText = (receipt: Pick<Receipt, 'payload' | 'protected'>): string => `${receipt.protected}.${receipt.payload}`

export const protectedHeader = (kid: string): string => encodeBase64Url(canonicalJson({ alg: 'EdDSA', kid }))
export const manifestPayload = (manifest: object): string => encodeBase64Url(canonicalJson(manifest))

/** Two spaces, keys in order, a line feed at the end. */
export const receiptText = (receipt: object): string => `${JSON.stringify(JSON.parse(canonicalJson(receipt)), null, 2)}\n`

export type ReceiptCheck = {
  /** The key that is trusted: its id, and whether it made a signature (64 bytes) under a text. */
  readonly key: { readonly kid: string; readonly made: (text: string, signature: Uint8Array) => boolean }
  /** The file that lies beside the receipt; absent for receipts of changed terms. */
  readonly payload?: { readonly sha256: string; readonly bytes: number }
}

export type ReceiptVerdict = { readonly ok: true; readonly reason: 'verified' } | { readonly ok: false; readonly reason: ReceiptFault }
export type ReceiptFault = 'key_unreadable' | 'unreadable' | 'altered' | 'other_key' | 'signature' | 'manifest' | 'payload_missing' | 'payload'

/** Verifies the text of a receipt, and the file that it vouches for. Says the first fault that it finds. */
export function checkReceipt(text: string, { key, payload }: ReceiptCheck): ReceiptVerdict {
  const receipt = parseReceipt(text)
  if (!receipt) return fault('unreadable')
  if (text !== receiptText(receipt)) return fault('altered')
  if (receipt.protected !== protectedHeader(key.kid) || receipt.manifest.key !== key.kid) return fault('other_key')
  const signature = decodeBase64Url(receipt.signature)
  if (!signature || !key.made(signedText(receipt), signature)) return fault('signature')
  if (receipt.payload !== manifestPayload(receipt.manifest)) return fault('manifest')
  const vouched = receipt.manifest['payload'] as { sha256?: unknown; bytes?: unknown } | undefined
  if (!vouched) return { ok: true, reason: 'verified' }
  if (!payload) return fault('payload_missing')
  return vouched.sha256 === payload.sha256 && vouched.bytes === payload.bytes ? { ok: true, reason: 'verified' } : fault('payload')
}

const fault = (reason: ReceiptFault): ReceiptVerdict => ({ ok: false, reason })

const FIELDS = 'manifest,payload,protected,signature'

/** Undefined where a text is no receipt. */
export function parseReceipt(text: string): Receipt | undefined {
  const value = parseJson(text)
  if (typeof value !== 'object' || value === null || Object.keys(value).toSorted().join() !== FIELDS) return undefined
  const { manifest, payload, protected: header, signature } = value as { [name: string]: unknown }
  if (typeof payload !== 'string' || typeof header !== 'string' || typeof signature !== 'string') return undefined
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) return undefined
  return value as Receipt
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Of a text's UTF-8 bytes, without padding. */
export function encodeBase64Url(text: string | Uint8Array): string {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Undefined where the text is not the one way to write the bytes: the last character may hold bits that say nothing. */
export function decodeBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  return encodeBase64Url(bytes) === text ? bytes : undefined
}
