import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

type Catalogue = { readonly [id: string]: string }

const NAME = 'virtual:texts'
const source = join(import.meta.dirname, '..', 'src')
const folder = join(source, 'i18n')

export const PARTS: readonly string[] = ['shell', ...readdirSync(join(source, 'screens'))]
const LANGUAGES = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)

/**
 * The texts that each part of the pages says, compiled when they are built, so that the browser is sent neither a parser
 * nor a language or a screen that it does not show. A part is the shell or one folder of screens. Which texts it says is read
 * from its sources: all whose first word (`home` of `home.title`) stands in them or in what they import. Where a language
 * lacks a text, English stands in, here and not in the browser. `virtual:texts` says under which address they lie.
 */
export function texts(): Plugin {
  const files = LANGUAGES.flatMap((language) => PARTS.map((part) => ({ name: `${language}/${part}.json`, source: compiled(language, part) })))
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('base64url').slice(0, 8)
  return {
    name: 'openvrs-texts',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? `export default '/assets/texts-${hash}/'` : undefined),
    generateBundle() {
      for (const { name, source } of files) this.emitFile({ type: 'asset', fileName: `assets/texts-${hash}/${name}`, source })
    },
  }
}

const compiled = (language: string, part: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(textsOf(language, part)).map(([id, text]) => [id, compileMessage(text)])))

/** The texts of a part in a language: all of English, in the language's own words where it has them. */
export function textsOf(language: string, part: string): Catalogue {
  const words = firstWords(part)
  const own = catalogueOf(language)
  return Object.fromEntries(Object.entries(catalogueOf('en')).filter(([id]) => words.has(wordOf(id))).map(([id, text]) => [id, own[id] ?? text]))
}

const wordOf = (id: string): string => id.slice(0, id.indexOf('.'))

const catalogueOf = (language: string): Catalogue =>
  Object.fromEntries(readdirSync(join(folder, language)).flatMap((name) => Object.entries(JSON.parse(readFileSync(join(folder, language, name), 'utf8')) as Catalogue)).filter(([id]) => !id.startsWith('@')))

/** The first words of ids that stand in the sources of a part; those of the shell are there already. */
function firstWords(part: string): ReadonlySet<string> {
  const known = new Set(Object.keys(catalogueOf('en')).map(wordOf))
  const shell = part === 'shell' ? new Set<string>() : firstWords('shell')
  const said = filesOf(part).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/['"`]([a-z_]+)\./g)].map(([, word]) => word!))
  return new Set(said.filter((word) => known.has(word) && !shell.has(word)))
}

/** The sources of a part with all that they import; what the shell loads later belongs to whoever has it loaded. */
function filesOf(part: string): readonly string[] {
  const files = new Set<string>()
  const visit = (file: string): void => {
    if (files.has(file) || !existsSync(file) || !/\.tsx?$/.test(file)) return
    files.add(file)
    const text = readFileSync(file, 'utf8')
    const imports = [...text.matchAll(/\bfrom '(\.[^']+)'/g), ...(part === 'shell' ? [] : text.matchAll(/\bimport\('(\.[^']+)'\)/g))]
    for (const [, path] of imports) visit(join(dirname(file), path!))
  }
  if (part === 'shell') visit(join(source, 'app.tsx'))
  else for (const name of readdirSync(join(source, 'screens', part))) if (!name.includes('.test.')) visit(join(source, 'screens', part, name))
  return [...files]
}
