/** What this browser was given when it left for a provider, and what for. Whoever comes back without it did not leave from here. `to`: where to go on, or, for an invitation, back to. */
export type Trip = { readonly ticket: string; readonly does: 'sign_in' | 'link' | 'join'; readonly to?: string }
export type Returned = { readonly state: string; readonly code?: string; readonly iss?: string; readonly error?: string }

const KEPT = 'openvrs.trip'

/** Leaves this page for the provider's. */
export function leaveFor(url: string, trip: Trip): void {
  sessionStorage.setItem(KEPT, JSON.stringify(trip))
  location.assign(url)
}

export type Arrival = { readonly returned: Returned; readonly trip: Trip | undefined }

/** Read once, with the page that the provider sent its answer to. */
let arrival = readArrival()

/** What came back and what it belongs to, until it was sent; undefined where nobody came back. */
export const arrivalNow = (): Arrival | undefined => arrival

/** It is sent once, and nothing of it stays in the address. */
export function forgetArrival(): void {
  if (!arrival) return
  arrival = undefined
  sessionStorage.removeItem(KEPT)
  history.replaceState(history.state, '', location.pathname)
}

function readArrival(): Arrival | undefined {
  if (location.pathname !== '/sign-in/provider') return undefined
  const said = new URLSearchParams(location.search)
  const state = said.get('state')
  if (state === null) return undefined
  const [code, iss, error] = ['code', 'iss', 'error'].map((name) => said.get(name) ?? undefined)
  const kept = sessionStorage.getItem(KEPT)
  return { returned: { state, ...(code !== undefined && { code }), ...(iss !== undefined && { iss }), ...(error !== undefined && { error }) }, trip: kept === null ? undefined : JSON.parse(kept) as Trip }
}
