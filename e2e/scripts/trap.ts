import type { BrowserContext, Page } from 'playwright-core'
import { ELSEWHERE, TRAP } from '../../server/test/security/scripts.ts'

/** What a page did, or holds, that no text may bring about. */
export type Trap = { readonly caught: () => readonly string[]; readonly forget: () => void }

/** Hears everything that a script of a text could do in a browser: calls, dialogs, requests, windows, errors, and what the policy had to stop. */
export async function setTrap(context: BrowserContext, origin: string): Promise<Trap> {
  const caught: string[] = []
  await context.exposeBinding(TRAP, ({ page }) => void caught.push(`ran on ${page.url()}`))
  context.on('dialog', (dialog) => void (caught.push(`dialog ${dialog.message()}`), dialog.dismiss()))
  await context.route((url) => /^https?:$/.test(url.protocol) && url.origin !== origin, (route) => route.abort('aborted')) // asked, and never answered
  context.on('request', (request) => { if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).origin !== origin) caught.push(`asked ${request.url()}`) })
  context.on('weberror', (error) => void caught.push(`broken: ${error.error().message}`))
  context.on('console', (message) => { if (/Content Security Policy/.test(message.text())) caught.push(message.text()) })
  context.on('page', (page) => page.on('popup', (popup) => caught.push(`window ${popup.url()}`)))
  return { caught: () => [...caught], forget: () => { caught.length = 0 } }
}

/** Elements and attributes of the page that come from no page of ours: they would act when somebody touches them, or where the policy is not known. */
export const foreignParts = (page: Page): Promise<readonly string[]> => page.evaluate((elsewhere) => {
  const NEVER = 'iframe, frame, object, embed, base, meta[http-equiv], marquee, math, foreignObject, animate, set, noscript p, mglyph, audio, video, form[action]'
  const ADDRESSES = ['href', 'src', 'srcset', 'action', 'formaction', 'data', 'poster', 'background', 'xlink:href', 'style']
  const acts = (element: Element): boolean => [...element.attributes].some(({ name, value }) =>
    /^on/i.test(name) || name === 'srcdoc' || (ADDRESSES.includes(name) && (/^[\s\u0000-\u0020]*(j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|vbscript|data:text\/html)/i.test(value) || value.includes(elsewhere))))
  const odd = [...document.querySelectorAll('*')].filter((element) => element.matches(NEVER) || acts(element) || (element instanceof HTMLScriptElement && !element.src.startsWith(location.origin)) || (element instanceof HTMLStyleElement && /ran\(|evil/.test(element.textContent)))
  return odd.map((element) => element.outerHTML.slice(0, 200))
}, ELSEWHERE)

/** Everything that the page says: its text, what stands in its fields, and what its attributes tell those who cannot see it. */
export const wordsOf = (page: Page): Promise<string> => page.evaluate(() => [
  document.body.textContent, ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value), ...[...document.querySelectorAll('[title], [aria-label]')].map((element) => `${element.getAttribute('title')} ${element.getAttribute('aria-label')}`),
].join('\n'))
