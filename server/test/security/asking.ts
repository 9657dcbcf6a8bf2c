import type { LightMyRequestResponse } from 'fastify'
import type { Route } from '@openvrs/contract'
import { testApp, type TestApp } from '../app.ts'
import type { Actor } from '../cast.ts'
import { addNarrative } from '../narratives.ts'
import { validInput, type Input, type Request } from './valid.ts'
import { makeWorld, type World } from './world.ts'

/** A server, a state with one of everything, and for each route somebody who gets as far as its handler with things that are there. */
export type Asking = {
  readonly app: TestApp
  readonly world: World
  readonly askerOf: (route: Route) => Actor
  /** A valid request about things that are there, so that what is sent is looked at to the end. */
  readonly inputOf: (route: Route) => Input
  readonly send: (actor: Actor | null, request: Request) => Promise<LightMyRequestResponse>
}

export async function startAsking(): Promise<Asking> {
  const app = await testApp()
  const world = await makeWorld(app, 'KHM', 'VNM')
  const { narrative } = await addNarrative(app, world.focal, world.draft, 'VRS_NARR_TREND')
  const [cau, administrator] = [await app.person('CAU', 'cau_analyst'), await app.person('CAU', 'administrator')]
  let asked = 0
  return {
    app, world,
    askerOf: ({ id }) => (/^(collections\.install|members\.add|training)/.test(id) ? administrator : /^(register|sharing\.plausible)/.test(id) ? cau : world.focal),
    inputOf: (route) => realInput(route, world, narrative.split('-')[1]!),
    // From another address every thousand requests: how many come from one is another matter (guards.ts).
    send: (actor, { headers, ...request }) => app.http.inject({
      ...request, headers: { host: 'localhost', ...(actor ? { authorization: `Bearer ${actor.token}` } : {}), ...headers },
      ...(request.url.startsWith('/api/training') ? {} : { remoteAddress: `127.0.1.${Math.floor(asked++ / 1000)}` }),
    }),
  }
}

function realInput(route: Route, world: World, number: string): Input {
  const input = validInput(route)
  const report = /edit|comment|submit|declare|narrative_drafts/.test(route.id) ? world.draft : /return|approve|preview/.test(route.id) ? world.submitted : world.national
  const there: { readonly [name: string]: string } = { report, number, release: world.release, task: world.task, upload: world.upload, member: world.member, person: world.second.person, reset: world.reset, counterpart: world.counterpart, unit: 'POLICE', saved: world.saved, view: world.view, invitation: world.invitation }
  return route.params ? { ...input, params: Object.fromEntries(Object.entries(input.params ?? {}).map(([name, value]) => [name, there[name] ?? value])) } : input
}
