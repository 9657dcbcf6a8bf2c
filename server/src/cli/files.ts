import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from './exit.ts'

export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => { throw new UsageError('no_file', { file }) })
}

export async function readBytes(file: string): Promise<Buffer> {
  return readFile(file).catch(() => { throw new UsageError('no_file', { file }) })
}

export async function readJson(file: string): Promise<unknown> {
  const text = await readText(file)
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError('not_json', { file })
  }
}

/** Every text file under a folder, by its path inside it. */
export async function readFolder(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => { throw new UsageError('folder', { folder }) })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const inside = (path: string) => path.slice(folder.replace(/\/$/, '').length + 1).replaceAll('\\', '/')
  return new Map(await Promise.all(files.sort().map(async (path) => [inside(path), await readFile(path, 'utf8')] as const)))
}
