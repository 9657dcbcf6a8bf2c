import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Smaller files fit into one packet as they are. */
const WORTH_IT = 700

/** Every file lies there packed as well as it can be, once, when the pages are built; the server sends what the browser reads. */
export const compressed = (): Plugin => ({
  name: 'openvrs-compressed',
  async writeBundle({ dir }, bundle) {
    const pack = async (name: string, plain: Buffer): Promise<void> => {
      const [br, gz] = await Promise.all([promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }), promisify(gzip)(plain, { level: 9 })])
      await Promise.all([writeFile(join(dir!, `${name}.br`), br), writeFile(join(dir!, `${name}.gz`), gz)])
    }
    const plain = Object.values(bundle).map((file) => ({ name: file.fileName, content: Buffer.from(file.type === 'chunk' ? file.code : file.source) }))
    await Promise.all(plain.filter(({ content }) => content.length >= WORTH_IT).map(({ name, content }) => pack(name, content)))
  },
})
