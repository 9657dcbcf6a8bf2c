import type { cube as routes } from '@openvrs/contract/cube.ts'
import { Problem } from '@openvrs/core/problem.ts'
import { maySeeSystem } from '@openvrs/core/sharing/people.ts'
import type { Db } from '../db/connect.ts'
import type { Handlers } from '../http/context.ts'
import { compareCopies } from './check.ts'
import type { Cube } from './cube.ts'

export const cubeHandlers = (cube: Cube | undefined, jobs: Db): Handlers<typeof routes> => ({
  check: async ({ actor }) => {
    if (!maySeeSystem(actor.viewer)) throw new Problem('not_allowed')
    if (!cube) throw new Problem('cube.off')
    return { dataflows: [...(await compareCopies(cube, jobs))] }
  },
})
