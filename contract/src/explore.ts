import { z } from 'zod'
import { dataflowId, instant } from './common.ts'
import { route } from './route.ts'

/** One text or several: `where` may be given more than once. */
const texts = z.union([z.string().max(20_000), z.array(z.string().max(20_000)).max(50)]).transform((given) => (typeof given === 'string' ? [given] : given))
const period = z.string()

export const explore = {
  query: route({
    id: 'explore.query', method: 'GET', path: '/api/dataflows/:dataflow/query', tag: 'explore', who: 'anyone', summary: 'Ask for figures: what is shared with me, broken down and filtered',
    description: 'Columns are the dimensions of `by`, then those of FREQ, INDICATOR and UNIT_MEASURE not among them, then `value`. A value of null: there are figures, but not at this breakdown. Where no figure can be seen the answer is 404 with the same words, whatever the reason.',
    params: z.strictObject({ dataflow: dataflowId }),
    query: z.strictObject({
      by: texts.optional().meta({ description: 'Dimensions, separated by commas: `CITIZENSHIP,TIME_PERIOD`' }),
      where: texts.optional().meta({ description: 'A dimension and its codes: `CITIZENSHIP=MMR,KHM` (one or the other), `TIME_PERIOD=2020-01..2023-12`; given more than once, all must hold' }),
      measure: z.enum(['sum']).optional(),
      as_of: z.string().max(40).optional().meta({ description: 'As known on: a date or an instant, under the terms of today' }),
      explain: z.enum(['true', 'false']).optional().meta({ description: 'Say which breakdown answered' }),
      format: z.enum(['json', 'csv']).optional().meta({ description: 'CSV also where Accept is `text/csv`' }),
    }),
    response: z.strictObject({
      dataflow: dataflowId, columns: z.array(z.string()), rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))), as_of: instant,
      definitions: z.array(z.strictObject({
        member: z.string(), dataflow: dataflowId, conforms: z.enum(['Y', 'N', 'partly']).nullable().meta({ description: 'Whether the figures follow the definition of the collection; null where it is not declared' }),
        note: z.string().nullable(), source_type: z.string().nullable(), from: period, to: period,
      })).meta({ description: 'What the members declare about the figures that the answer rests on, as released' }),
      explanation: z.array(z.strictObject({
        ref_area: z.string(), freq: z.string(), indicator: z.string(), unit_measure: z.string(), from: period, to: period,
        breakdown: z.array(z.string()).nullable().meta({ description: 'The dimensions of the breakdown that answered; null where none can' }), exact: z.boolean(),
      })).optional(),
    }),
    produces: ['text/csv'],
    problems: ['query.nothing', 'query.dataflow_unknown', 'query.dimension_unknown', 'query.dimension_twice', 'query.clause_unreadable', 'query.code_unknown', 'query.total_with_codes', 'query.period_unreadable', 'query.instant_unreadable', 'query.instant_future', 'query.measure_unknown', 'query.too_much', 'query.too_slow', 'query.answer_too_large'],
  }),
}
