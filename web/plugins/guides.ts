import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const NAME = 'virtual:guides'
const docs = join(import.meta.dirname, '..', '..', 'docs')
/** The guides of `docs` that a page hands out, as files. */
const GIVEN = { verifyReceipt: 'verify-a-receipt' } as const

/** `virtual:guides` says under which address each of them lies. */
export function guides(): Plugin {
  const files = Object.entries(GIVEN).map(([name, file]) => {
    const source = readFileSync(join(docs, `${file}.md`))
    return { name, source, fileName: `assets/${file}-${createHash('sha256').update(source).digest('base64url').slice(0, 8)}.md` }
  })
  return {
    name: 'openvrs-guides',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? files.map(({ name, fileName }) => `export const ${name} = '/${fileName}'`).join('\n') : undefined),
    generateBundle() {
      for (const { fileName, source } of files) this.emitFile({ type: 'asset', fileName, source })
    },
  }
}
