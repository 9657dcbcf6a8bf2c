import type { Messages } from '@lingui/core'
import address from 'virtual:texts'
import type { Language } from './languages.ts'

const fetched = new Map<string, Promise<Messages>>()

/** The texts of a part of the pages in a language, fetched once. */
export function fetchTexts(language: Language, part: string): Promise<Messages> {
  const name = `${language}/${part}.json`
  const there = fetched.get(name) ?? get(name)
  fetched.set(name, there)
  there.catch(() => fetched.delete(name)) // asked for again the next time
  return there
}

async function get(name: string): Promise<Messages> {
  const answer = await fetch(address + name)
  // As browsers say it of code: what follows is the same (shell/replaced.ts).
  if (!answer.ok) throw new TypeError(`Failed to fetch dynamically imported module: ${name}`)
  return await answer.json() as Messages
}
