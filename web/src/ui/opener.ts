import { useEffect, useLayoutEffect } from 'react'

let opener: HTMLElement | undefined

/**
 * Gives the focus back to what opened a dialog, also where one dialog took the place of another meanwhile: then the last one
 * no longer knows what was pressed on the page.
 */
export function useOpener(): void {
  useLayoutEffect(() => {
    const now = document.activeElement
    if (now instanceof HTMLElement && now !== document.body && !now.closest('.scrim')) opener = now
  }, [])
  useEffect(() => () => {
    requestAnimationFrame(() => {
      if (!document.querySelector('.scrim') && (document.activeElement === null || document.activeElement === document.body)) opener?.focus()
    })
  }, [])
}
