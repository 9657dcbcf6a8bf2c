import { TIME, type View } from './view.ts'

/** Where a dimension can stand: its codes as rows, as columns, or held to some of them. */
export type Zone = 'down' | 'across' | 'only'

/** What changes where a dimension is put into a zone, before another that stands there or at its end. To hold it to codes, they are still to be chosen. */
export function moved(view: View, id: string, to: Zone, before?: string): Partial<View> {
  const others = view.down.filter((other) => other !== id)
  switch (to) {
    case 'down': {
      const at = before === undefined ? -1 : others.indexOf(before)
      return { down: at < 0 ? [...others, id] : others.toSpliced(at, 0, id), ...(view.across === id ? { across: undefined } : {}) }
    }
    case 'across':
      return view.across === id ? {} : { across: id, down: swapped(view, id) }
    case 'only':
      return { down: others, ...(view.across === id ? { across: undefined } : {}) }
  }
}

/** What stood across takes the place of what goes there; where that was no row, it leaves, and time can always come back. */
function swapped({ down, across }: View, id: string): readonly string[] {
  if (!down.includes(id)) return down
  return down.flatMap((other) => (other === id ? (across === undefined ? [] : [across]) : [other]))
}

/** Where a dimension of a zone can go from there. */
export const zonesFor = (view: View, id: string, from: Zone): readonly Zone[] =>
  (['down', 'across', 'only'] as const).filter((zone) => zone !== from && !(zone === 'only' && (id === TIME || view.only[id])) && !(zone === 'down' && view.down.includes(id)) && !(zone === 'across' && view.across === id))
