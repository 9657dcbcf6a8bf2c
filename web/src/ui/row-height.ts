import { useLayoutEffect, useState } from 'react'

/** The height of a row in pixels, as the look has it for this language and kind of pointer. */
export function useRowHeight(wrap: { readonly current: HTMLElement | null }): number {
  const [height, setHeight] = useState(32)
  useLayoutEffect(() => {
    const read = () => {
      if (!wrap.current) return
      const style = getComputedStyle(wrap.current)
      setHeight(Number.parseFloat(style.getPropertyValue('--row')) * Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 32)
    }
    read()
    addEventListener('resize', read)
    return () => removeEventListener('resize', read)
  }, [wrap])
  return height
}
