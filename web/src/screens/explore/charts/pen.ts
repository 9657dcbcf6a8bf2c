import type { Pen } from './drawn.ts'

/** Measures words in the page's own font. */
export function penOf(family = getComputedStyle(document.body).fontFamily): Pen {
  const context = document.createElement('canvas').getContext('2d')!
  const known = new Map<string, number>()
  return (words, size = 12) => {
    const key = `${size}|${words}`
    const found = known.get(key)
    if (found !== undefined) return found
    context.font = `${size}px ${family}`
    const wide = context.measureText(words).width
    known.set(key, wide)
    return wide
  }
}
