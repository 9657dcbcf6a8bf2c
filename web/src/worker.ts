/**
 * The service worker: keeps the files of the pages on the device, so that they open at once, and without the line. It keeps
 * nothing else. Answers of the API pass it by, and so does whatever belongs to a person.
 */
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
type Fetching = Waiting & { readonly request: Request; respondWith(answer: Promise<Response>): void }
type Scope = {
  readonly location: Location
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(name: 'install' | 'activate', does: (event: Waiting) => void): void
  addEventListener(name: 'fetch', does: (event: Fetching) => void): void
}
/** Filled in when the pages are built (plugins/installable.ts). */
declare const KEPT_FILES: readonly string[]
declare const KEPT_VERSION: string

const worker = self as unknown as Scope
const PAGE = '/'
const CACHE = `openvrs-${KEPT_VERSION}`
const language = new URLSearchParams(worker.location.search).get('language')
const isKept = (file: string): boolean => !file.endsWith('.json') || file.includes(`/${language}/`)

async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  const keep = async (address: string): Promise<void> => {
    if (await cache.match(address)) return
    // A file with a hash in its name is the same in every version.
    const answer = (await caches.match(address)) ?? (await fetch(address))
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
    await cache.put(address, answer)
  }
  const page = await fetch(PAGE, { headers: { accept: 'text/html' }, cache: 'no-cache', credentials: 'omit' })
  if (!page.ok) throw new Error(`the page: ${page.status}`)
  await Promise.all(KEPT_FILES.filter(isKept).map(keep))
  await cache.put(PAGE, page)
  await worker.skipWaiting()
}

async function activate(): Promise<void> {
  await Promise.all((await caches.keys()).filter((name) => name !== CACHE).map((name) => caches.delete(name)))
  await worker.clients.claim()
}

/** From the device; what is not there yet is fetched and kept. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE)
  const there = await cache.match(request, { ignoreVary: true })
  if (there) return there
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

const page = async (request: Request): Promise<Response> => (await (await caches.open(CACHE)).match(PAGE, { ignoreVary: true })) ?? fetch(request)

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(activate()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== worker.location.origin || request.method !== 'GET') return
  if (pathname.startsWith('/assets/')) event.respondWith(file(request))
  else if (request.mode === 'navigate' && !/^\/(api|\.well-known)(\/|$)/.test(pathname) && !pathname.includes('.')) event.respondWith(page(request))
})
