import { i18n } from '@lingui/core'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { me, queryClient, read } from './api/queries.ts'
import { Failed, NotFound } from './shell/failed.tsx'
import { Frame } from './shell/frame.tsx'
import { askAhead } from './screens/home/reads.ts'
import { readSearch } from './screens/explore/view.ts'
import { Root } from './shell/root.tsx'

/**
 * Which address opens which screen. Screens are loaded when they are opened. Those under `inside` ask who is signed in first
 * and send strangers to the sign-in page, which brings them back.
 */
const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: ({ error }) => <Failed error={error} /> })

const open = (path: string, load: () => Promise<{ default: () => React.ReactNode }>) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) })

const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Frame,
  beforeLoad: async ({ location }) => {
    if (!(await queryClient.ensureQueryData(me))) throw redirect({ to: '/sign-in', search: { to: location.href } })
  },
})
const within = (path: string, load: () => Promise<{ default: () => React.ReactNode }>) => createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load) })

/** For those who build the screens; a live system has no such page. */
const components = createRoute({
  getParentRoute: () => root,
  path: '/ui',
  component: lazyRouteComponent(() => import('./screens/ui/index.tsx')),
  beforeLoad: async () => {
    const { mode } = await queryClient.ensureQueryData(read('system', 'status'))
    if (mode !== 'training') throw notFound()
  },
})

type Texts = { readonly [name: string]: string | undefined }
/** What an address may say after its question mark: these texts, each or none. */
const texts = (...names: readonly string[]) => (search: Record<string, unknown>): Texts =>
  Object.fromEntries(names.flatMap((name) => (['string', 'number'].includes(typeof search[name]) ? [[name, String(search[name])]] : [])))

export const routeTree = root.addChildren([
  open('/', () => import('./screens/front/index.tsx')),
  createRoute({ getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(() => import('./screens/sign-in/index.tsx')), validateSearch: (search): { to?: string } => (typeof search['to'] === 'string' && /^\/(?!\/)/.test(search['to']) ? { to: search['to'] } : {}) }),
  open('/invitation', () => import('./screens/invitation/index.tsx')),
  open('/training', () => import('./screens/training/index.tsx')),
  components,
  inside.addChildren([
    createRoute({ getParentRoute: () => inside, path: '/home', component: lazyRouteComponent(() => import('./screens/home/index.tsx')), loader: async () => { const person = await queryClient.ensureQueryData(me); if (person) askAhead(person, i18n.locale) } }),
    within('/explore', () => import('./screens/explore/index.tsx')),
    createRoute({ getParentRoute: () => inside, path: '/explore/$dataflow', component: lazyRouteComponent(() => import('./screens/explore/dataflow.tsx')), validateSearch: readSearch }),
    within('/collections', () => import('./screens/collections/index.tsx')),
    createRoute({ getParentRoute: () => inside, path: '/collections/$collection', component: lazyRouteComponent(() => import('./screens/collections/collection.tsx')), validateSearch: texts('part', 'version', 'item') }),
    within('/audit', () => import('./screens/audit/index.tsx')),
    within('/review', () => import('./screens/review/index.tsx')),
    within('/review/$report', () => import('./screens/review/report.tsx')),
    within('/sharing', () => import('./screens/sharing/index.tsx')),
    within('/locked/$dataflow', () => import('./screens/locked/index.tsx')),
    within('/members', () => import('./screens/members/index.tsx')),
    within('/account', () => import('./screens/account/index.tsx')),
    within('/more', () => import('./screens/more/index.tsx')),
    createRoute({ getParentRoute: () => inside, path: '/reports', component: lazyRouteComponent(() => import('./screens/reports/index.tsx')), validateSearch: texts('status') }),
    createRoute({ getParentRoute: () => inside, path: '/reports/new', component: lazyRouteComponent(() => import('./screens/reports/new.tsx')), validateSearch: texts('freq', 'from', 'to') }),
    within('/reports/$report', () => import('./screens/report/index.tsx')),
    within('/reports/$report/$dataflow', () => import('./screens/report/section.tsx')),
    createRoute({ getParentRoute: () => inside, path: '/reports/upload', component: lazyRouteComponent(() => import('./screens/upload/index.tsx')), validateSearch: texts('report', 'dataflow') }),
  ]),
])

export const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
