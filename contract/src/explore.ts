import { MEASURES } from '@openvrs/core/query/measure.ts'
import { z } from 'zod'
import { dataflowId, instant, level, memberCode } from './common.ts'
import { route } from './route.ts'

/** One text or several: `where` may be given more than once. */
const texts = z.union([z.string().max(20_000), z.array(z.string().max(20_000)).max(50)]).transform((given) => (typeof given === 'string' ? [given] : given))
const period = z.string()

const by = texts.optional().meta({ description: 'Dimensions, separated by commas: `CITIZENSHIP,TIME_PERIOD`' })
const where = texts.optional().meta({ description: 'A dimension and its codes: `CITIZENSHIP=MMR,KHM` (one or the other), `TIME_PERIOD=2020-01..2023-12`; given more than once, all must hold' })
export const question = z.strictObject({
  by, where,
  measure: z.enum(MEASURES).optional().meta({ description: 'What is made of the figures: their sum (where nothing is said); `share` in per cent; `rank` (1 is the greatest); `change` since the last period and `year_change` since the same one a year before, both also in per cent of the earlier; `rolling_year`, the sum of a year up to the period' }),
  over: texts.optional().meta({ description: 'Dimensions of `by` over which a share or a rank is taken; where nothing is said, all but periods' }),
  roll_up: z.enum(['Q', 'A']).optional().meta({ description: 'Months as quarters, months and quarters as years. `freq` goes on saying how the figures were reported' }),
  top: z.string().max(60).optional().meta({ description: 'A dimension of `by` and how many of its codes: `CITIZENSHIP=5` shows the five with the greatest figures, and the others together as `_REST`' }),
  regions: texts.optional().meta({ description: 'Areas of a dimension of `by` together: `CITIZENSHIP=CL_M49_SUBREGION` by the regions of a list, `REF_AREA=BALI_PROCESS` by the named ones; areas of no region as `_REST`' }),
  as_of: z.string().max(40).optional().meta({ description: 'As known on: a date or an instant, under the terms of today' }),
})

const explanation = z.array(z.strictObject({
  ref_area: z.string(), freq: z.string(), indicator: z.string(), unit_measure: z.string(), from: period, to: period,
  breakdown: z.array(z.string()).nullable().meta({ description: 'The dimensions of the breakdown that answered; null where none can' }), exact: z.boolean(),
}))
const terms = z.array(z.strictObject({ ref_area: z.string(), level, group: z.string().nullable() })).meta({ description: 'For each member on whose figures the answer rests: the narrowest terms of them' })
const definitions = z.array(z.strictObject({
  member: z.string(), dataflow: dataflowId, conforms: z.enum(['Y', 'N', 'partly']).nullable().meta({ description: 'Whether the figures follow the definition of the collection; null where it is not declared' }),
  note: z.string().nullable(), source_type: z.string().nullable(), from: period, to: period,
})).meta({ description: 'What the members declare about the figures that the answer rests on, as released' })

const derivation = z.strictObject({
  measure: z.enum(MEASURES), unit: z.enum(['figure', 'percent', 'place']).meta({ description: 'What `value` is stated in: the unit of the figures, per cent, or a place' }),
  over: z.array(z.string()), roll_up: z.enum(['Q', 'A']).nullable(), top: z.strictObject({ dimension: z.string(), count: z.number() }).nullable(),
  regions: z.array(z.strictObject({ dimension: z.string(), regions: z.array(z.strictObject({ id: z.string(), areas: z.array(z.string()) })) })),
  whole: z.literal('seen').meta({ description: 'What a share is a share of, and what the rest is the rest of: the figures that you see in this answer, never a total that holds others' }),
}).meta({ description: 'What was made of the figures, where more than their sum was asked for' })

const rows = z.array(z.array(z.union([z.string(), z.number(), z.null()])))
const answer = z.strictObject({ dataflow: dataflowId, columns: z.array(z.string()), rows, as_of: instant, definitions, derivation: derivation.optional() })

/** What can be wrong with a question, whoever asks. */
const UNANSWERABLE = ['query.dataflow_unknown', 'query.dimension_unknown', 'query.dimension_twice', 'query.clause_unreadable', 'query.code_unknown', 'query.total_with_codes', 'query.period_unreadable', 'query.too_much', 'query.too_slow', 'query.answer_too_large'] as const
export const problems = ['query.nothing', 'query.measure_unknown', 'query.time_missing', 'query.over_missing', 'query.over_unknown', 'query.over_unused', 'query.top_unreadable', 'query.regions_unknown', 'query.codes_overlap', 'query.instant_unreadable', 'query.instant_future', ...UNANSWERABLE] as const

export const explore = {
  query: route({
    id: 'explore.query', method: 'GET', path: '/api/dataflows/:dataflow/query', tag: 'explore', who: 'anyone', summary: 'Ask for figures: what is shared with me, broken down and filtered',
    description: 'Columns are the dimensions of `by`, then those of FREQ, INDICATOR and UNIT_MEASURE not among them, then `value`. A question with `roll_up` or `rolling_year` has `periods` and `periods_of` before it: how many of the periods that it speaks of are there, of how many; it has no value where one is missing. A value of null: there are figures, but not at this breakdown. Where no figure can be seen the answer is 404 with the same words, whatever the reason. A request that is given up ends its work in the database.',
    params: z.strictObject({ dataflow: dataflowId }),
    query: question.extend({
      explain: z.enum(['true', 'false']).optional().meta({ description: 'Say which breakdown answered, and under which terms' }),
      format: z.enum(['json', 'csv']).optional().meta({ description: 'CSV also where Accept is `text/csv`' }),
    }),
    response: answer.extend({ explanation: explanation.optional(), terms: terms.optional() }),
    produces: ['text/csv'],
    problems,
  }),
  export: route({
    id: 'explore.export', method: 'GET', path: '/api/dataflows/:dataflow/export', tag: 'explore', who: 'signed_in', scope: 'read', summary: 'Take figures away, with the terms that travel with them',
    description: 'The rows that the same question to `query` answers. In CSV each row carries its originators, the narrowest level and groups among them, the members whose definition differs, and the day of knowledge: no row loses its terms when it is copied. JSON is what pictures are made from. It counts as an export in the ledger of those whose figures they are, and is told in the own chain.',
    params: z.strictObject({ dataflow: dataflowId }),
    query: question.extend({ format: z.enum(['json', 'csv']).optional(), as: z.enum(['csv', 'svg', 'png']).optional().meta({ description: 'What is made of it, for the own chain' }) }),
    response: answer.extend({ explanation, terms }),
    produces: ['text/csv'],
    problems,
  }),
  preview: route({
    id: 'explore.preview', method: 'GET', path: '/api/dataflows/:dataflow/preview', tag: 'explore', who: 'signed_in', scope: 'read', summary: 'What an analyst of another member would see of the own figures now (focal point)',
    description: 'The same question as `query`, answered in the place of that member and held to the own figures; no row where it would see none. Some seconds after terms were changed nobody sees the release yet. Where the own state shares with a circle that it does not belong to itself it is refused, whichever member is named. It stands in the own audit chain and is no use of the figures.',
    params: z.strictObject({ dataflow: dataflowId }),
    query: z.strictObject({ as: memberCode, by, where }), owned: { as: 'member' },
    response: z.strictObject({ dataflow: dataflowId, as: memberCode, columns: z.array(z.string()), rows, as_of: instant }),
    problems: ['not_allowed', 'preview.member_unknown', 'preview.not_told', ...UNANSWERABLE],
  }),
}
