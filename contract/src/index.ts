import { audit } from './audit.ts'
import { collections } from './collections.ts'
import { cube } from './cube.ts'
import { explore } from './explore.ts'
import { exports } from './exports.ts'
import { federation } from './federation.ts'
import { counterparts, passkeys, people, resets, returning, security, session, training, units } from './identity.ts'
import { intake } from './intake.ts'
import { keys } from './keys.ts'
import { leaving } from './leaving.ts'
import { narrativeDrafts, narratives } from './narratives.ts'
import { news } from './news.ts'
import { reports } from './reports.ts'
import type { Route } from './route.ts'
import { search } from './search.ts'
import { sharing } from './sharing.ts'
import { system } from './system.ts'
import { tasks } from './tasks.ts'
import { views } from './views.ts'

/** The whole API, one file a capability. */
export const contract = { system, tasks, session, passkeys, people, units, counterparts, leaving, returning, resets, security, federation, training, collections, intake, reports, narrativeDrafts, narratives, keys, sharing, explore, views, exports, cube, news, search, audit }

export type Contract = typeof contract
export const allRoutes: readonly Route[] = Object.values(contract).flatMap((capability) => Object.values(capability) as Route[])
export type { Route } from './route.ts'
