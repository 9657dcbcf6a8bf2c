import { screenAt, type Screen, type ScreenPath } from '../screens.ts'

/** What an address says after its question mark. */
export type Search = { readonly [name: string]: string | undefined }

type NamesIn<P> = P extends `${string}$${infer Rest}` ? (Rest extends `${infer Name}/${infer More}` ? Name | NamesIn<More> : Rest) : never
/** A screen whose address is always the same. */
export type FixedPath = { [P in ScreenPath]: [NamesIn<P>] extends [never] ? P : never }[ScreenPath]
type Params<P> = [NamesIn<P>] extends [never] ? { readonly params?: undefined } : { readonly params: { readonly [N in NamesIn<P>]: string } }

/** Where to: a screen of screens.ts, with what its address says. */
export type Way<P extends ScreenPath> = { readonly to: P; readonly search?: Search } & Params<P>

/** An address and the screen that it opens, if it is one of ours. */
export type Place = { readonly address: string; readonly path: string; readonly search: Search; readonly screen: Screen | undefined; readonly values: Search }

export function addressOf<P extends ScreenPath>({ to, params, search = {} }: Way<P>): string {
  const path = to.replaceAll(/\$(\w+)/g, (_, name: string) => encodeURIComponent((params as Search)[name]!))
  const said = new URLSearchParams(Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
  return said.size > 0 ? `${path}?${said}` : path
}

export function placeAt(address: string): Place {
  const { pathname: path, searchParams } = new URL(address, 'https://pages.invalid')
  const found = screenAt(path)
  return { address, path, search: Object.fromEntries(searchParams), screen: found?.screen, values: found?.values ?? {} }
}

/** Whether a link leads to where one is: here or, unless it is meant exactly, above here; and what it says is said here. */
export function isCurrent(link: Place, here: Place, exact: boolean): boolean {
  const said = Object.entries(link.search)
  return (link.path === here.path || (!exact && here.path.startsWith(`${link.path}/`))) && said.every(([name, value]) => here.search[name] === value)
    && (!exact || said.length === Object.keys(here.search).length)
}
