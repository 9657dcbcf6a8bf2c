import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { contract } from '@openvrs/contract'
import type { Route } from '@openvrs/contract/route.ts'
import words from './screens.en.json' with { type: 'json' }

/** Which screen uses which route of the contract; what has no screen says why (screens.en.json). */
const web = fileURLToPath(new URL('../../web/src/', import.meta.url))

/** `reports.show` to the screens and shared parts that call it. */
function usesOf(): ReadonlyMap<string, ReadonlySet<string>> {
  const uses = new Map<string, Set<string>>()
  for (const file of readdirSync(web, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))) {
    const where = /^screens\/([^/]+)\//.exec(file)?.[1] ?? file.split('/')[0]!
    for (const [, capability, name] of readFileSync(web + file, 'utf8').matchAll(/\b(?:call|read|hrefOf)(?:<[^>]*>)?\(\s*'(\w+)',\s*'(\w+)'/g)) {
      const id = `${capability}.${name}`
      uses.set(id, (uses.get(id) ?? new Set()).add(where))
    }
  }
  return uses
}

const reasons: { readonly [route: string]: string } = words.without

/** Routes that no screen uses and that have no reason, and reasons that are not needed: both must be none. */
export function unexplained(): readonly string[] {
  const uses = usesOf()
  const all = routes().map(([id]) => id)
  return [...all.filter((id) => !uses.has(id) && reasons[id] === undefined), ...Object.keys(reasons).filter((id) => uses.has(id) || !all.includes(id))]
}

const routes = (): readonly (readonly [string, Route])[] =>
  Object.entries(contract).flatMap(([capability, own]) => Object.entries(own as Record<string, Route>).map(([name, route]) => [`${capability}.${name}`, route] as const))

export function screensPage(): string {
  const uses = usesOf()
  const line = ([id, route]: readonly [string, Route]): string =>
    `| ${route.summary} | \`${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}\` | ${uses.has(id) ? [...uses.get(id)!].sort().join(', ') : `none: ${reasons[id] ?? ''}`} |`
  return [...words.intro, ['| what | address | screens |', '| --- | --- | --- |', ...routes().map(line)].join('\n')].join('\n\n') + '\n'
}
