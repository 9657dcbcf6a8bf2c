const RELOADED = 'openvrs.reloaded'
/** How browsers, and fetchTexts, say that a file of the pages is not there. */
const GONE = /dynamically imported module|importing a module script failed|unable to preload css/i

/** Whether a part of the page failed because its file was replaced by a newer version; then the page is loaded anew, once for each file. */
export function reloadedFor(error: unknown): boolean {
  if (!(error instanceof Error) || !GONE.test(error.message) || !navigator.onLine || sessionStorage.getItem(RELOADED) === error.message) return false
  sessionStorage.setItem(RELOADED, error.message)
  location.reload()
  return true
}
