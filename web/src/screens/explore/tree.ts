import type { Named } from './names.ts'
import { REGIONS } from './regions.ts'

/** A code with what is part of it; or a region, which is no code and stands for all in it. */
export type Branch = { readonly id: string; readonly name: string; readonly isRegion: boolean; /** Nothing of it is left out by what is sought. */ readonly isWhole: boolean; readonly parts: readonly Branch[] }

/** Codes under what they are part of, areas under their regions. With words sought for: those whose name or code holds them, with all above them. */
export function branchesOf(codes: readonly Named[], sought: string, language: string, regionName: (region: string) => string): readonly Branch[] {
  const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase(language)
  const needle = plain(sought.trim())
  const grow = (branches: readonly Branch[], kept: boolean): readonly Branch[] => branches.flatMap((branch) => {
    const found = kept || needle === '' || plain(branch.name).includes(needle) || branch.id.toLowerCase() === needle
    const parts = grow(branch.parts, found)
    return found || parts.length > 0 ? [{ ...branch, parts, isWhole: found || (parts.length === branch.parts.length && parts.every((part) => part.isWhole)) }] : []
  })
  return grow(whole(codes, regionName), false)
}

function whole(codes: readonly Named[], regionName: (region: string) => string): readonly Branch[] {
  const known = new Map(codes.map((code) => [code.id, code]))
  const under = Map.groupBy(codes, (code) => (code.parent !== undefined && known.has(code.parent) ? code.parent : ''))
  const branch = ({ id, name }: Named): Branch => ({ id, name, isRegion: false, isWhole: true, parts: (under.get(id) ?? []).map(branch) })
  if (!known.has('THA') || !known.has('FRA')) return (under.get('') ?? []).map(branch) // no list of areas
  const region = (id: string, parts: readonly Branch[]): readonly Branch[] => (parts.length > 0 ? [{ id, name: regionName(id), isRegion: true, isWhole: true, parts }] : [])
  const placed = new Set<string>()
  const areas = (ids: string): readonly Branch[] => ids.split(' ').flatMap((id) => {
    const found = known.get(id)
    return found && placed.add(id) ? [branch(found)] : []
  })
  const regions = Object.entries(REGIONS).flatMap(([id, subregions]) => region(id, Object.entries(subregions).flatMap(([sub, ids]) => region(sub, areas(ids)))))
  return [...regions, ...(under.get('') ?? []).filter(({ id }) => !placed.has(id)).map(branch)]
}

/** The codes that a branch stands for: its own, or all of its region. */
export const codesIn = (branch: Branch): readonly string[] => (branch.isRegion ? branch.parts.flatMap(codesIn) : [branch.id])

/** Chosen codes as they are said: a region by its name where all of it is chosen. */
export function namesOfChosen(codes: readonly Named[], chosen: readonly string[], regionName: (region: string) => string): readonly string[] {
  const picked = new Set(chosen)
  const say = (branch: Branch): readonly string[] => {
    if (!branch.isRegion) return [...(picked.has(branch.id) ? [branch.name] : []), ...branch.parts.flatMap(say)]
    return codesIn(branch).every((code) => picked.has(code)) ? [branch.name] : branch.parts.flatMap(say)
  }
  const known = new Set(codes.map(({ id }) => id))
  return [...whole(codes, regionName).flatMap(say), ...chosen.filter((code) => !known.has(code))]
}
