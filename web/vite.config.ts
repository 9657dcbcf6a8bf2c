import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { messages } from './plugins/messages.ts'
import { routes } from './plugins/routes.ts'

// No inlined assets and no polyfill script: the content security policy allows neither.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [messages(), routes(), react()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, sourcemap: false, emptyOutDir: true },
})
