import { me, queryClient } from '../api/queries.ts'
import { learn } from '../i18n/index.ts'
import type { Component, Screen, ScreenPath } from '../screens.ts'
import { addressOf, placeAt, type Place, type Way } from './place.ts'
import { keepPosition, newEntry, scrollToPosition } from './scroll.ts'

/** What is shown: a screen, or why it cannot be; `undefined` where there is none under this address. */
export type Shown = { readonly place: Place; readonly screen?: Component; readonly error?: unknown; readonly keepScroll: boolean }
type How = { readonly replace?: boolean; /** What changes is a part of the page: it stays where it is scrolled to. */ readonly keepScroll?: boolean }

let shown: Shown | undefined
let turn = 0
let underWay = 0
let isNewer = false
const listeners = new Set<() => void>()

export const shownNow = (): Shown | undefined => shown
export function whenShown(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** From now on another page is opened by loading the pages anew: newer ones are on the device. */
export const loadFromNowOn = (): void => { isNewer = true }

export const go = <P extends ScreenPath>(way: Way<P> & How): Promise<void> => goTo(addressOf(way), way)

/** Opens an address of ours. The page that is seen stays until the other one can be shown. */
export async function goTo(address: string, { replace = false, keepScroll = false }: How = {}): Promise<void> {
  const mine = ++turn
  const place = placeAt(address)
  if (isNewer && place.path !== shown?.place.path) return location.assign(address)
  underWay++
  const next = shown?.screen && place.path === shown.place.path ? { ...shown, place } : await prepare(place)
  underWay--
  if (mine !== turn) return // meanwhile somebody wanted to go elsewhere
  keepPosition()
  if (replace || next.place.address === addressNow()) history.replaceState(history.state, '', next.place.address)
  else history.pushState(newEntry(), '', next.place.address)
  show({ ...next, keepScroll })
}

/** Shows what the address of the browser says: at first, after going back, and after what failed. */
export async function again(): Promise<void> {
  const mine = ++turn
  const next = await prepare(placeAt(addressNow()))
  if (mine !== turn) return
  if (next.place.address !== addressNow()) history.replaceState(history.state, '', next.place.address)
  show({ ...next, keepScroll: false })
}

/** The session has ended under a page for those who are in: what is asked for next is to sign in, unless they are on their way elsewhere. */
export function leaveInside(): void {
  if (underWay === 0) void again()
}

addEventListener('popstate', () => {
  if (shown && withoutHash(shown.place.address) === withoutHash(addressNow())) return // a leap within the page
  keepPosition()
  void again()
})

/** Who is near a link will follow it: its screen is fetched meanwhile. */
export function fetchAhead(address: string): void {
  const { screen } = placeAt(address)
  if (screen) fetchScreen(screen).catch(() => undefined) // said when it is opened
}

/** To be called when what is shown stands on the page. */
export function settle(): void {
  if (shown && !shown.keepScroll) scrollToPosition()
}

function show(next: Shown): void {
  shown = next
  for (const tell of listeners) tell()
}

async function prepare(place: Place): Promise<Omit<Shown, 'keepScroll'>> {
  const { screen } = place
  if (!screen) return { place }
  try {
    const [component, person] = await Promise.all([fetchScreen(screen), screen.frame === 'alone' ? undefined : queryClient.ensureQueryData(me)])
    if (person === null && screen.frame !== 'either') return await prepare(placeAt(addressOf({ to: '/sign-in', search: { to: place.address } })))
    return { place, screen: component }
  } catch (error) {
    return { place, error }
  }
}

const fetched = new Map<Screen, Promise<Component>>()

/** A screen with the texts that it says. */
function fetchScreen(screen: Screen): Promise<Component> {
  const there = fetched.get(screen) ?? Promise.all([screen.load(), learn(screen.part)]).then(([{ default: component }]) => component)
  fetched.set(screen, there)
  there.catch(() => fetched.delete(screen)) // tried again the next time
  return there
}

const addressNow = (): string => location.pathname + location.search + location.hash
const withoutHash = (address: string): string => address.split('#')[0]!
