/** The header of a file in a tar archive (POSIX ustar): 512 bytes. Names are of ASCII and shorter than 100 characters. */
export function tarHeader(name: string, bytes: number, at: Date): Buffer {
  const header = Buffer.alloc(512)
  header.write(name, 0, 100, 'ascii')
  const octal = (value: number, from: number, length: number) => header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, from, length, 'ascii')
  octal(0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(bytes, 124, 12)
  octal(Math.floor(at.getTime() / 1000), 136, 12)
  header.write('        0', 148, 9, 'ascii')
  header.write('ustar\u000000', 257, 8, 'ascii')
  header.write(`${header.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `, 148, 8, 'ascii')
  return header
}

/** What fills a file up to whole blocks. */
export const tarPadding = (bytes: number): Buffer => Buffer.alloc((512 - (bytes % 512)) % 512)
export const TAR_END = Buffer.alloc(1024)
