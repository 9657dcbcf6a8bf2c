import { use, useEffect, type AnchorHTMLAttributes, type MouseEvent } from 'react'
import type { ScreenPath } from '../screens.ts'
import { fetchAhead, goTo } from './go.ts'
import { addressOf, isCurrent, placeAt, type Way } from './place.ts'
import { PlaceContext } from './use.ts'

type Options = { readonly replace?: boolean; readonly keepScroll?: boolean; /** Pages below it are other pages. */ readonly exact?: boolean }

/** A link to a page of ours. That which leads to where one is says so. */
export function Link<P extends ScreenPath>({ to, params, search, replace, keepScroll, exact = false, onClick, children, ...rest }: Way<P> & Options & AnchorHTMLAttributes<HTMLAnchorElement>) {
  const address = addressOf({ to, params, search } as Way<P>)
  const here = use(PlaceContext)
  const near = () => fetchAhead(address)
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (!isPlain(event)) return
    event.preventDefault()
    void goTo(address, { replace, keepScroll })
  }
  return <a aria-current={isCurrent(placeAt(address), here, exact) ? 'page' : undefined} {...rest} href={address} onClick={follow} onMouseEnter={near} onFocus={near} onTouchStart={near}>{children}</a>
}

/** A press that we follow; another tab, another window, a download: the browser's. */
export const isPlain = (event: MouseEvent): boolean => !(event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)

/** Goes on at once, and leaves no way back to this page. */
export function Replace<P extends ScreenPath>(way: Way<P>) {
  const address = addressOf(way)
  useEffect(() => void goTo(address, { replace: true }), [address])
  return null
}
