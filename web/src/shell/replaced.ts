const RELOADED = 'openvrs.reloaded'
/** How browsers, and fetchTexts, say that a file of the pages is not there. */
const GONE = /dynamically imported module|importing a module script failed|unable to preload css/i

/**
 * Whether what failed may be due to these pages being older than the server: a file of theirs is gone, or an answer is not what
 * they know. Then nothing of them stays on the device and the page is loaded anew, once for each reason.
 */
export async function loadedAnew(error: unknown): Promise<boolean> {
  if (!navigator.onLine) return false
  const reason = error instanceof Error && GONE.test(error.message) ? error.message : await startOfNewer()
  if (reason === undefined || sessionStorage.getItem(RELOADED) === reason) return false
  sessionStorage.setItem(RELOADED, reason)
  await forgetPages()
  location.reload()
  return true
}

/** The worker goes on with what the server has. */
async function forgetPages(): Promise<void> {
  if (!('caches' in globalThis)) return // no worker either
  const kept = await caches.keys()
  await Promise.all(kept.map((name) => caches.delete(name)))
}

/** The first file of the server's pages, where it is not the one that runs here. */
async function startOfNewer(): Promise<string | undefined> {
  const start = /<script type="module"[^>]* src="([^"]+)"/.exec(await pageNow())?.[1]
  return start !== undefined && !document.querySelector(`script[src="${start}"]`) ? start : undefined
}

async function pageNow(): Promise<string> {
  try {
    const page = await fetch('/', { headers: { accept: 'text/html' }, cache: 'no-cache', credentials: 'omit', signal: AbortSignal.timeout(10_000) })
    return page.ok ? await page.text() : ''
  } catch {
    return '' // no server, no newer pages
  }
}
