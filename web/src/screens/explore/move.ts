import { TIME, type View } from './view.ts'

/** Where a dimension can stand: its codes as rows, as columns, or held to some of them. */
export type Zone = 'down' | 'across' | 'only'

/** What changes where a dimension is put into a zone, before another that stands there or at its end. To hold it to codes, they are still to be chosen. */
export function moved(view: View, id: string, to: Zone, before?: string): Partial<View> {
  const [down, across] = [view.down.filter((other) => other !== id), view.across.filter((other) => other !== id)]
  switch (to) {
    case 'down':
      return { down: put(down, id, before), across }
    case 'across':
      // Where no row would be left, what stood across changes places with what goes there.
      return down.length === 0 && !view.across.includes(id) ? { across: [id], down: across } : { across: put(across, id, before), down }
    case 'only':
      return { down, across }
  }
}

function put(among: readonly string[], id: string, before: string | undefined): readonly string[] {
  const at = before === undefined ? -1 : among.indexOf(before)
  return at < 0 ? [...among, id] : among.toSpliced(at, 0, id)
}

/** Where a dimension of a zone can go from there. */
export const zonesFor = (view: View, id: string, from: Zone): readonly Zone[] =>
  (['down', 'across', 'only'] as const).filter((zone) => zone !== from && !(zone === 'only' && (id === TIME || view.only[id])) && !(zone === 'down' && view.down.includes(id)) && !(zone === 'across' && view.across.includes(id)))
