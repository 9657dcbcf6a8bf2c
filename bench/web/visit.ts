import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'

export type Line = { readonly kilobits: number; readonly latency: number }
export type Visit = {
  /** Milliseconds from the start of the navigation until what `usable` looks for was there. */
  readonly usable: number
  /** And until the whole of it was. */
  readonly whole: number
  /** Bytes of bodies over the wire by kind, until nothing more was asked for. */
  readonly bytes: ReadonlyMap<string, number>
  readonly headers: number
  readonly requests: number
}

/** What makes a page usable: all of these are seen, and the last can be used. */
export type Usable = readonly string[]

/** Opens an address on a slow line and says what came over it and when the page could be used. */
export async function visit(context: BrowserContext, address: string, line: Line, usable: Usable, whole: Usable): Promise<Visit> {
  const page = await context.newPage()
  try {
    const traffic = listen(await slowed(page, line))
    await page.goto(address, { waitUntil: 'commit' })
    const time = await whenUsable(page, usable)
    return { usable: time, whole: await whenUsable(page, whole), ...(await traffic.whenQuiet()) }
  } finally {
    await page.close()
  }
}

/** Puts a page on a slow line. */
export async function slowed(page: Page, line: Line): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: line.latency, downloadThroughput: line.kilobits * 125, uploadThroughput: line.kilobits * 125 })
  return cdp
}

/** Looked at in every frame that is drawn. */
async function whenUsable(page: Page, usable: Usable): Promise<number> {
  const handle = await page.waitForFunction((selectors) => {
    const found = selectors.map((selector) => document.querySelector<HTMLElement>(selector))
    const isThere = found.every((element) => element !== null && element.getClientRects().length > 0 && !(element as HTMLButtonElement).disabled)
    return isThere ? performance.now() : false
  }, usable, { polling: 'raf', timeout: 60_000 })
  return Number(await handle.jsonValue())
}

/** Counts what comes over the line for the page itself: what the worker has on the device does not. */
export function listen(cdp: CDPSession): { whenQuiet(): Promise<Omit<Visit, 'usable' | 'whole'>> } {
  const answered = new Map<string, { readonly kind: string; readonly headers: number }>()
  const bytes = new Map<string, number>()
  let headers = 0
  let requests = 0
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (response.fromServiceWorker || response.fromDiskCache) return
    answered.set(requestId, { kind: kindOf(type, response.url), headers: response.encodedDataLength })
  })
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const one = answered.get(requestId)
    if (!one) return
    requests += 1
    headers += one.headers
    bytes.set(one.kind, (bytes.get(one.kind) ?? 0) + encodedDataLength - one.headers)
  })
  return {
    /** Nothing came during two seconds. */
    whenQuiet: async () => {
      for (let before = -1; before < requests;) {
        before = requests
        await sleep(2000)
      }
      return { bytes, headers, requests }
    },
  }
}

function kindOf(type: string, url: string): string {
  const { pathname } = new URL(url)
  if (pathname.startsWith('/api/')) return 'answers'
  if (/\/texts-[^/]+\//.test(pathname)) return 'texts'
  if (type === 'Document') return 'page'
  return pathname.endsWith('.css') ? 'styles' : pathname.endsWith('.js') ? 'code' : 'other'
}
