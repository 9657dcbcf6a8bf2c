import catalogue from './i18n/problems.en.json' with { type: 'json' }

/**
 * What can go wrong in a way that a person can act on. One catalogue: the code, its HTTP status and its sentence stand
 * together in `i18n/problems.en.json`; a test holds code, catalogue and docs against each other.
 */
export type ProblemCode = keyof typeof catalogue

/** Values that fill the placeholders of the sentence. They reach the author of the request, never the log. */
export type ProblemValues = { readonly [name: string]: string | number }

export class Problem extends Error {
  readonly code: ProblemCode
  readonly values: ProblemValues
  /** Places in the input, for problems that have several (schema errors). */
  readonly places: readonly { readonly path: string; readonly message: string }[]

  constructor(code: ProblemCode, values: ProblemValues = {}, places: readonly { path: string; message: string }[] = []) {
    super(code)
    this.name = 'Problem'
    this.code = code
    this.values = values
    this.places = places
  }
}

export const problemStatus = (code: ProblemCode): number => catalogue[code].status

/** The sentence of a problem with its values filled in. */
export const problemText = (code: ProblemCode, values: ProblemValues = {}): { title: string; detail: string } => {
  const entry: { status: number; title: string; detail?: string } = catalogue[code]
  return { title: entry.title, detail: fill(entry.detail ?? entry.title, values) }
}

/** Fills `{name}` in a catalogue sentence. Unknown names stay visible, so that a test can find them. */
export const fill = (sentence: string, values: ProblemValues): string =>
  sentence.replace(/\{([a-zA-Z_]+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
