/**
 * Numbers in rising order, each with how much is said of it, in few bytes: the step from the number before it, seven bits a byte, the
 * lowest first and the last one below 128; then one byte of ten times what is said. Most lists are one or two numbers long.
 */
export function pack(pairs: Iterable<readonly [number: number, says: number]>): Uint8Array {
  const bytes: number[] = []
  let before = 0
  for (const [number, says] of pairs) {
    let step = number - before
    for (; step > 127; step = Math.floor(step / 128)) bytes.push(128 + (step % 128))
    bytes.push(step, Math.min(255, Math.round(says * 10)))
    before = number
  }
  return Uint8Array.from(bytes)
}

export function unpack(bytes: Uint8Array, take: (number: number, says: number) => void): void {
  let number = 0
  for (let at = 0; at < bytes.length;) {
    let byte = bytes[at++]!
    for (let scale = 1; ; scale *= 128) {
      number += (byte & 127) * scale
      if (byte < 128) break
      byte = bytes[at++]!
    }
    take(number, bytes[at++]! / 10)
  }
}
