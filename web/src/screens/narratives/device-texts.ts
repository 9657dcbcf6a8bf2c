/**
 * Texts that were written and not sent yet, on this device: each sealed (AES-GCM) under a key that the server gives to whoever wrote
 * them, once they are signed in. The key is in memory alone, so that what lies here tells whoever finds the device nothing.
 */
const PREFIX = 'openvrs.text.'
const KEPT_MS = 30 * 86_400_000

type Entry = { readonly at: number; readonly iv: string; readonly sealed: string }
export type DeviceTexts<T> = {
  readonly keep: (place: string, text: T) => Promise<void>
  /** Undefined where there is none, or none that this person can open. */
  readonly find: (place: string) => Promise<{ readonly text: T; readonly at: number } | undefined>
  readonly drop: (place: string) => Promise<void>
}

/** `key`: 256 bits, as base64. */
export async function openDeviceTexts<T>(key: string, store: Storage, now: () => number): Promise<DeviceTexts<T>> {
  const bits = fromBase64(key)
  const seal = await crypto.subtle.importKey('raw', bits, 'AES-GCM', false, ['encrypt', 'decrypt'])
  const hide = await crypto.subtle.importKey('raw', bits, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  // Where a text belongs is nobody else's to know either.
  const nameOf = async (place: string): Promise<string> => PREFIX + toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', hide, bytesOf(place))))
  forgetOld(store, now())
  return {
    keep: async (place, text) => {
      const name = await nameOf(place)
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bytesOf(name) }, seal, bytesOf(JSON.stringify(text)))
      store.setItem(name, JSON.stringify({ at: now(), iv: toBase64(iv), sealed: toBase64(new Uint8Array(sealed)) } satisfies Entry))
    },
    find: async (place) => {
      const name = await nameOf(place)
      const entry = entryOf(store.getItem(name))
      if (!entry) return undefined
      try {
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64(entry.iv), additionalData: bytesOf(name) }, seal, fromBase64(entry.sealed))
        return { text: JSON.parse(new TextDecoder().decode(plain)) as T, at: entry.at }
      } catch {
        return undefined
      }
    },
    drop: async (place) => store.removeItem(await nameOf(place)),
  }
}

/** What nobody came back to. */
function forgetOld(store: Storage, now: number): void {
  for (const name of Object.keys(store)) if (name.startsWith(PREFIX) && !((entryOf(store.getItem(name))?.at ?? 0) > now - KEPT_MS)) store.removeItem(name)
}

function entryOf(text: string | null): Entry | undefined {
  try {
    const { at, iv, sealed } = JSON.parse(text ?? '') as Partial<Entry>
    return typeof at === 'number' && typeof iv === 'string' && typeof sealed === 'string' ? { at, iv, sealed } : undefined
  } catch {
    return undefined
  }
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
