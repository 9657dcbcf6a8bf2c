import type { Route } from './route.ts'
import { system } from './system.ts'

/** The whole API, one file a capability. */
export const contract = { system }

export type Contract = typeof contract
export const allRoutes: readonly Route[] = Object.values(contract).flatMap((capability) => Object.values(capability))
export type { Route } from './route.ts'
