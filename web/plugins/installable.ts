import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

/** What an installed OpenVRS opens without the line: the shell, signing in, Home and the report form. */
const KEPT = /[\\/]src[\\/](main\.ts|app\.tsx|screens[\\/](sign-in|home|report)[\\/](index|section)\.tsx|ui[\\/](factor-dialog|dialog-window)\.tsx|screens[\\/]report[\\/]check\.ts)$/
const KEPT_TEXTS = /^assets\/texts-[^/]+\/([a-z]+)\/(shell|sign-in|home|report)\.json$/

const icon = readFileSync(join(import.meta.dirname, '..', 'src', 'look', 'icon.svg'), 'utf8')

/**
 * Makes the pages installable: their icon and manifest, and the list of files in `worker.js` that it keeps on the device.
 * The list names files by their hashes; a change of any makes another worker.
 */
export const installable = (): Plugin => {
  let iconFile = ''
  let manifestFile = ''
  return {
    name: 'openvrs-installable',
    buildStart() {
      iconFile = this.emitFile({ type: 'asset', name: 'icon.svg', source: icon })
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) => {
        const named = (end: RegExp): string => Object.keys(bundle ?? {}).find((name) => end.test(name)) ?? ''
        const manifest = manifestOf(`/${named(/icon-[^/]*\.svg$/)}`)
        manifestFile = `assets/manifest-${hashOf(manifest)}.webmanifest`
        return [
          { tag: 'link', attrs: { rel: 'icon', type: 'image/svg+xml', href: `/${named(/icon-[^/]*\.svg$/)}` }, injectTo: 'head' },
          { tag: 'link', attrs: { rel: 'manifest', href: `/${manifestFile}` }, injectTo: 'head' },
        ]
      },
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        this.emitFile({ type: 'asset', fileName: manifestFile, source: manifestOf(`/${this.getFileName(iconFile)}`) })
        const worker = bundle['worker.js']
        if (worker?.type !== 'chunk') throw new Error('there is no worker.js')
        const files = keptFiles(bundle)
        const page = bundle['index.html']
        const version = hashOf(JSON.stringify([files, page?.type === 'asset' ? page.source.toString() : '']))
        worker.code = worker.code.replace('KEPT_FILES', JSON.stringify(files)).replace('KEPT_VERSION', JSON.stringify(version))
      },
    },
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8)

const manifestOf = (iconPath: string): string => JSON.stringify({
  name: 'OpenVRS', short_name: 'OpenVRS', start_url: '/home', scope: '/', display: 'standalone', background_color: '#f6f8f9', theme_color: '#f6f8f9',
  icons: [{ src: iconPath, type: 'image/svg+xml', sizes: 'any', purpose: 'any maskable' }],
})

/** The files of what is kept with all that they need; texts of every language: the worker keeps those of its reader's. */
function keptFiles(bundle: Rolldown.OutputBundle): readonly string[] {
  const files = new Set<string>()
  const add = (name: string): void => {
    const file = bundle[name]
    if (file === undefined || files.has(name)) return
    files.add(name)
    if (file.type !== 'chunk') return
    for (const needed of [...file.imports, ...(file.viteMetadata?.importedCss ?? []), ...(file.viteMetadata?.importedAssets ?? [])]) add(needed)
  }
  for (const file of Object.values(bundle)) {
    if (file.type === 'chunk' ? file.fileName !== 'worker.js' && file.moduleIds.some((id) => KEPT.test(id)) : KEPT_TEXTS.test(file.fileName)) add(file.fileName)
  }
  return [...files].sort().map((name) => `/${name}`)
}
