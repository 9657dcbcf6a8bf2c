import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'
import { act, approveOf, submitOf, uploadOf } from './torture/act.ts'
import { databasePid, killDatabase, openAsOwner } from './torture/database.ts'
import { look, releasedOf } from './torture/sight.ts'
import { planRounds, play, tell } from './torture/round.ts'
import { DATAFLOW, startWorld, until, type World } from './torture/world.ts'

/** Six of the rounds that `npm run torture` plays a hundred of; the seed is fixed, the moments depend on the machine. */
const MEMBERS = ['USA', 'PAN']
let world: World
beforeAll(async () => {
  world = await startWorld(MEMBERS)
})
afterAll(() => world?.system.stop())

describe('23: kill -9 in the midst of it: all or nothing, a retry gives the same, nothing stays running', () => {
  for (const round of planRounds(23, 6, MEMBERS)) test(tell(round), () => play(world, round))
})
