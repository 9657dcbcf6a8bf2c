import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

/**
 * Style sheets are loaded with the modules that import them. A screen that uses a class whose sheet it does not import looks
 * right only to whoever came by way of another screen.
 */
const SRC = join(import.meta.dirname, '..')
const text = (file: string): string => readFileSync(file, 'utf8')

/** All that a module imports, itself included; `lazy`: also what it loads later. */
function reach(file: string, lazy: boolean, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file) || !statSync(file).isFile()) return seen
  seen.add(file)
  if (file.endsWith('.css')) return seen
  const asked = lazy ? /(?:from |import |import\()'(\.[^']+)'/g : /(?:from |import )'(\.[^']+)'/g
  for (const [, path] of text(file).matchAll(asked)) reach(join(dirname(file), path!), lazy, seen)
  return seen
}

const classesOf = (sheet: string): readonly string[] => [...text(sheet).replaceAll(/url\("[^"]*"\)|\/\*.*?\*\//gs, '').matchAll(/\.([a-z][\w-]*)/gi)].map(([, name]) => name!)
/** Words in quotes; of what is worked out, those that it may come to. */
const quoted = (code: string): string => [...code.replaceAll(/[!=]== '[^']*'/g, '').matchAll(/'([^']*)'/g)].map(([, words]) => words).join(' ')
const usedIn = (file: string): readonly string[] =>
  [...text(file).matchAll(/className=(?:"([^"]*)"|\{`([^`]*)`\}|\{([^}]*)\})/g)]
    .flatMap(([, plain, template, code]) => (plain ?? template?.replaceAll(/\$\{([^}]*)\}/g, (_, inner: string) => quoted(inner)) ?? quoted(code!)).split(/\s+/))
const sheets = (files: Iterable<string>): readonly string[] => [...files].filter((file) => file.endsWith('.css'))

/** Address and module of every screen. */
const screens = [...text(join(SRC, 'screens.ts')).matchAll(/^ {2}'(\/[^']*)': .*import\('([^']+)'\)/gm)].map(([, path, module]) => [path!, join(SRC, module!)] as const)
const known = sheets([...reach(join(SRC, 'main.ts'), false), ...reach(join(SRC, 'app.tsx'), false)]).flatMap(classesOf)
/** Classes that some sheet knows: other words have no look. */
const everywhere = new Set(screens.flatMap(([, module]) => sheets(reach(module, true)).flatMap(classesOf)))

test('the screens are found', () => expect(screens.length).toBeGreaterThan(20))

test.each(screens)('%s imports the sheets of the classes that it uses', (_path, module) => {
  const own = reach(module, true)
  const here = new Set([...known, ...sheets(own).flatMap(classesOf)])
  const missing = [...own].filter((file) => file.endsWith('.tsx')).flatMap((file) => usedIn(file).filter((name) => everywhere.has(name) && !here.has(name)).map((name) => `${relative(SRC, file)}: ${name}`))
  expect([...new Set(missing)]).toEqual([])
})
