import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'

type Catalogue = { readonly [id: string]: string }

const NAME = 'virtual:texts'
const source = join(import.meta.dirname, '..', 'src')
const folder = join(source, 'i18n')

const PARTS: readonly string[] = ['shell', ...readdirSync(join(source, 'screens'))]
const LANGUAGES = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)

/**
 * The texts that each part of the pages says, compiled when they are built, so that the browser is sent neither a parser
 * nor a language or a screen that it does not show. A part is the shell or one folder of screens. Which texts it says is read
 * from its sources and what they import: those whose ids stand there, whole (`home.title`) or as a beginning (`home.title_` of
 * a template). Where a language lacks a text, English stands in, here and not in the browser. `virtual:texts` says under which
 * address they lie.
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

/** The texts of a part in a language: all that it says, in the language's own words where it has them. */
export function textsOf(language: string, part: string): Catalogue {
  const english = catalogueOf('en')
  const own = catalogueOf(language)
  const shell = part === 'shell' ? new Set<string>() : idsIn('shell', english)
  return Object.fromEntries([...idsIn(part, english)].filter((id) => !shell.has(id)).map((id) => [id, own[id] ?? english[id]!]))
}

const catalogueOf = (language: string): Catalogue =>
  Object.fromEntries(readdirSync(join(folder, language)).flatMap((name) => Object.entries(JSON.parse(readFileSync(join(folder, language, name), 'utf8')) as Catalogue)).filter(([id]) => !id.startsWith('@')))

/** The ids that stand in the sources of a part. */
function idsIn(part: string, english: Catalogue): ReadonlySet<string> {
  const said = [...filesOf(part)].flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/['"`]([a-z_]+\.[\w.-]*)(\$\{)?/g)])
  const whole = new Set(said.map(([, id]) => id!))
  const beginnings = [...new Set(said.filter(([, id, goesOn]) => goesOn !== undefined || /[._]$/.test(id!)).map(([, id]) => id!))]
  return new Set(Object.keys(english).filter((id) => whole.has(id) || beginnings.some((beginning) => id.startsWith(beginning))))
}

/** The sources of a part with all that they import, now or later; without those of the shell. What the shell opens later is its own, but for the screens, which are parts. */
function filesOf(part: string): ReadonlySet<string> {
  const files = new Set<string>()
  const shell = part === 'shell' ? new Set<string>() : filesOf('shell')
  const visit = (file: string): void => {
    if (files.has(file) || shell.has(file) || !existsSync(file) || !/\.tsx?$/.test(file)) return
    files.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, path] of text.matchAll(/\b(?:from |import\()'(\.[^']+)'/g)) if (part !== 'shell' || !path!.includes('/screens/')) visit(join(dirname(file), path!))
  }
  if (part === 'shell') visit(join(source, 'app.tsx'))
  else for (const name of readdirSync(join(source, 'screens', part))) if (!name.includes('.test.')) visit(join(source, 'screens', part, name))
  return files
}
