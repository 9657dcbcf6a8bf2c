import { looksLike, type Looks } from './sniff.ts'

/** Looks at the first bytes of a file and gives it back whole. */
export async function peek(source: AsyncIterable<Buffer>): Promise<{ readonly looks: Looks; readonly start: Buffer; readonly whole: AsyncIterable<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]()
  const first = await iterator.next()
  const start = first.done ? Buffer.alloc(0) : first.value
  async function* whole(): AsyncGenerator<Buffer> {
    try {
      yield start
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { looks: looksLike(start), start, whole: whole() }
}

export async function inMemory(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}
