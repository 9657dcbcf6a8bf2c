import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

export const readPage = (path: string): string => readFileSync(root + path, 'utf8')

/** Files under a folder of the repository, as paths from its root. */
export const filesUnder = (folder: string, name: RegExp): readonly string[] =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path.replaceAll('\\', '/')}`).filter((path) => name.test(path)).toSorted()

/** What people read: the pages of `docs/` and those at the root. */
export const proseFiles = (): readonly string[] => [...filesUnder('docs', /\.md$/), 'README.md', 'CONTRIBUTING.md', 'SECURITY.md']

/** Blocks of code in a page, by their language (empty where none is named, or where they are indented). */
export function blocksOf(page: string): readonly { readonly language: string; readonly text: string; readonly line: number }[] {
  const blocks: { language: string; text: string; line: number }[] = []
  let open: { language: string; text: string; line: number } | undefined
  for (const [at, line] of page.split('\n').entries()) {
    if (line.startsWith('```')) {
      if (open) blocks.push(open)
      open = open ? undefined : { language: line.slice(3).trim(), text: '', line: at + 1 }
    } else if (open) open.text += `${line}\n`
    else if (line.startsWith('    ')) blocks.push({ language: '', text: `${line.slice(4)}\n`, line: at + 1 })
  }
  return blocks
}
