import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react'
import type { Item } from './findings.ts'

/**
 * The keys that lead from finding to finding: F8 to the next cell that is marked, Shift F8 to the one before, Alt Enter from a
 * cell to what is said of it, Escape from there back.
 */
export function useFindingKeys(items: readonly Item[], goTo: (item: Item) => void): RefObject<HTMLDivElement | null> {
  const beside = useRef<HTMLDivElement>(null)
  const last = useRef(0)
  const now = useRef({ items, goTo })
  useLayoutEffect(() => { now.current = { items, goTo } })
  useEffect(() => {
    const box = beside.current
    if (!box) return
    const focusIn = (no: number) => box.querySelector<HTMLElement>(`.finding[data-no="${no}"] :is(input, button)`)?.focus()
    const next = (from: number, isBack: boolean): Item | undefined => {
      const { items } = now.current
      return isBack ? (items.findLast(({ no }) => no < from) ?? items.at(-1)) : (items.find(({ no }) => no > from) ?? items[0])
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      const here = Number(target.closest<HTMLElement>('[data-ref]')?.dataset['ref'] ?? target.closest<HTMLElement>('.finding')?.dataset['no'] ?? 0)
      if (event.key === 'F8') {
        event.preventDefault()
        if (target.matches('.cell-editor')) target.blur() // keeps what was typed
        // Several may be at one cell, which is marked with the first of them.
        const visited = now.current.items.find(({ no }) => no === last.current)
        const isThere = visited?.row !== undefined && String(visited.row) === target.closest<HTMLElement>('[data-row]')?.dataset['row'] && here > 0
        const item = next(isThere ? last.current : here, event.shiftKey)
        if (!item) return
        last.current = item.no
        if (item.row === undefined) focusIn(item.no)
        else now.current.goTo(item)
      } else if (event.key === 'Enter' && event.altKey && here > 0 && target.matches('td')) {
        event.preventDefault()
        focusIn(here)
      } else if (event.key === 'Escape' && target.closest('.finding')) {
        const item = now.current.items.find(({ no }) => no === here)
        if (item?.row !== undefined) now.current.goTo(item)
      }
    }
    box.addEventListener('keydown', onKeyDown)
    return () => box.removeEventListener('keydown', onKeyDown)
  }, [])
  return beside
}
