import type { Drawn, Pen } from './drawn.ts'
import { fit } from './fit-words.ts'
import { category } from './look.ts'
import { el, label } from './svg.ts'

const LINE = 18

/** Which colour is which: names beside each other as the language reads where they fit, else in lines; what is left without a colour of its own comes last. */
export function keyOf(named: readonly string[], { isRightToLeft }: Pick<Drawn, 'isRightToLeft'>, width: number, top: number, thick: number, pen: Pen, rest?: string): { readonly svg: string; readonly height: number } {
  const names = rest === undefined ? named : [...named, rest]
  let [x, y] = [0, top + LINE / 2]
  const parts = names.map((name, at) => {
    const said = fit(name, width - 24, pen)
    const wide = 22 + pen(said) + 14
    if (x > 0 && x + wide - 14 > width) [x, y] = [0, y + LINE]
    const from = x
    x += wide
    return el('rect', { x: isRightToLeft ? width - from - 16 : from, y: y - thick / 2, width: 16, height: thick, fill: at < named.length ? category(at) : 'var(--cat-other)', rx: 1 }) + label(isRightToLeft ? width - from - 22 : from + 22, y, said, { anchor: isRightToLeft ? 'end' : 'start' })
  })
  return { svg: parts.join(''), height: names.length === 0 ? 0 : y + LINE / 2 - top }
}
