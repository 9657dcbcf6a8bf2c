import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { allRoutes } from '@openvrs/contract'
import { CORPUS, MARKUP } from '../server/test/security/scripts.ts'
import { textFields } from '../server/test/security/texts.ts'
import { openBrowser } from './browser.ts'
import { makeContent, type Content } from './screens/content.ts'
import { MEMBER, SCREENS, type Screen } from './screens/table.ts'
import { enterAs, visit, WAITING } from './screens/visit.ts'
import { asking, fill, hostileFile, markOf, type Ask, type Filled } from './scripts/fill.ts'
import { FATES, OTHER_FATES } from './scripts/kept.ts'
import { foreignParts, setTrap, wordsOf } from './scripts/trap.ts'
import { startSystem, type System } from './system.ts'

/**
 * Requirement 18: scripts in every text that the contract takes, and every screen opened in a real browser. A system of its
 * own, since its collection, its members and its routes are hostile, too.
 */
let system: System
let browser: Browser
let ask: Ask
let filled: Filled
let content: Content
beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), openBrowser()])
  ask = asking(system.url)
  filled = await fill(ask, MEMBER)
  content = await makeContent(system, MEMBER)
}, 600_000)
afterAll(() => Promise.all([browser?.close(), system?.stop()]))

const FLOW = 'VRS_DETECT'
const of = (local: string): string => `${local}@${MEMBER.toLowerCase()}.example.org`
const section = (report: string): string => `/reports/${report}/${FLOW}`
const HOSTILE: readonly Screen[] = [
  { name: 'hostile-draft', route: '/reports/$report/$dataflow', who: of('reporter'), path: () => section(filled.draft) },
  { name: 'hostile-report', route: '/reports/$report', who: of('reporter'), path: () => `/reports/${filled.draft}` },
  { name: 'hostile-back', route: '/reports/$report', who: of('reporter'), path: () => `/reports/${filled.returned}` },
  { name: 'hostile-returned', route: '/reports/$report/$dataflow', who: of('reporter'), path: () => section(filled.returned) },
  { name: 'hostile-uploaded', route: '/reports/$report/$dataflow', who: of('reporter.police'), path: () => section(filled.uploaded) },
  { name: 'hostile-home', route: '/home', who: of('reporter') },
  { name: 'hostile-upload', route: '/reports/upload', who: of('reporter.police'), open: openHostile },
  { name: 'hostile-review', route: '/review/$report', who: of('focal'), path: () => `/review/${filled.submitted}` },
  ...['hostile-route-0', 'hostile-trend-0', 'hostile-route-1', 'hostile-trend-1'].map((name, at): Screen => ({ name, route: '/narratives/$narrative', who: of('analyst'), path: () => `/narratives/${filled.told[at]}` })),
  { name: 'hostile-narratives', route: '/narratives', who: of('analyst'), path: () => `/narratives?member=${MEMBER}` },
  { name: 'hostile-approved', route: '/review/$report', who: of('focal'), path: () => `/review/${filled.approved}` },
]

const context = (more: object = {}): Promise<BrowserContext> => browser.newContext({ locale: 'en', reducedMotion: 'reduce', serviceWorkers: 'block', viewport: { width: 1440, height: 900 }, ...more })
const people = Map.groupBy([...SCREENS, ...HOSTILE], ({ who }) => who ?? 'nobody')
/** Texts that a browser's own reading of HTML leaves nothing of, at this place of a page. */
const INERT = 6
/** Which screens said what was typed into a field. */
const said = new Map<string, string[]>()

test('18: every field that lets a script through has a screen, or a reason why nothing of it is kept', () => {
  expect(Object.keys(FATES).toSorted()).toEqual(textFields().map(({ name }) => name).toSorted())
  for (const [field, fate] of Object.entries(FATES)) if ('shown' in fate) expect([field, (filled.accepted.get(field) ?? 0) > 0]).toEqual([field, true])
})

async function openHostile(page: Page): Promise<void> {
  await page.getByLabel('What kind of figures').selectOption(FLOW)
  await page.getByLabel('File', { exact: true }).setInputFiles({ name: '<img src=x onerror=ran()>.csv', mimeType: 'text/csv', buffer: Buffer.from(hostileFile) })
  await page.getByRole('heading', { name: 'Columns' }).waitFor()
}

test('18: the trap hears the corpus: what a page took for HTML is caught, whether the policy stops it or not', async () => {
  for (const bypassCSP of [true, false]) {
    const own = await context({ bypassCSP })
    const trap = await setTrap(own, new URL(system.url).origin)
    const page = await own.newPage()
    await page.goto(`${system.url}/sign-in`)
    const missed: string[] = []
    for (const text of MARKUP) {
      trap.forget()
      await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', `<div id="trial">${html}</div>`), text)
      const parts = await foreignParts(page)
      if (trap.caught().length + parts.length === 0) missed.push(text)
      await page.evaluate(() => document.querySelectorAll('#trial, #trial ~ *').forEach((element) => element.remove()))
    }
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(INERT)
    await own.close()
  }
})

