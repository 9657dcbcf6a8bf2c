const RELOADED = 'openvrs.reloaded'

/** A file of the pages that is gone was replaced by a newer version: the page is loaded anew, once for each; not where the line is down. */
export function reloadOnce(missing: string): boolean {
  if (!navigator.onLine || sessionStorage.getItem(RELOADED) === missing) return false
  sessionStorage.setItem(RELOADED, missing)
  location.reload()
  return true
}

/** The same for code that is loaded when it is needed. */
export function reloadWhereReplaced(): void {
  window.addEventListener('vite:preloadError', (event) => {
    if (reloadOnce(event.payload.message)) event.preventDefault()
  })
}
