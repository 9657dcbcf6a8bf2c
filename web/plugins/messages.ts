import { readFileSync } from 'node:fs'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

/** Compiles the catalogues (`src/i18n/LANGUAGE/SCREEN.json`, ICU messages) when the pages are built, so that no parser is sent to the browser. */
export const messages = (): Plugin => ({
  name: 'openvrs-messages',
  enforce: 'pre',
  load(id) {
    if (!/[\\/]i18n[\\/][a-z]{2,3}[\\/][\w-]+\.json$/.test(id)) return undefined
    const catalogue = JSON.parse(readFileSync(id, 'utf8')) as Record<string, string>
    const compiled = Object.fromEntries(Object.entries(catalogue).filter(([key]) => !key.startsWith('@')).map(([key, text]) => [key, compileMessage(text)]))
    return { code: `export default ${JSON.stringify(compiled)}`, moduleType: 'js' }
  },
})
