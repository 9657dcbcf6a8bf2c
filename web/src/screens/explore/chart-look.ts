/** Colours are the tokens themselves, so that a chart turns with the theme; the widths suit the look's 12 px text. */
export const INK = { text: 'var(--ink-2)', label: 'var(--ink)', quiet: 'var(--ink-3)', grid: 'var(--chart-grid)', axis: 'var(--chart-axis)', other: 'var(--cat-other)', surface: 'var(--surface)' } as const
export const MOST_SERIES = 8
export const category = (at: number): string => `var(--cat-${at + 1})`

export const text = (color: string = INK.text) => ({ color, fontSize: 12 })
/** The page's own font by name: the drawing measures its words with it. Double quotes would end the attributes that it is written into. */
export const font = () => ({ textStyle: { fontFamily: getComputedStyle(document.body).fontFamily.replaceAll('"', "'") } })

/** What a pointer shows: text set as text, never as markup. */
export function tip(head: string, lines: readonly { readonly name: string; readonly value: string; readonly color: string }[]): HTMLElement {
  const box = document.createElement('div')
  box.className = 'chart-tip'
  box.append(Object.assign(document.createElement('strong'), { textContent: head }))
  for (const { name, value, color } of lines) {
    const line = document.createElement('p')
    const mark = document.createElement('i')
    mark.style.background = color
    line.append(mark, Object.assign(document.createElement('span'), { textContent: name }), Object.assign(document.createElement('b'), { textContent: value }))
    box.append(line)
  }
  return box
}

export const tipBox = { backgroundColor: 'var(--overlay)', borderColor: 'var(--rule)', borderWidth: 1, padding: 0, textStyle: text(INK.label), confine: true, transitionDuration: 0, extraCssText: 'box-shadow: var(--lift-2); border-radius: var(--r-2);' }

/** Cut to so many letters, never its mark; the table has the whole of it. */
export function short(name: string, most: number): string {
  if (name.endsWith(MARK)) return `${short(name.slice(0, -MARK.length), most - MARK.length)}${MARK}`
  return name.length <= most ? name : `${name.slice(0, most - 1)}…`
}

/** What stands after the name of a state that counts differently. */
export const MARK = ' ≠'
