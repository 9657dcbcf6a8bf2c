import type { Collection } from '../explore/names.ts'

export type Entry = Collection['register'][number]
export type Kind = Entry['register']

/** Kinds are open: what has no words is said as it is. */
export function kindWords(kind: string, t: (id: string) => string): string {
  const id = `collections.kind.${kind}`
  return t(id) === id ? kind : t(id)
}
