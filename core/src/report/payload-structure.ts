import { ATTRIBUTES, type Collection, type Dataflow } from '../metadata/model.ts'

/** How a payload names what it holds. */

export type Publisher = Pick<Collection, 'agency' | 'version'>

export const payloadHeader = (flow: Dataflow): string =>
  ['STRUCTURE', 'STRUCTURE_ID', 'ACTION', ...flow.dimensions.map((d) => d.id), 'OBS_VALUE', ...ATTRIBUTES].join(',')

/** `OPENVRS:VRS_DETECT(1.0.0)` */
export const structureId = (flow: Dataflow, collection: Publisher): string =>
  `${collection.agency}:${flow.id}(${collection.version})`
