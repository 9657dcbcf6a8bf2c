import { expect, test } from 'vitest'
import { expectAccessible } from './access.ts'
import { stage } from './stage.ts'

/** Pages that lie on the device: an analyst of Australia comes again, loses the line, meets a newer version and signs out. Changes nothing. */
const { system, become } = stage()

test('the second visit takes the pages from the device, and the figures from the server', async () => {
  const page = await become('AUS', 'analyst')
  const context = page.context()
  await page.getByRole('link', { name: 'Home' }).first().waitFor()
  const home = await page.getByRole('heading', { level: 1 }).textContent()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) await new Promise((resolve) => { navigator.serviceWorker.addEventListener('controllerchange', resolve) })
  })
  await page.reload() // now through the worker: what it would keep of a person, it keeps now
  await page.getByRole('heading', { level: 1, name: home! }).waitFor()
  await page.goto(`${system.url}/account`)
  await page.getByText('analyst@aus.example.org').first().waitFor()

  const kept = await page.evaluate(async () => {
    const found: { path: string; text: string }[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      for (const request of await cache.keys()) found.push({ path: new URL(request.url).pathname, text: await (await cache.match(request))!.text() })
    }
    return found
  })
  expect(kept.map(({ path }) => path).filter((path) => path !== '/' && !path.startsWith('/assets/'))).toEqual([])
  expect(kept.filter(({ text }) => text.includes('analyst@aus')).map(({ path }) => path)).toEqual([])
  for (const part of ['shell', 'sign-in', 'home', 'report']) expect(kept.map(({ path }) => path)).toContainEqual(expect.stringMatching(new RegExp(`/texts-[^/]+/en/${part}\\.json$`)))
  expect(kept.map(({ path }) => path).filter((path) => /\/texts-[^/]+\/(fr|th|ar)\//.test(path))).toEqual([])

  const overTheLine: string[] = []
  page.on('response', (answer) => { if (!answer.fromServiceWorker()) overTheLine.push(new URL(answer.url()).pathname) })
  await page.goto(`${system.url}/home`)
  await page.getByRole('heading', { level: 1, name: home! }).waitFor()
  expect(overTheLine.filter((path) => !path.startsWith('/api/') && path !== '/worker.js')).toEqual([])
  expect(overTheLine).toContain('/api/session')
  await expect.poll(() => page.title()).toBe(`${home} · OpenVRS`)

  await context.setOffline(true)
  await page.goto(`${system.url}/home`)
  await page.getByRole('heading', { level: 1, name: 'No connection' }).waitFor()
  await expectAccessible(page)
  await context.setOffline(false)
  await page.getByRole('heading', { level: 1, name: home! }).waitFor()

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${system.url}/`)
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))).not.toContain('aus.example')
  await page.goto(`${system.url}/home`)
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  await context.close()
})

test('where a newer version took away a file that an open page needs, the page is loaded anew, once', async () => {
  const page = await become('AUS', 'analyst', 0, { serviceWorkers: 'block' })
  let asked = 0
  await page.route('**/assets/**/collections.json', async (route) => {
    asked += 1
    await (asked === 1 ? route.fulfill({ status: 404 }) : route.continue())
  })
  await page.getByRole('link', { name: 'Collections' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Collections' }).waitFor()
  expect(asked).toBe(2)

  await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404 }))
  let loads = 0
  page.on('load', () => { loads += 1 })
  await page.getByRole('link', { name: 'Explore' }).first().click()
  await expect.poll(() => loads).toBe(1)
  await page.context().close()
})

test('an answer that breaks off on its way is asked for again', async () => {
  const page = await become('AUS', 'analyst', 0, { serviceWorkers: 'block' })
  let asked = 0
  await page.route('**/api/news', async (route) => {
    asked += 1
    await (asked === 1 ? route.fulfill({ status: 200, contentType: 'application/json', body: '{"figures":[' }) : route.continue())
  })
  await page.reload()
  await page.locator('.home-news :is(.rows, .empty)').waitFor()
  expect(asked).toBe(2)
  await page.context().close()
})

test('pages on the device that do not know an answer of a newer server give way to the newer pages, once', async () => {
  const page = await become('AUS', 'analyst')
  const home = await page.getByRole('heading', { level: 1 }).textContent()
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const cache = await caches.open((await caches.keys())[0]!)
    const now = await (await cache.match('/'))!.text()
    const start = /\/assets\/index-[^"]+\.js/.exec(now)![0]
    await cache.put('/assets/index-older.js', (await cache.match(start))!)
    await cache.put('/', new Response(now.replaceAll(start, '/assets/index-older.js'), { headers: { 'content-type': 'text/html' } }))
  })
  const isOlder = () => page.evaluate(() => document.querySelector('script[src="/assets/index-older.js"]') !== null)
  await page.goto(`${system.url}/home`)
  await page.getByRole('heading', { level: 1, name: home! }).waitFor()
  expect(await isOlder()).toBe(true)

  let asked = 0
  await page.route('**/api/news', async (route) => {
    asked += 1
    await (asked === 1 ? route.fulfill({ json: { changes: [] } }) : route.continue())
  })
  await page.reload()
  await page.locator('.home-news :is(.rows, .empty)').waitFor()
  expect([await isOlder(), asked]).toEqual([false, 2])

  await page.route('**/api/news', (route) => route.fulfill({ json: { changes: [] } }))
  let loads = 0
  page.on('load', () => { loads += 1 })
  await page.reload()
  await page.getByRole('heading', { level: 1, name: 'This cannot be shown now' }).waitFor()
  await page.unroute('**/api/news')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.locator('.home-news :is(.rows, .empty)').waitFor()
  expect(loads).toBe(1)
  await page.context().close()
})
