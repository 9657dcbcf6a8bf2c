import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { openBrowser } from './browser.ts'
import { joinSystem, type SharedSystem } from './system.ts'
import './shared.ts'

export type Stage = {
  readonly system: SharedSystem
  /** A page of a stranger, in a context of its own. */
  stranger(options?: BrowserContextOptions): Promise<Page>
  /** A page of one of the cast, by role or by e-mail address, at home. */
  become(member: string, role: string, nth?: number, options?: BrowserContextOptions): Promise<Page>
  becomeOne(email: string, options?: BrowserContextOptions): Promise<Page>
}

/** What a file of journeys plays on: the system that all share, and a browser of its own, which is there before the first test. */
export function stage(usual: BrowserContextOptions = {}): Stage {
  const { url, home } = inject('shared')
  const system = joinSystem(url, home)
  let browser: Browser
  beforeAll(async () => { browser = await openBrowser() })
  afterAll(() => browser?.close())

  const stranger = async (options: BrowserContextOptions = {}): Promise<Page> => {
    const page = await (await browser.newContext({ locale: 'en', reducedMotion: 'reduce', ...usual, ...options })).newPage()
    page.on('console', (message) => { if (/Content Security Policy/.test(message.text())) throw new Error(message.text()) })
    return page
  }
  const enter = async (address: string | undefined, options?: BrowserContextOptions): Promise<Page> => {
    if (!address) throw new Error('the cast has nobody like this')
    const page = await stranger(options)
    await page.goto(address)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL('**/home')
    return page
  }
  return {
    system, stranger,
    become: async (member, role, nth = 0, options = {}) => enter((await system.cast()).filter((person) => person.member === member && person.role === role)[nth]?.sign_in_url, options),
    becomeOne: async (email, options = {}) => enter((await system.cast()).find((person) => person.email === email)?.sign_in_url, options),
  }
}
