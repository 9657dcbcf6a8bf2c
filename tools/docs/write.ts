import { writeFileSync } from 'node:fs'
import { pages } from './pages.ts'

/** `npm run docs`: writes the pages that come from the sources. */
const root = new URL('../../', import.meta.url)
for (const { path, write } of pages) writeFileSync(new URL(path, root), write())
