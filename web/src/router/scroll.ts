/** Where each page of this visit was scrolled to, by its entry in the browser's history. */
const positions = new Map<unknown, number>()
const entry = (): unknown => (history.state as { readonly entry?: unknown } | null)?.entry
let current = entry()

/** While the pages change here, they know best what stands where; a page that is loaded anew is the browser's. */
history.scrollRestoration = 'manual'
addEventListener('pageshow', () => { history.scrollRestoration = 'manual' })
addEventListener('pagehide', () => { history.scrollRestoration = 'auto' })

/** Keeps where the page is scrolled to that is about to be left. */
export const keepPosition = (): void => void positions.set(current, scrollY)

export const newEntry = (): { readonly entry: number } => ({ entry: performance.timeOrigin + performance.now() })

/** A page that one comes back to stands as it was left; another begins at its top. */
export function scrollToPosition(): void {
  current = entry()
  scrollTo(0, positions.get(current) ?? 0)
}
