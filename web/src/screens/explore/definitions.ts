import type { Answer } from './shape.ts'

export type Declared = Answer['definitions'][number]
/** How the states whose figures are shown define what they count. A state stands in the narrowest of what it declared. */
export type Definitions = { readonly differ: ReadonlySet<string>; readonly match: readonly string[]; readonly silent: readonly string[]; readonly notes: readonly Declared[] }

export function definitionsOf(answer: Answer, states: readonly string[]): Definitions {
  const own = answer.definitions.filter(({ member }) => states.includes(member))
  const said = (state: string, ...kinds: readonly Declared['conforms'][]) => own.some(({ member, conforms }) => member === state && kinds.includes(conforms))
  const differ = states.filter((state) => said(state, 'N', 'partly'))
  const match = states.filter((state) => !differ.includes(state) && said(state, 'Y'))
  return { differ: new Set(differ), match, silent: states.filter((state) => !differ.includes(state) && !match.includes(state)), notes: own }
}
