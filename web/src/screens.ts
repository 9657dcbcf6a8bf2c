import { hrefOf } from './api/address.ts'
import { lastCollection } from './api/last-collection.ts'

export type Component = () => React.ReactNode
type Module = { readonly default: Component }
type Values = { readonly [name: string]: string }
export type Screen = {
  /** The part of the texts that it says: its folder. */
  readonly part: string
  /** `alone`: the same for everybody, who is signed in is not asked for it. `either`: open to everybody, with the menu of whoever is signed in. Else inside: strangers sign in first. */
  readonly frame?: 'alone' | 'either'
  readonly load: () => Promise<Module>
  /** What it reads first of all, asked for while its code is still on the way. */
  readonly reads?: (values: Values, language: string) => readonly string[]
}

const report = ({ report = '' }: Values, language: string): readonly string[] => [hrefOf('reports', 'show', { params: { report } }), ...lastCollection(language)]

const review = (values: Values, language: string): readonly string[] => [...report(values, language), hrefOf('units', 'list'), hrefOf('collections', 'list', { query: { language } })]

/** Whoever looks, most of it is wanted; on a slow line one question after the other would be a second each. */
const home = (_: Values, language: string): readonly string[] =>
  [hrefOf('reports', 'list'), hrefOf('news', 'list'), hrefOf('search', 'listSaved'), hrefOf('sharing', 'listAccess'), hrefOf('tasks', 'list'), hrefOf('collections', 'list', { query: { language } }), hrefOf('people', 'listMembers')]

/** Which address opens which screen. Fixed addresses stand before those with a `$value`: the first that fits is meant. */
export const SCREENS = {
  '/': { part: 'front', frame: 'alone', load: () => import('./screens/front/index.tsx') },
  '/sign-in': { part: 'sign-in', frame: 'alone', load: () => import('./screens/sign-in/index.tsx') },
  '/sign-in/provider': { part: 'sign-in-provider', frame: 'alone', load: () => import('./screens/sign-in-provider/index.tsx') },
  '/invitation': { part: 'invitation', frame: 'alone', load: () => import('./screens/invitation/index.tsx') },
  '/reset': { part: 'reset', frame: 'alone', load: () => import('./screens/reset/index.tsx') },
  '/training': { part: 'training', frame: 'alone', load: () => import('./screens/training/index.tsx') },
  '/ui': { part: 'ui', frame: 'alone', load: () => import('./screens/ui/index.tsx') },
  '/home': { part: 'home', load: () => import('./screens/home/index.tsx'), reads: home },
  '/explore': { part: 'explore', load: () => import('./screens/explore/index.tsx') },
  '/explore/$dataflow': { part: 'explore', load: () => import('./screens/explore/dataflow.tsx') },
  '/search': { part: 'search', frame: 'either', load: () => import('./screens/search/index.tsx') },
  '/narratives': { part: 'narratives', load: () => import('./screens/narratives/index.tsx') },
  '/narratives/$narrative': { part: 'narratives', load: () => import('./screens/narratives/narrative.tsx') },
  '/collections': { part: 'collections', frame: 'either', load: () => import('./screens/collections/index.tsx') },
  '/collections/$collection': { part: 'collections', frame: 'either', load: () => import('./screens/collections/collection.tsx') },
  '/system': { part: 'system', load: () => import('./screens/system/index.tsx') },
  '/audit': { part: 'audit', load: () => import('./screens/audit/index.tsx') },
  '/review': { part: 'review', load: () => import('./screens/review/index.tsx') },
  '/review/$report': { part: 'review', load: () => import('./screens/review/report.tsx'), reads: review },
  '/sharing': { part: 'sharing', load: () => import('./screens/sharing/index.tsx') },
  '/locked/$dataflow': { part: 'locked', load: () => import('./screens/locked/index.tsx') },
  '/members': { part: 'members', load: () => import('./screens/members/index.tsx') },
  '/members/provider': { part: 'federation', load: () => import('./screens/federation/index.tsx') },
  '/security': { part: 'security', load: () => import('./screens/security/index.tsx') },
  '/account': { part: 'account', load: () => import('./screens/account/index.tsx') },
  '/more': { part: 'more', load: () => import('./screens/more/index.tsx') },
  '/reports': { part: 'reports', load: () => import('./screens/reports/index.tsx') },
  '/reports/new': { part: 'reports', load: () => import('./screens/reports/new.tsx') },
  '/reports/upload': { part: 'upload', load: () => import('./screens/upload/index.tsx') },
  '/reports/$report': { part: 'report', load: () => import('./screens/report/index.tsx'), reads: report },
  '/reports/$report/$dataflow': { part: 'report', load: () => import('./screens/report/section.tsx'), reads: report },
} as const satisfies { readonly [path: string]: Screen }

export type ScreenPath = keyof typeof SCREENS

/** The screen of an address, and what its address says: `/reports/KHM-7` is `/reports/$report` of `{ report: 'KHM-7' }`. */
export function screenAt(path: string): { readonly screen: Screen; readonly values: Values } | undefined {
  const asked = path.replace(/(?<=.)\/+$/, '').split('/')
  for (const [pattern, screen] of Object.entries(SCREENS)) {
    const parts = pattern.split('/')
    if (parts.length !== asked.length || !parts.every((part, at) => (part.startsWith('$') ? asked[at] !== '' : part === asked[at]))) continue
    try {
      return { screen, values: Object.fromEntries(parts.flatMap((part, at) => (part.startsWith('$') ? [[part.slice(1), decodeURIComponent(asked[at]!)]] : []))) }
    } catch {
      return undefined // `/reports/%` is no address
    }
  }
  return undefined
}
