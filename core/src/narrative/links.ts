import { isCodeOf } from '../mapping/codes.ts'
import type { Collection } from '../metadata/model.ts'
import type { Say } from './check.ts'
import { LINKS_MOST, type SeriesLink } from './narrative.ts'

/** Links name a dataflow of the collection and codes of its dimensions; the period and the member are said by the narrative itself. */
export function checkLinks(place: string, links: readonly SeriesLink[], collection: Collection, say: Say): true {
  if (links.length > LINKS_MOST) say(place, 'many', { most: LINKS_MOST })
  for (const { dataflow, codes } of links) {
    const flow = collection.dataflows.get(dataflow)
    if (!flow) say(place, 'series', { dataflow })
    else for (const [dimension, code] of Object.entries(codes)) {
      const own = flow.dimensions.find(({ id, representation }) => id === dimension && representation.kind !== 'period' && id !== 'REF_AREA')
      if (!own) say(place, 'dimension', { dataflow, dimension })
      else if (dimension !== 'FREQ' && !isCodeOf(code, own, collection)) say(place, 'code', { code })
    }
  }
  return true
}
