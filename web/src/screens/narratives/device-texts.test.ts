import { expect, test } from 'vitest'
import { openDeviceTexts } from './device-texts.ts'

/** What a browser keeps by names. */
class Shelf {
  [name: string]: unknown
  getItem(name: string): string | null { return (this[name] as string | undefined) ?? null }
  setItem(name: string, text: string): void { this[name] = text }
  removeItem(name: string): void { delete this[name] }
}
const shelf = () => new Shelf() as unknown as Storage
const keyOf = (byte: number): string => btoa(String.fromCharCode(...Array.from({ length: 32 }, () => byte)))
const DAY = 86_400_000
const texts = (store: Storage, byte = 1, now = 1000) => openDeviceTexts<{ readonly words: string }>(keyOf(byte), store, () => now)

test('what was kept is found again by whoever wrote it, where it was kept, and by nobody else', async () => {
  const store = shelf()
  await (await texts(store)).keep('THA-7 new', { words: 'By lorry, ไทย' })
  const again = await texts(store)
  expect(await again.find('THA-7 new')).toEqual({ text: { words: 'By lorry, ไทย' }, at: 1000 })
  expect(await again.find('THA-7 THA-1')).toBeUndefined()
  expect(await (await texts(store, 2)).find('THA-7 new')).toBeUndefined()
  expect(JSON.stringify(store)).not.toMatch(/lorry|THA-7/)
  await again.drop('THA-7 new')
  expect(Object.keys(store)).toEqual([])
})

test('a text that was altered, or put in the place of another, is none', async () => {
  const store = shelf()
  const own = await texts(store)
  await own.keep('a', { words: 'x' })
  const [name] = Object.keys(store)
  const kept = store.getItem(name!)!
  await own.keep('b', { words: 'y' })
  const other = Object.keys(store).find((one) => one !== name)!
  store.setItem(other, kept)
  expect([await own.find('a'), await own.find('b')]).toEqual([{ text: { words: 'x' }, at: 1000 }, undefined])
  for (const broken of ['{', '{}', 'null', kept.replace('"sealed":"', '"sealed":"AAAA')]) {
    store.setItem(name!, broken)
    expect(await own.find('a')).toBeUndefined()
  }
})

test('what nobody came back to for thirty days goes, and nothing of others with it', async () => {
  const store = shelf()
  store.setItem('openvrs.theme', 'dark')
  await (await texts(store, 1, DAY)).keep('old', { words: 'x' })
  await (await texts(store, 2, 20 * DAY)).keep('young', { words: 'y' })
  expect(await (await texts(store, 1, 31.5 * DAY)).find('old')).toBeUndefined()
  expect(Object.keys(store)).toHaveLength(2)
  expect(await (await texts(store, 2, 31.5 * DAY)).find('young')).toBeDefined()
})
