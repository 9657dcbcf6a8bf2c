import type { Cell } from '../shape.ts'
import { at, el } from './svg.ts'

/** Where a line runs: periods across, figures upwards. */
export type Field = { readonly x: (period: number) => number; readonly y: (value: number) => number }

/** A line that breaks where nothing was reported; a figure between two gaps, and the last one, is a dot. */
export function line(cells: readonly Cell[], { x, y }: Field, color: string, thick: number): string {
  const parts: string[] = []
  let isOpen = false
  for (const [period, cell] of cells.entries()) {
    if (typeof cell !== 'number') isOpen = false
    else {
      parts.push(`${isOpen ? 'L' : 'M'}${at(x(period), y(cell))}`)
      isOpen = true
    }
  }
  const last = cells.findLastIndex((cell) => typeof cell === 'number')
  const dots = cells.flatMap((cell, period) => (typeof cell === 'number' && (period === last || (typeof cells[period - 1] !== 'number' && typeof cells[period + 1] !== 'number')) ? [el('circle', { cx: x(period), cy: y(cell), r: thick + 0.75, fill: color })] : []))
  return el('path', { d: parts.join(''), fill: 'none', stroke: color, 'stroke-width': thick, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }) + dots.join('')
}
