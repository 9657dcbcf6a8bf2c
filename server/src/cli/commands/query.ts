import { fill } from '@openvrs/core/problem.ts'
import { isMeasure, MEASURES } from '@openvrs/core/query/measure.ts'
import type { Command } from '../command.ts'
import { UsageError } from '../exit.ts'
import words from '../../i18n/cli.en.json' with { type: 'json' }
import { readInstant } from './sharing.ts'

type Answer = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  readonly explanation?: readonly { readonly ref_area: string; readonly freq: string; readonly indicator: string; readonly unit_measure: string; readonly from: string; readonly to: string; readonly breakdown: readonly string[] | null; readonly exact: boolean }[]
}

export const query: readonly Command[] = [
  {
    name: 'query',
    args: ['DATAFLOW'],
    options: { by: 'text', where: 'many', measure: 'text', over: 'text', 'roll-up': 'text', top: 'text', regions: 'many', 'as-of': 'text', explain: 'flag' },
    calls: ['GET /api/dataflows/{dataflow}/query'],
    run: async (input, api, say) => {
      const asked = new URLSearchParams()
      if (input.text('by')) asked.set('by', input.text('by')!)
      for (const clause of input.many('where')) asked.append('where', clause)
      const measure = input.text('measure')
      if (measure !== undefined && !isMeasure(measure)) throw new UsageError('choice', { option: 'measure', choices: MEASURES.join(', ') })
      if (measure !== undefined) asked.set('measure', measure)
      for (const name of ['over', 'roll-up', 'top']) if (input.text(name)) asked.set(name.replace('-', '_'), input.text(name)!)
      for (const regions of input.many('regions')) asked.append('regions', regions)
      const asOf = input.text('as-of')
      if (asOf) asked.set('as_of', readInstant(asOf, 'as-of'))
      if (input.flag('explain')) asked.set('explain', 'true')
      const answer = await api.json<Answer>('GET', `/api/dataflows/${encodeURIComponent(input.args[0]!)}/query?${asked}`)
      for (const line of answer.explanation ?? []) say(explained(line))
      return printed(answer)
    },
  },
  {
    name: 'preview',
    args: ['DATAFLOW'],
    options: { as: 'text', by: 'text', where: 'many' },
    calls: ['GET /api/dataflows/{dataflow}/preview'],
    run: async (input, api, say) => {
      const as = input.need('as').toUpperCase()
      const asked = new URLSearchParams({ as })
      if (input.text('by')) asked.set('by', input.text('by')!)
      for (const clause of input.many('where')) asked.append('where', clause)
      const answer = await api.json<Answer>('GET', `/api/dataflows/${encodeURIComponent(input.args[0]!)}/preview?${asked}`)
      if (answer.rows.length === 0) say(fill(words.query.preview_nothing, { as }))
      return printed(answer)
    },
  },
]

const printed = ({ columns, rows }: Answer) => ({ columns, rows: rows.map((cells) => Object.fromEntries(columns.map((column, at) => [column, cells[at]]))) })

function explained({ breakdown, exact, ...line }: NonNullable<Answer['explanation']>[number]): string {
  if (breakdown === null) return fill(words.query.not_available, line)
  return fill(words.query.answered, { ...line, breakdown: breakdown.length === 0 ? words.query.total : breakdown.join(', '), exact: exact ? words.query.exact : '' })
}
