import { readFileSync } from 'node:fs'
import type { Browser, BrowserContext } from 'playwright-core'
import { openBrowser } from '../../e2e/browser.ts'
import { startSystem } from '../../e2e/system.ts'
import { longTasks } from './grid.ts'
import { pivotTasks } from './pivot.ts'
import { shifted } from './shifts.ts'
import { visit, type Usable, type Visit } from './visit.ts'

/**
 * bench/web: what the pages cost on a slow line, cold and from the device, how far they move while they come, and how long the grid of a report and a
 * table of Explore keep the processor of a slow machine. Ends with 1 where a budget of web/budgets.json is exceeded.
 */
type Limits = { readonly kib: number; readonly cold: number; readonly installed: number }
const budgets = JSON.parse(readFileSync(new URL('../../web/budgets.json', import.meta.url), 'utf8')) as {
  readonly line: { readonly kilobits: number; readonly latency: number }
  readonly 'sign-in': Limits
  readonly home: Limits
  readonly report: Limits
  /** Cumulative layout shift of any page on that line. */
  readonly shift: number
  readonly grid: { readonly rows: number; readonly slowed: number; readonly task: number }
  /** Of a table of Explore with 100,000 figures. */
  readonly pivot: { readonly slowed: number; readonly task: number }
}
const KINDS = ['page', 'code', 'styles', 'texts', 'answers', 'other']
const exceeded: string[] = []

const system = await startSystem({ VRS_TODAY: '2026-11-21' })
const browser = await openBrowser()
try {
  const officer = await signIn(browser, 'reporter')
  const small = await fill(officer, ['2026-08'], 30)
  const large = await fill(officer, ['2026-09', '2026-10'], budgets.grid.rows)
  console.log(`${budgets.line.kilobits} kbit/s, ${budgets.line.latency} ms\n${['', ...KINDS, 'sum', 'headers', 'requests', 'usable', 'whole'].map((word, at) => (at === 0 ? word.padEnd(24) : word.padStart(9))).join('')}`)
  for (const language of ['en', 'fr', 'th', 'ar']) {
    await measure('sign-in', undefined, '/sign-in', ['h1', 'input[autocomplete="username"]'], [], language)
    await measure('home', officer, '/home', ['main h1', 'main .btn'], ['main h2 ~ *', 'aside li'], language)
    await measure('report', officer, `/reports/${small}/VRS_DETECT`, ['main h1', 'main a, main button'], ['[role="grid"] tbody td'], language)
  }
  const focal = await signIn(browser, 'focal_point')
  for (const [language, width] of [['en', 375], ['ar', 375], ['en', 1440], ['th', 1440]] as const) await measureShifts(focal, ['/home', '/reports/KHM-10/VRS_DETECT', '/review/KHM-10', '/explore/VRS_DETECT', '/members'], language, width)
  const analyst = await signIn(browser, 'analyst')
  for (const width of [375, 1440]) await measureShifts(analyst, ['/home', '/explore'], 'en', width)
  const { rows, slowed, task } = budgets.grid
  const tasks = await longTasks(officer, `${system.url}/reports/${large}/VRS_DETECT`, slowed)
  console.log(`longest task of a grid of ${rows} rows on a processor slowed ${slowed} times: ${Object.entries(tasks).map(([what, ms]) => `${what} ${Math.round(ms)} ms`).join(', ')}`)
  for (const [what, ms] of Object.entries(tasks)) if (ms > task) exceeded.push(`${what} in the grid: a task of ${Math.round(ms)} ms, ${task} allowed`)
  const pivot = await pivotTasks(analyst, system.url, budgets.pivot.slowed)
  console.log(`longest task of a table of 100,000 figures on a processor slowed ${budgets.pivot.slowed} times: ${Object.entries(pivot).map(([what, ms]) => `${what} ${Math.round(ms)} ms`).join(', ')}`)
  for (const [what, ms] of Object.entries(pivot)) if (ms > budgets.pivot.task) exceeded.push(`${what} in the table of Explore: a task of ${Math.round(ms)} ms, ${budgets.pivot.task} allowed`)
} finally {
  await browser.close()
  await system.stop()
}
for (const one of exceeded) console.log(`TOO MUCH: ${one}`)
process.exitCode = exceeded.length > 0 ? 1 : 0

