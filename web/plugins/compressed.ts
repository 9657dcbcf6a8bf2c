import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** Smaller files fit into one packet as they are. */
const WORTH_IT = 700

/** Every file lies there packed as well as it can be, once, when the pages are built; the server sends what the browser reads. */
export const compressed = (): Plugin => ({
  name: 'openvrs-compressed',
  writeBundle({ dir }, bundle) {
    for (const file of Object.values(bundle)) {
      const plain = Buffer.from(file.type === 'chunk' ? file.code : file.source)
      if (plain.length < WORTH_IT) continue
      writeFileSync(join(dir!, `${file.fileName}.br`), brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }))
      writeFileSync(join(dir!, `${file.fileName}.gz`), gzipSync(plain, { level: 9 }))
    }
  },
})
