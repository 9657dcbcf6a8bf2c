import { z } from 'zod'
import { dataflowId } from './common.ts'
import { route } from './route.ts'

export const cube = {
  check: route({
    id: 'cube.check', method: 'GET', path: '/api/cube', tag: 'system', who: 'signed_in', scope: 'read', summary: 'Whether this server\'s columnar copy holds what the database holds (administrator)',
    description: 'Rows of each dataflow in the observation tables and in the copy. `equal`: both hold as many rows, as many values and the same sums, of every release and breakdown. No figure, and nothing by member. Reads every row once: seconds where there are millions.',
    response: z.strictObject({ dataflows: z.array(z.strictObject({ dataflow: dataflowId, rows_store: z.int(), rows_cube: z.int(), equal: z.boolean() })) }),
    problems: ['not_allowed', 'cube.off', 'cube.unready'],
  }),
}
