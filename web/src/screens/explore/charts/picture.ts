import type { Draw, Drawn } from './drawn.ts'
import { penOf } from './pen.ts'
import { escaped } from './svg.ts'

/** What stands around the drawing: every line of it travels with the picture. */
export type Caption = { readonly title: string; readonly lede: string; readonly warning: string | undefined; readonly notes: readonly string[]; readonly language: string; readonly isRightToLeft: boolean }

const WIDTH = 960
const EDGE = 24
const INNER = WIDTH - 2 * EDGE
type Style = { readonly size: number; readonly weight: 400 | 600; readonly line: number; readonly color: string }
const STYLES = {
  title: { size: 20, weight: 600, line: 28, color: 'var(--ink)' }, lede: { size: 13, weight: 400, line: 20, color: 'var(--ink-2)' },
  warning: { size: 12, weight: 400, line: 19, color: 'var(--warn)' }, notes: { size: 11, weight: 400, line: 17, color: 'var(--ink-2)' },
} as const satisfies { readonly [part: string]: Style }

/** The chart with its title, source line, definitions and terms as one SVG, light whatever the page is. It needs nothing from outside but a font. */
export function pictureOf(draw: Draw, drawn: Drawn, caption: Caption): { readonly svg: string; readonly width: number; readonly height: number } {
  const family = getComputedStyle(document.body).fontFamily
  const parts: string[] = []
  let top = EDGE
  const write = (text: string, style: Style) => {
    for (const line of wrap(text, INNER, style, family, caption.language)) {
      const [x, direction] = caption.isRightToLeft ? [WIDTH - EDGE, ' direction="rtl"'] : [EDGE, '']
      parts.push(`<text x="${x}" y="${top + style.size}"${direction} font-size="${style.size}" font-weight="${style.weight}" fill="${style.color}">${escaped(line)}</text>`)
      top += style.line
    }
  }
  write(caption.title, STYLES.title)
  write(caption.lede, STYLES.lede)
  if (caption.warning) write(caption.warning, STYLES.warning)
  top += 8
  const drawing = draw(drawn, INNER, penOf(family))
  parts.push(`<svg x="${EDGE}" y="${top}" width="${INNER}" height="${drawing.height}">${drawing.svg}</svg>`)
  top += drawing.height + 12
  parts.push(`<line x1="${EDGE}" x2="${WIDTH - EDGE}" y1="${top}" y2="${top}" stroke="var(--hair)"/>`)
  top += 8
  for (const note of [...drawn.notes, ...caption.notes]) write(note, STYLES.notes)
  const height = top + EDGE - 8
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" lang="${caption.language}" font-family="${escaped(family)}"><title>${escaped(caption.title)}</title><rect width="${WIDTH}" height="${height}" fill="var(--surface)"/>${parts.join('')}</svg>`
  return { svg: withColours(svg), width: WIDTH, height }
}

/** The same as a bitmap, twice as fine. */
export async function bitmapOf({ svg, width, height }: ReturnType<typeof pictureOf>): Promise<Blob> {
  const image = new Image(width, height)
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: width * 2, height: height * 2 })
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => { canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture came'))), 'image/png') })
}

/** Lines that fit, broken where the language breaks them: Thai has no spaces between words. */
function wrap(text: string, width: number, { size, weight }: Style, family: string, language: string): readonly string[] {
  const pen = document.createElement('canvas').getContext('2d')!
  pen.font = `${weight} ${size}px ${family}`
  const lines: string[] = []
  let line = ''
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const isClosing = /^[\p{Pe}\p{Pf}\p{Po}]+$/u.test(segment) // no line begins with a comma
    if (line.trim() !== '' && !isClosing && pen.measureText(line + segment).width > width) {
      lines.push(line.trimEnd())
      line = segment.trimStart()
    } else line += segment
  }
  return [...lines, line].filter((one) => one.trim() !== '')
}

/** The tokens as the colours that they have on a light page. */
function withColours(svg: string): string {
  const probe = document.createElement('span')
  probe.dataset['theme'] = 'light'
  document.body.append(probe)
  const colours = new Map<string, string>()
  const colourOf = (token: string): string => {
    probe.style.color = `var(${token})`
    return getComputedStyle(probe).color
  }
  const filled = svg.replaceAll(/var\((--[a-z0-9-]+)\)/g, (_, token: string) => colours.get(token) ?? colours.set(token, colourOf(token)).get(token)!)
  probe.remove()
  return filled
}
