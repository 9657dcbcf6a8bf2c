import type { Plugin, Rolldown } from 'vite'

type Modules = { getModuleInfo(id: string): Rolldown.ModuleInfo | null }

const FIRST = /[\\/]src[\\/]main\.ts$/
const APP = /[\\/]src[\\/]app\.tsx$/

/** The screens that most visits are of; what several of them need lies in one file. */
const VISITED = [/screens[\\/]sign-in[\\/]index\.tsx$/, /screens[\\/]home[\\/]index\.tsx$/, /screens[\\/]report[\\/](index|section)\.tsx$/] as const
const [, HOME, REPORT] = VISITED

/**
 * Two files are needed before anything is seen: a small one that asks for everything at once, and the app, whole. What both
 * use stands in the small one, so that it waits for nothing. The screens that are opened every day are one file each, and one
 * of what they share: on a slow line a request costs as much as a kilobyte does, in headers alone.
 */
export const GROUPS: readonly Rolldown.CodeSplittingGroup[] = [
  { debugName: 'start', priority: 6, name: (id, modules) => (id.includes('rolldown/runtime') || (!FIRST.test(id) && isReachedFrom(FIRST, id, modules)) ? 'start' : null) },
  { debugName: 'app', priority: 5, name: (id, modules) => (!FIRST.test(id) && isReachedFrom(APP, id, modules) ? 'app' : null) },
  { debugName: 'sheets', priority: 4, name: (id) => (/[\\/]look[\\/](grid|work|sheet)\.css$/.test(id) ? 'sheets' : null) },
  { debugName: 'shared', priority: 3, name: (id, modules) => (!id.endsWith('.css') && VISITED.filter((screen) => isReachedFrom(screen, id, modules)).length > 1 ? 'shared' : null) },
  { debugName: 'home', priority: 2, name: (id, modules) => (!id.endsWith('.css') && isReachedFrom(HOME, id, modules) ? 'home' : null) },
  { debugName: 'report', priority: 1, name: (id, modules) => (!id.endsWith('.css') && isReachedFrom(REPORT, id, modules) ? 'report' : null) },
]

function isReachedFrom(start: RegExp, id: string, modules: Modules): boolean {
  const seen = new Set<string>()
  const visit = (at: string): boolean => {
    if (seen.has(at)) return false
    seen.add(at)
    return start.test(at) || (modules.getModuleInfo(at)?.importers ?? []).some(visit)
  }
  return visit(id)
}

/** The page names the app's file beside the first one, so that both are asked for together. */
export const startTogether = (): Plugin => ({
  name: 'openvrs-start',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle }) => {
      const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk')
      const entry = chunks.find(({ isEntry }) => isEntry)
      const app = chunks.find(({ facadeModuleId }) => facadeModuleId !== null && APP.test(facadeModuleId))
      return app ? [...app.imports.filter((file) => !entry?.imports.includes(file)), app.fileName].map((file) => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${file}` }, injectTo: 'head' as const })) : []
    },
  },
})
