import type { Messages } from '@lingui/core'
import address from 'virtual:texts'
import { reloadOnce } from '../shell/replaced.ts'
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
  if (answer.status === 404) reloadOnce(name)
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  return await answer.json() as Messages
}
