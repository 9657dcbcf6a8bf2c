type Attributes = { readonly [name: string]: string | number | undefined }

export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Numbers as short as a drawing needs them. */
const short = (value: string | number): string => (typeof value === 'number' ? String(Math.round(value * 10) / 10) : escaped(value))

/** An element of a drawing; what is inside is markup already. */
export function el(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const own = Object.entries(attributes).map(([key, value]) => (value === undefined ? '' : ` ${key}="${short(value)}"`)).join('')
  return inside.length === 0 ? `<${name}${own}/>` : `<${name}${own}>${inside.join('')}</${name}>`
}

export type Anchor = 'start' | 'middle' | 'end'
type Written = { readonly anchor?: Anchor; readonly color?: string; readonly size?: number; readonly strong?: boolean; /** Kept readable over what lies beneath. */ readonly halo?: boolean }

/** Words of a script that is written from the right run so, digits among them included; their start is at their right. */
const FROM_RIGHT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u
const TURNED: { readonly [A in Anchor]: Anchor } = { start: 'end', middle: 'middle', end: 'start' }

/** Words at a point, on their middle line; left or right of it whatever their script. */
export const label = (x: number, y: number, words: string, { anchor = 'start', color = 'var(--ink-2)', size = 12, strong = false, halo = false }: Written = {}): string =>
  el('text', { x, y: y + size * 0.35, ...(FROM_RIGHT.test(words) ? { direction: 'rtl', 'text-anchor': TURNED[anchor] } : { 'text-anchor': anchor }), fill: color, 'font-size': size, 'font-weight': strong ? 600 : undefined, ...(halo ? { 'paint-order': 'stroke', stroke: 'var(--surface)', 'stroke-width': 4, 'stroke-linejoin': 'round' } : {}) }, escaped(words))

/** Points of a path, a decimal each. */
export const at = (...numbers: readonly number[]): string => numbers.map((one) => Math.round(one * 10) / 10).join(' ')
