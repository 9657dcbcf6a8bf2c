// Builds the web room where its pages are missing or older than their sources. Takes seconds, most of them to pack the files.
//   node bin/web.mjs
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'web', 'dist', '.sources')

process.env.NODE_ENV = 'production' // whatever the shell says: the pages are those that people use
const sources = digest()
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sources) {
  const { build } = await import('vite')
  await build({ configFile: join(root, 'web', 'vite.config.ts'), logLevel: 'warn' })
  writeFileSync(stamp, sources)
}

/** One hash over all that the build reads. */
function digest() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of ['web', 'contract/src', 'core/src']) {
    const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    for (const path of files.map((entry) => join(entry.parentPath, entry.name)).filter((file) => !/[\\/](dist|node_modules)[\\/]|\.test\.tsx?$/.test(file)).sort()) hash.update(path.slice(root.length)).update(readFileSync(path))
  }
  return hash.digest('hex')
}
