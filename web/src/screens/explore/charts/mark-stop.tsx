import { useId, useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import { useWords } from '../../../i18n/use.ts'
import { goTo } from '../../../router/go.ts'
import { isPlain } from '../../../router/link.tsx'
import type { Drawing } from './drawn.ts'
import { leads, type Mark, type Marked } from './mark.ts'
import { markAfter } from './walk.ts'

type Props = {
  readonly drawing: Drawing
  /** Where the drawing stands. */
  readonly box: RefObject<HTMLElement | null>
  /** The rows beneath a mark. */
  readonly addressOf: (codes: Mark) => string
  /** Tells of the mark that has the focus, at its middle; of none when it has left. */
  readonly onTell: (mark: Marked | undefined, x: number, y: number) => void
}

/** The marks of a drawing for the keyboard: one stop of the tab key, the arrows from mark to mark. It is seen where it is. */
export function MarkStop({ drawing, box, addressOf, onTell }: Props) {
  const { t } = useWords()
  const keys = useId()
  const wantsFocus = useRef(false)
  const [chosen, choose] = useState(0)
  const at = Math.min(chosen, drawing.marks.length - 1)
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    box.current?.querySelector<HTMLElement>('.mark-stop')?.focus({ preventScroll: true })
  })
  const mark = drawing.marks[at]
  if (!mark) return null
  const walk = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onTell(undefined, 0, 0)
    const next = event.ctrlKey || event.metaKey || event.altKey ? undefined : markAfter(event.key, at, drawing.marks)
    if (next === undefined) return
    event.preventDefault()
    wantsFocus.current = true
    choose(next)
  }
  const meet = ({ currentTarget: stop }: FocusEvent<HTMLElement>) => {
    const drawn = box.current!.querySelector(`[data-mark="${at}"]`)!
    drawn.setAttribute('data-current', '')
    const [whole, own] = [box.current!, drawn].map((one) => one.getBoundingClientRect()) as [DOMRect, DOMRect]
    const [left, top] = [own.left - whole.left, own.top - whole.top]
    Object.assign(stop.style, { left: `${left}px`, top: `${top}px`, width: `${own.width}px`, height: `${own.height}px` })
    stop.scrollIntoView({ block: 'nearest' })
    onTell(mark, left + own.width / 2, top + own.height / 2)
  }
  const leave = () => {
    box.current?.querySelector('[data-current]')?.removeAttribute('data-current')
    onTell(undefined, 0, 0)
  }
  const address = leads(mark) ? addressOf(mark.codes) : undefined
  const follow = (event: MouseEvent) => {
    if (address === undefined || !isPlain(event)) return
    event.preventDefault()
    void goTo(address, { keepScroll: true })
  }
  const label = t('chart.mark', { what: inWords(mark), at: at + 1, count: drawing.marks.length })
  const own = { className: 'mark-stop', 'aria-describedby': keys, onKeyDown: walk, onFocus: meet, onBlur: leave }
  return (
    <>
      <p id={keys} hidden>{t('chart.keys')}</p>
      {/* Another mark is another element, so that it is said when it gets the focus. */}
      {address === undefined ? <button key={at} type="button" aria-disabled="true" aria-label={label} {...own} /> : <a key={at} href={address} aria-label={label} {...own} onClick={follow} />}
    </>
  )
}

const inWords = ({ head, lines }: Marked): string => `${head}: ${lines.map(({ name, value }) => `${name} ${value}`.trim()).join(', ')}`