/** A visit with nothing on the device, and one more when the worker has kept the files. */
async function measure(name: 'sign-in' | 'home' | 'report', person: BrowserContext | undefined, path: string, usable: Usable, whole: Usable, language: string): Promise<void> {
  // Who is signed in and nothing else: neither files nor choices are on the device.
  const context = await browser.newContext({ locale: language, storageState: { cookies: (await person?.cookies()) ?? [], origins: [] } })
  const limits = budgets[name]
  const cold = await visit(context, system.url + path, budgets.line, usable, whole)
  await kept(context)
  const installed = await visit(context, system.url + path, budgets.line, usable, whole)
  await context.close()
  const sum = print(`${name} (${language}), cold`, cold)
  print(`${name} (${language}), installed`, installed)
  if (sum > limits.kib * 1024) exceeded.push(`${name} (${language}): ${(sum / 1024).toFixed(1)} KiB, ${limits.kib} allowed`)
  if (cold.usable > limits.cold) exceeded.push(`${name} (${language}): usable after ${Math.round(cold.usable)} ms, ${limits.cold} allowed`)
  if (installed.usable > limits.installed) exceeded.push(`${name} (${language}), installed: usable after ${Math.round(installed.usable)} ms, ${limits.installed} allowed`)
}

/** Pages of somebody, at the width of a phone or of a screen. */
async function measureShifts(person: BrowserContext, paths: readonly string[], language: string, width: number): Promise<void> {
  const found: string[] = []
  for (const path of paths) {
    const context = await browser.newContext({ locale: language, viewport: { width, height: 850 }, storageState: { cookies: await person.cookies(), origins: [] } })
    const shift = await shifted(context, system.url + path, budgets.line)
    await context.close()
    found.push(`${path.split('/')[1]} ${shift.toFixed(3)}`)
    if (shift > budgets.shift) exceeded.push(`${path} (${language}, ${width} px) moves by ${shift.toFixed(3)} while it comes, ${budgets.shift} allowed`)
  }
  console.log(`moves while it comes (${language}, ${width} px): ${found.join(', ')}`)
}

function print(what: string, { bytes, headers, requests, usable, whole }: Visit): number {
  const sum = [...bytes.values()].reduce((all, one) => all + one, 0)
  const kib = (one: number): string => (one / 1024).toFixed(1).padStart(9)
  console.log(what.padEnd(24) + KINDS.map((kind) => kib(bytes.get(kind) ?? 0)).join('') + kib(sum) + kib(headers) + String(requests).padStart(9) + `${(usable / 1000).toFixed(2)} s`.padStart(9) + `${(whole / 1000).toFixed(2)} s`.padStart(9))
  return sum
}

/** Waits until the worker has kept what it keeps. */
async function kept(context: BrowserContext): Promise<void> {
  const page = await context.newPage()
  await page.goto(`${system.url}/sign-in`)
  await page.evaluate(async () => { await navigator.serviceWorker.ready })
  await page.close()
}

async function signIn(on: Browser, as: 'reporter' | 'focal_point' | 'analyst'): Promise<BrowserContext> {
  const someone = (await system.cast()).find(({ member, role }) => member === 'KHM' && role === as)!
  const context = await on.newContext({ locale: 'en' })
  const page = await context.newPage()
  await page.goto(someone.sign_in_url!)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL('**/home')
  await page.close()
  return context
}

/** A draft of these months with so many figures of different citizenships. */
async function fill(context: BrowserContext, months: readonly string[], rows: number): Promise<string> {
  const page = await context.newPage()
  await page.goto(`${system.url}/home`)
  const ask = <T>(method: string, path: string, body?: object): Promise<T> => page.evaluate(async ([how, where, sent]) => {
    const answer = await fetch(where, sent === undefined ? {} : { method: how, headers: { 'content-type': 'application/json' }, body: sent })
    if (!answer.ok) throw new Error(`${how} ${where}: ${await answer.text()}`)
    return await answer.json() as T
  }, [method, path, body && JSON.stringify(body)] as const)
  const { report } = (await ask<{ rows: { report: string }[] }>('POST', '/api/reports', { freq: 'M', from: months[0], to: months.at(-1) })).rows[0]!
  const { codelists } = await ask<{ codelists: { id: string; codes: { id: string }[] }[] }>('GET', '/api/collections/vrs-msrc?language=en')
  const citizenships = codelists.find(({ id }) => id === 'CL_CITIZENSHIP')!.codes.map(({ id }) => id)
  const keys = months.flatMap((month) => ['ENTRY_BCP', 'ENTRY_BBCP', 'STAY_INLAND'].flatMap((indicator) => citizenships.map((code) => `M.KHM.${indicator}.DET.${code}._T._T._T._T._T._T._T.${month}`))).slice(0, rows)
  if (keys.length < rows) throw new Error(`${keys.length} keys for ${rows} rows`)
  const edits = keys.map((key, at) => ({ dataflow: 'VRS_DETECT', key, column: 'OBS_VALUE', value: String(at + 1) }))
  for (let from = 0; from < edits.length; from += 500) await ask('PATCH', `/api/reports/${report}/cells`, { base: from, device: 'bench', edits: edits.slice(from, from + 500) })
  await page.close()
  return report
}
