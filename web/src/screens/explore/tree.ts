import type { Region, RegionList } from './areas.ts'
import type { Named } from './names.ts'

/** A code with what is part of it; or a region, which is no code and stands for all in it. */
export type Branch = { readonly id: string; readonly name: string; readonly isRegion: boolean; /** Nothing of it is left out by what is sought. */ readonly isWhole: boolean; readonly parts: readonly Branch[] }

/** Codes under what they are part of, areas under their regions. With words sought for: those whose name or code holds them, with all above them. */
export function branchesOf(codes: readonly Named[], sought: string, language: string, lists: readonly RegionList[]): readonly Branch[] {
  const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase(language)
  const needle = plain(sought.trim())
  const grow = (branches: readonly Branch[], kept: boolean): readonly Branch[] => branches.flatMap((branch) => {
    const found = kept || needle === '' || plain(branch.name).includes(needle) || branch.id.toLowerCase() === needle
    const parts = grow(branch.parts, found)
    return found || parts.length > 0 ? [{ ...branch, parts, isWhole: found || (parts.length === branch.parts.length && parts.every((part) => part.isWhole)) }] : []
  })
  return grow(whole(codes, lists), false)
}

function whole(codes: readonly Named[], lists: readonly RegionList[]): readonly Branch[] {
  const known = new Map(codes.map((code) => [code.id, code]))
  const under = Map.groupBy(codes, (code) => (code.parent !== undefined && known.has(code.parent) ? code.parent : ''))
  const branch = ({ id, name }: Named): Branch => ({ id, name, isRegion: false, isWhole: true, parts: (under.get(id) ?? []).map(branch) })
  const placed = new Set<string>()
  /** Of a region: the smaller regions that lie in it, then the areas that are in none of these. */
  const region = ({ id, name, areas }: Region, smaller: readonly (readonly Region[])[]): readonly Branch[] => {
    const [next = [], ...rest] = smaller
    const inside = next.filter((one) => one.areas.every((area) => areas.includes(area))).flatMap((one) => region(one, rest))
    const own = areas.flatMap((area) => {
      const found = placed.has(area) ? undefined : known.get(area)
      if (found) placed.add(area)
      return found ? [branch(found)] : []
    })
    const parts = [...inside, ...own]
    return parts.length > 0 ? [{ id, name, isRegion: true, isWhole: true, parts }] : []
  }
  const [largest = [], ...smaller] = lists.filter((list) => list.standApart).map((list) => list.regions).toSorted((a, b) => a.length - b.length)
  return [...largest.flatMap((one) => region(one, smaller)), ...(under.get('') ?? []).filter(({ id }) => !placed.has(id)).map(branch)]
}

/** The codes that a branch stands for: its own, or all of its region. */
export const codesIn = (branch: Branch): readonly string[] => (branch.isRegion ? branch.parts.flatMap(codesIn) : [branch.id])

/** Chosen codes as they are said: a region by its name where all of it is chosen. */
export function namesOfChosen(codes: readonly Named[], chosen: readonly string[], lists: readonly RegionList[]): readonly string[] {
  const picked = new Set(chosen)
  const say = (branch: Branch): readonly string[] => {
    if (!branch.isRegion) return [...(picked.has(branch.id) ? [branch.name] : []), ...branch.parts.flatMap(say)]
    return codesIn(branch).every((code) => picked.has(code)) ? [branch.name] : branch.parts.flatMap(say)
  }
  const known = new Set(codes.map(({ id }) => id))
  return [...whole(codes, lists).flatMap(say), ...chosen.filter((code) => !known.has(code))]
}