test.each([...people])('18: %s: nothing of what was typed acts on any screen', async (who, screens) => {
  const own = await context()
  const trap = await setTrap(own, new URL(system.url).origin)
  if (who !== 'nobody') await enterAs(own, system.url, who)
  const page = await own.newPage()
  const found: string[] = []
  for (const screen of screens) {
    trap.forget()
    await visit(page, system.url, screen, content)
    found.push(...[...trap.caught(), ...(await foreignParts(page))].map((what) => `${screen.name}: ${what}`))
    const words = await wordsOf(page)
    for (const field of [...Object.keys(FATES), ...Object.keys(OTHER_FATES)]) if (words.includes(markOf(field))) said.set(field, [...(said.get(field) ?? []), screen.name])
  }
  expect(found).toEqual([])
  await own.close()
})

test('18: each field was looked at: the screens that show it did, and no other field comes up anywhere', () => {
  const missing = Object.entries({ ...FATES, ...OTHER_FATES }).flatMap(([field, fate]) => ('shown' in fate ? fate.shown.filter((screen) => !said.get(field)?.includes(screen)).map((screen) => `${field}: not on ${screen}`) : said.has(field) ? [`${field}: on ${said.get(field)!.join()}`] : []))
  expect(missing).toEqual([])
})

test('18: an address is no text that acts: every screen, with scripts in place of what it names', async () => {
  const own = await context()
  const trap = await setTrap(own, new URL(system.url).origin)
  await enterAs(own, system.url, of('focal'))
  const page = await own.newPage()
  const names = ['to', 'part', 'version', 'item', 'show', 'as', 'down', 'across', 'only', 'from', 'on', 'figures', 'status', 'freq', 'report', 'dataflow']
  let at = 0
  const next = (): string => CORPUS[at++ % CORPUS.length]!
  const addresses = [...new Set(SCREENS.map(({ route }) => route))].map((route) => {
    const path = route.replaceAll(/\$\w+/g, () => encodeURIComponent(next().replaceAll('.', '')))
    return `${path}?${new URLSearchParams(names.map((name) => [name, next().replaceAll('.', '')]))}#${encodeURIComponent(next().replaceAll('.', ''))}`
  }) // no page has a dot in its address
  const found: string[] = []
  let pages = 0
  for (const address of addresses) {
    trap.forget()
    const answer = await page.goto(system.url + address)
    if (answer?.headers()['content-type']?.startsWith('text/html')) {
      pages += 1
await page.waitForFunction((waiting) => document.querySelector('#app')?.textContent !== '' && !document.querySelector(waiting), WAITING, { timeout: 20_000 }).catch(() => found.push(`${address}: nothing came`))
    }
    found.push(...[...trap.caught(), ...(await foreignParts(page))].map((what) => `${address}: ${what}`))
    if (new URL(page.url()).origin !== system.url) found.push(`${address}: left for ${page.url()}`)
  }
  expect(found).toEqual([])
  expect(pages, `of ${addresses.length}`).toBe(addresses.length)
  await own.close()
})

test('18: what the server sends is never a page made of what was typed, and is saved under a harmless name', async () => {
  const there: { readonly [name: string]: string } = { report: filled.approved, dataflow: FLOW, collection: 'vrs-msrc', register: 'route', entry: 'R_X1', member: MEMBER, file: `${'a'.repeat(43)}.pem` }
  const given: { readonly [route: string]: string } = { 'uploads.rejects': `?dataflow=${FLOW}`, 'explore.query': '?by=CITIZENSHIP', 'explore.export': '?by=CITIZENSHIP', 'explore.preview': '?as=THA&by=CITIZENSHIP', 'reports.difference': '?against=current', 'sharing.audience': '?level=NATIONAL', 'collections.changes': '?from=1.0.0&to=1.0.1' }
  const paths = allRoutes.filter(({ method }) => method === 'GET').flatMap(({ id, path }) => {
    const real = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(there[name] ?? `${MEMBER}-1`)) + (given[id] ?? '')
    const hostile = path.replaceAll(/:\w+/g, encodeURIComponent(MARKUP[6]!))
    return [real, `${hostile}?${new URLSearchParams({ by: MARKUP[6]!, where: MARKUP[6]!, language: MARKUP[6]!, [MARKUP[6]!]: 'x' })}`, ...(id.startsWith('explore') ? [`${real}&format=csv`, `${real}&where=${encodeURIComponent(MARKUP[6]!)}`] : [])]
  })
  let telling = 0
  for (const path of paths) {
    const { status, headers, text } = await ask(of('focal'), 'GET', path)
    expect([path, headers.get('content-type') ?? '', headers.get('x-content-type-options')]).toEqual([path, expect.stringMatching(/^(application\/(problem\+)?json|application\/x-ndjson|application\/x-tar|application\/x-pem-file|application\/samlmetadata\+xml|application\/yaml|text\/csv|text\/plain)(;|$)/), 'nosniff'])
    const name = headers.get('content-disposition')
    if (name !== null) expect(name).toMatch(/^attachment; filename="[A-Za-z0-9_.-]+"$/)
    if (status === 200 && text.includes('onerror')) telling += 1
  }
  expect(telling, 'answers that hold what was typed').toBeGreaterThan(10)
})
