/** Lines of one height and columns of one width, in pixels: what is in sight is known without measuring. */
export type PivotSize = { readonly names: number; readonly column: number }

/** A letter of the table's text, about; and what stands around it. */
const LETTER = 6.8
const ROOM = 24
const [NARROWEST, WIDEST] = [76, 176]

/** `longest`: the longest figure as it is written. `heads`: the names of columns, which may take two lines; no word is broken. */
export function pivotSize(longest: number, heads: readonly string[], depth: number, width: number): PivotSize {
  const named = heads.reduce((most, head) => Math.max(most, head.length / 2 + 2, ...head.split(/\s/).map((word) => word.length + 2)), 0)
  return { names: Math.round(Math.min(depth > 1 ? 340 : 280, width * (width < 640 ? 0.44 : 0.34))), column: Math.round(Math.min(WIDEST, Math.max(NARROWEST, Math.max(longest, named) * LETTER + ROOM))) }
}

/** What is drawn along one side: an item, or the room of those that are not. */
export type Slot = { readonly at: number } | { readonly room: number; readonly after: number }

/** Items in sight, with the room between, before and after them. `places` ascend. */
export function slotsOf(places: readonly number[], count: number, size: number): readonly Slot[] {
  const slots: Slot[] = []
  let next = 0
  for (const at of [...places, count]) {
    if (at > next) slots.push({ room: (at - next) * size, after: next })
    if (at < count) slots.push({ at })
    next = at + 1
  }
  return slots
}
