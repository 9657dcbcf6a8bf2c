import { Problem } from '@openvrs/core/problem.ts'
import { spoolFile, type Spooled } from '../spool/index.ts'
import { megabytes } from './limits.ts'

/** Stores an upload sealed. Throws `intake.too_large` above `limit` bytes, and what `spoolFile` throws. */
export function spoolUpload(folder: string, source: AsyncIterable<Uint8Array>, limit: number): Promise<Spooled> {
  async function* limited(): AsyncGenerator<Uint8Array> {
    let bytes = 0
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > limit) throw new Problem('intake.too_large', { limit: megabytes(limit) })
      yield chunk
    }
  }
  return spoolFile(folder, limited())
}
