import { i18n } from '@lingui/core'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { me, queryClient, read } from './api/queries.ts'
import { learn } from './i18n/index.ts'
import { SCREENS, type ScreenPath } from './screens.ts'
import { EitherFrame } from './shell/either-frame.tsx'
import { FailedPage, NotFound } from './shell/failed.tsx'
import { Frame } from './shell/frame.tsx'
import { askAhead } from './screens/home/reads.ts'
import './screens/sign-in-provider/trip.ts'
import { Root } from './shell/root.tsx'

/**
 * Screens and their texts are loaded when they are opened (screens.ts). Those under `inside` ask who is signed in first and
 * send strangers to the sign-in page, which brings them back.
 */
const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: FailedPage })

const component = (path: ScreenPath) => lazyRouteComponent(async () => {
  const { load, part } = SCREENS[path]
  const [screen] = await Promise.all([load(), learn(part)])
  return screen
})

const open = <P extends ScreenPath>(path: P) => createRoute({ getParentRoute: () => root, path, component: component(path) })

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Frame,
  beforeLoad: async ({ location }) => {
    if (!(await queryClient.ensureQueryData(me))) throw redirect({ to: '/sign-in', search: { to: location.href } })
  },
})
/** Open to everybody: what may be reported, and how. */
const either = createRoute({ getParentRoute: () => root, id: 'either', component: EitherFrame, beforeLoad: async () => void (await queryClient.ensureQueryData(me)) })
const within = <P extends ScreenPath>(path: P) => createRoute({ getParentRoute: () => inside, path, component: component(path) })

/** For those who build the screens; a live system has no such page. */
const components = createRoute({
  getParentRoute: () => root,
  path: '/ui',
  component: component('/ui'),
  beforeLoad: async () => {
    const { mode } = await queryClient.ensureQueryData(read('system', 'status'))
    if (mode !== 'training') throw notFound()
  },
})

type Texts = { readonly [name: string]: string | undefined }
/** What an address may say after its question mark: these texts, each or none. */
const texts = (...names: readonly string[]) => (search: Record<string, unknown>): Texts =>
  Object.fromEntries(names.flatMap((name) => (['string', 'number'].includes(typeof search[name]) ? [[name, String(search[name])]] : [])))

/** Where somebody was on the way to when they had to sign in: a page of ours. */
const onTheWay = (search: Record<string, unknown>): { to?: string } => (typeof search['to'] === 'string' && /^\/(?![/\\])/.test(search['to']) ? { to: search['to'] } : {})

export const routeTree = root.addChildren([
  open('/'),
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: component('/sign-in'), validateSearch: onTheWay }),
  createRoute({ getParentRoute: () => root, path: '/sign-in/provider', component: component('/sign-in/provider'), validateSearch: onTheWay }),
  open('/invitation'),
  open('/reset'),
  open('/training'),
  components,
  either.addChildren([
    createRoute({ getParentRoute: () => either, path: '/collections', component: component('/collections') }),
    createRoute({ getParentRoute: () => either, path: '/collections/$collection', component: component('/collections/$collection'), validateSearch: texts('part', 'version', 'item') }),
  ]),
  inside.addChildren([
    within('/system'),
    createRoute({ getParentRoute: () => inside, path: '/home', component: component('/home'), loader: async () => { const person = await queryClient.ensureQueryData(me); if (person) askAhead(person, i18n.locale) } }),
    within('/explore'),
    createRoute({ getParentRoute: () => inside, path: '/explore/$dataflow', component: component('/explore/$dataflow'), validateSearch: texts('show', 'as', 'down', 'across', 'only', 'from', 'to', 'on', 'figures') }),
    within('/audit'),
    within('/review'),
    within('/review/$report'),
    within('/sharing'),
    within('/locked/$dataflow'),
    within('/members'),
    within('/members/provider'),
    within('/account'),
    within('/more'),
    createRoute({ getParentRoute: () => inside, path: '/reports', component: component('/reports'), validateSearch: texts('status') }),
    createRoute({ getParentRoute: () => inside, path: '/reports/new', component: component('/reports/new'), validateSearch: texts('freq', 'from', 'to') }),
    within('/reports/$report'),
    within('/reports/$report/$dataflow'),
    createRoute({ getParentRoute: () => inside, path: '/reports/upload', component: component('/reports/upload'), validateSearch: texts('report', 'dataflow') }),
  ]),
])

export const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
