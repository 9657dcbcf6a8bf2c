/** What a file is by its first bytes, whatever it is called. */
export type Looks = 'workbook' | 'text' | 'old_workbook' | 'picture' | 'pdf' | 'archive' | 'nothing'

const SIGNATURES: readonly (readonly [Looks, readonly number[]])[] = [
  ['workbook', [0x50, 0x4b, 0x03, 0x04]],
  ['archive', [0x50, 0x4b]],
  ['old_workbook', [0xd0, 0xcf, 0x11, 0xe0]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x47, 0x49, 0x46, 0x38]],
  ['picture', [0x42, 0x4d]],
  ['picture', [0x49, 0x49, 0x2a, 0x00]],
  ['picture', [0x4d, 0x4d, 0x00, 0x2a]],
  ['picture', [0x52, 0x49, 0x46, 0x46]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
]

export function looksLike(start: Uint8Array): Looks {
  if (start.length === 0) return 'nothing'
  const [looks] = SIGNATURES.find(([, bytes]) => bytes.every((byte, at) => start[at] === byte)) ?? ['text' as const]
  // `BM` begins many words, a bitmap goes on with its size and zeros.
  return looks === 'picture' && start[0] === 0x42 && !(start[6] === 0 && start[7] === 0) ? 'text' : looks
}

/** What a file that is neither text nor a workbook is called. */
export const LOOKS: { readonly [L in Exclude<Looks, 'text' | 'workbook' | 'nothing'>]: string } = {
  old_workbook: 'an old or protected Excel file (.xls)',
  picture: 'a picture',
  pdf: 'a PDF',
  archive: 'a packed archive',
}

/** How many bytes of UTF-8 hold whole characters: up to three at the end may begin one that goes on in the next piece. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if ((byte & 0xc0) === 0x80) continue
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
    return needs > back ? bytes.length - back : bytes.length
  }
  return bytes.length
}
