import type { BrowserContext, Page, Request } from 'playwright-core'
import type { Content } from './content.ts'
import type { Screen } from './table.ts'
import { still } from '../still.ts'

/** Signs a browser in as one of the cast. */
export async function enterAs(context: BrowserContext, url: string, email: string): Promise<void> {
  const answer = await context.request.post(`${url}/api/training/session`, { data: { email }, headers: { origin: url } })
  if (!answer.ok()) throw new Error(`nobody is ${email}: ${await answer.text()}`)
}

/** Opens a screen and waits until all of it is there: nothing is on its way and nothing moves. */
export async function visit(page: Page, url: string, screen: Screen, content: Content): Promise<void> {
  requestsOf(page)
  await page.goto(new URL(screen.path?.(content) ?? screen.route, url).href)
  await settled(page)
  if (!screen.open) return
  await screen.open(page)
  await settled(page)
}

const asked = new WeakMap<Page, Set<Request>>()

/** The requests of a page that wait for their answer. */
function requestsOf(page: Page): ReadonlySet<Request> {
  const known = asked.get(page)
  if (known) return known
  const requests = new Set<Request>()
  asked.set(page, requests)
  page.on('request', (request) => requests.add(request))
  page.on('response', (response) => requests.delete(response.request()))
  page.on('requestfailed', (request) => requests.delete(request))
  return requests
}

/** What a page shows in the place of something that is on its way. */
export const WAITING = '.is-waiting, main:not(.ui) > output.quiet, .door output.quiet'

export async function settled(page: Page): Promise<void> {
  const requests = requestsOf(page)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  const next = () => page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  for (let quiet = 0; quiet < 4; quiet = requests.size === 0 ? quiet + 1 : 0) await next()
  await page.waitForFunction((waiting) => !document.querySelector(waiting), WAITING)
  await page.evaluate(() => document.fonts.ready)
  await still(page)
}
