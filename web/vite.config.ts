import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressed } from './plugins/compressed.ts'
import { guides } from './plugins/guides.ts'
import { installable } from './plugins/installable.ts'
import { routes } from './plugins/routes.ts'
import { GROUPS, startTogether } from './plugins/start.ts'
import { texts } from './plugins/texts.ts'

const root = import.meta.dirname

// No inlined assets and no polyfill script: the content security policy allows neither.
export default defineConfig({
  root,
  plugins: [texts(), guides(), routes(), react(), startTogether(), installable(), compressed()],
  build: {
    target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, sourcemap: false, emptyOutDir: true, manifest: true,
    rolldownOptions: {
      input: { index: join(root, 'index.html'), worker: join(root, 'src/worker.ts') },
      // The worker keeps its name: the browser asks for it again by that.
      output: { entryFileNames: ({ name }) => (name === 'worker' ? 'worker.js' : 'assets/[name]-[hash].js'), codeSplitting: { groups: [...GROUPS] } },
    },
  },
})
