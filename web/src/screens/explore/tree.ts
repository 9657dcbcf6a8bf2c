import type { Named } from './names.ts'

export type Branch = { readonly id: string; readonly name: string; readonly parts: readonly Branch[] }

/** Codes under what they are part of. With words sought for: those whose name or code holds them, with all above them. */
export function branchesOf(codes: readonly Named[], sought: string, language: string): readonly Branch[] {
  const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase(language)
  const needle = plain(sought.trim())
  const known = new Set(codes.map((code) => code.id))
  const under = Map.groupBy(codes, (code) => (code.parent !== undefined && known.has(code.parent) ? code.parent : ''))
  const grow = (above: string, kept: boolean): readonly Branch[] => (under.get(above) ?? []).flatMap(({ id, name }) => {
    const found = kept || needle === '' || plain(name).includes(needle) || id.toLowerCase() === needle
    const parts = grow(id, found)
    return found || parts.length > 0 ? [{ id, name, parts }] : []
  })
  return grow('', false)
}
