import { isMeasure, MEASURES } from '@openvrs/core/query/measure.ts'
import { FILE_FORMATS } from '@openvrs/contract/exports.ts'
import type { Command } from '../command.ts'
import { UsageError } from '../exit.ts'
import { readInstant } from './sharing.ts'
import { endOf } from './uploads.ts'

export const exports: readonly Command[] = [
  {
    name: 'export',
    args: ['DATAFLOW'],
    options: { as: 'text', by: 'text', where: 'many', measure: 'text', 'as-of': 'text' },
    calls: ['POST /api/exports', 'GET /api/tasks/{task}', 'GET /api/exports/{task}/file'],
    run: async (input, api, say) => {
      const [format, measure, asOf] = [input.need('as'), input.text('measure'), input.text('as-of')]
      if (!FILE_FORMATS.some((one) => one === format)) throw new UsageError('choice', { option: 'as', choices: FILE_FORMATS.join(', ') })
      if (measure !== undefined && !isMeasure(measure)) throw new UsageError('choice', { option: 'measure', choices: MEASURES.join(', ') })
      const { task } = await api.json<{ task: { task: string } }>('POST', '/api/exports', {
        dataflow: input.args[0]!, format, where: input.many('where'), ...(input.text('by') ? { by: input.text('by') } : {}), ...(measure ? { measure } : {}), ...(asOf ? { as_of: readInstant(asOf, 'as-of') } : {}),
      })
      await endOf(api, task.task, say)
      // Byte for byte as the server made it.
      return { text: (await api.bytes(`/api/exports/${encodeURIComponent(task.task)}/file`, '*/*')).body as AsyncIterable<Uint8Array> }
    },
  },
]
