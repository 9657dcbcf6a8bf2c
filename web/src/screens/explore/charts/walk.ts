import type { Marked } from './mark.ts'

/** The place of the mark that a key leads to from another: through all in their order, or up and down within a column. Undefined: the key is none of ours, or leads no further. */
export function markAfter(key: string, at: number, marks: readonly Marked[]): number | undefined {
  const isBeside = ({ column }: Marked) => column === marks[at]?.column
  const to = ((): number => {
    switch (key) {
      case 'ArrowRight': return at + 1
      case 'ArrowLeft': return at - 1
      case 'ArrowDown': return marks.findIndex((mark, place) => place > at && isBeside(mark))
      case 'ArrowUp': return marks.findLastIndex((mark, place) => place < at && isBeside(mark))
      case 'Home': return 0
      case 'End': return marks.length - 1
      default: return -1
    }
  })()
  return marks[to] ? to : undefined
}
