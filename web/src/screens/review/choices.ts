import { useState } from 'react'
import type { Choice } from './counted.ts'
import type { Place } from './notes.tsx'

export type Chosen = Place & { readonly counts: Choice }
export type Choices = {
  readonly all: readonly Chosen[]
  readonly of: (place: Place) => Choice | undefined
  /** Undefined: the rule for all holds. */
  readonly choose: (place: Place, counts: Choice | undefined) => void
}

const same = (a: Place, b: Place): boolean => a.dataflow === b.dataflow && a.key === b.key

/** What counts for single figures that several units report. */
export function useChoices(): Choices {
  const [all, setAll] = useState<readonly Chosen[]>([])
  return {
    all,
    of: (place) => all.find((one) => same(one, place))?.counts,
    choose: (place, counts) => setAll([...all.filter((one) => !same(one, place)), ...(counts === undefined ? [] : [{ ...place, counts }])]),
  }
}
