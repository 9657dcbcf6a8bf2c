import type { NarrativeBody } from './narrative.ts'

/** For tests: a narrative of each kind of `vrs-msrc` that nothing is wrong with. */
const common = {
  period: '2026-03', language: 'en', source_type: 'OFFICERS', reliability: 'B', credibility: '2', series: [{ dataflow: 'VRS_DETECT', codes: { CITIZENSHIP: 'MMR', INDICATOR: 'ENTRY_IRREG' } }],
} as const

export const EXAMPLES = {
  VRS_NARR_ROUTE: {
    ...common, summary: 'By lorry from Mae Sot to the south, then on foot.', text: 'Groups of ten to twenty are gathered in Mae Sot and driven south by night.',
    fields: {
      ROUTE_ID: 'THA_MYS_LAND',
      LEGS: [
        { FROM_PLACE: 'MYAWADDY', TO_PLACE: 'MAE_SOT', TRANSPORT: 'FOOT', HANDOVER: 'A guide hands over to a driver.' },
        { FROM_PLACE: 'MAE_SOT', TO_PLACE: 'HAT_YAI', TRANSPORT: 'ROAD_TRUCK', DURATION_D: 2 },
        { FROM_PLACE: 'HAT_YAI', TO_PLACE: 'SADAO', TRANSPORT: 'FOOT', DURATION_D: 0.5 },
      ],
      CITIZENSHIP: ['MMR'], VOLUME_BAND: 'B100T499', HUBS: ['MAE_SOT', 'HAT_YAI'], RISKS: ['ASPHYXIA'], FIRST_SEEN: '2025', LAST_SEEN: '2026-03',
    },
  },
  VRS_NARR_METHOD: {
    ...common, summary: 'Hidden behind a false wall of a lorry.', text: 'The wall is bolted from the outside.',
    fields: { STAGE: 'TRANSIT', METHOD: ['HIDE_VEH'], TRANSPORT: ['ROAD_TRUCK'], CONCEALMENT: 'A false wall behind the cab.', DETECTION: 'The hold is shorter inside than outside.', COUNTERMEASURE: 'Measure it.' },
  },
  VRS_NARR_FEE: {
    ...common, summary: 'From Myanmar to Malaysia for 1,800 to 2,400 dollars.', text: 'Half is paid before departure, half by relatives on arrival.',
    fields: { ORIGIN_AREA: 'MMR', DEST_AREA: 'MYS', SERVICE_SCOPE: ['FULL'], LOW: 1800, HIGH: 2400, CURRENCY: 'USD', PER_WHOM: 'ADULT', PAY_TIME: ['STAGED'], PAY_MEANS: ['CASH', 'HAWALA'] },
  },
  VRS_NARR_TREND: {
    ...common, summary: 'More young men travel alone.', text: 'Since the harvest failed more men under 25 come alone.',
    fields: { TOPIC: 'PROFILES', DIRECTION: 'RISING', DRIVERS: 'A failed harvest.', EVIDENCE: 'Interviews and figures of two crossings.', CONFIDENCE: 'MODERATE', OUTLOOK: 'It may go on until the next harvest.' },
  },
  VRS_NARR_MEASURE: {
    ...common, summary: 'Joint patrols on the river since January.', text: 'Two boats of each side patrol together, three nights a week.',
    fields: { MEASURE_TYPE: ['BORDER_CONTROL'], START: '2026-01', OBJECTIVE: 'Fewer crossings by night.', TARGET: [{ dataflow: 'VRS_DETECT', codes: { ROUTE_ID: 'LAO_THA_MEKONG' } }], EXPECTED: 'A third less.', OBSERVED: 'A quarter less.', SIDE_EFFECTS: 'Crossings by day further south.' },
  },
} as const satisfies { readonly [kind: string]: NarrativeBody }
