import { z } from 'zod'

/** What a section says about its own figures, in the words of a mapping and of the API. */
export const DECLARED = {
  source_type: z.enum(['administrative', 'survey', 'estimate']),
  /** Whether the figures follow the definition of the collection. */
  def_conform: z.enum(['Y', 'N', 'partly']),
  /** How they differ from it, where they do. */
  def_note: z.string().trim().min(1).max(2000),
  coverage: z.string().trim().min(1).max(2000),
  /** Offences: whether a financial or other material benefit was shown, as those of the Protocol need (rule 13). */
  profit_element: z.enum(['Y', 'N']),
  /** The month in which the national reporting year starts. */
  reporting_year_start: z.int().min(1).max(12),
} as const

/** As they are kept: every answer a text; what is not declared is not there. */
export type Declarations = { readonly [D in keyof typeof DECLARED]?: string }

/** Declarations with some of them changed; null takes one away. */
export function changeDeclarations(before: Declarations, changes: { readonly [D in keyof Declarations]?: string | number | null | undefined }): Declarations {
  const after: Record<string, string | number | null | undefined> = { ...before, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) }
  return Object.fromEntries(Object.keys(DECLARED).flatMap((name) => (after[name] === null || after[name] === undefined ? [] : [[name, String(after[name])]])))
}

/** Figures that differ from the definition say how. */
export const lacksNote = ({ def_conform, def_note }: Declarations): boolean => def_conform !== undefined && def_conform !== 'Y' && def_note === undefined

const WEAKEST_FIRST = ['estimate', 'survey', 'administrative']

/**
 * What units declare, said of their figures together: the weakest source; conforming where all conform, not where none
 * does, else partly; each note with the unit that it is of. What they declare differently and nothing stands for is left out.
 */
export function combineDeclarations(parts: readonly { readonly unit: string; readonly declarations: Declarations }[]): Declarations {
  if (parts.length === 1) return parts[0]!.declarations
  const all = (name: keyof Declarations) => [...new Set(parts.flatMap(({ declarations }) => declarations[name] ?? []))]
  const only = (name: keyof Declarations) => (all(name).length === 1 ? all(name)[0] : undefined)
  const isAlike = (name: keyof Declarations) => all(name).length === 1 && parts.every(({ declarations }) => declarations[name] !== undefined)
  const notes = (name: 'def_note' | 'coverage') => isAlike(name) ? only(name)! : parts.flatMap(({ unit, declarations }) => (declarations[name] === undefined ? [] : [`${unit}: ${declarations[name]}`])).join('; ').slice(0, 2000)
  const combined = {
    source_type: WEAKEST_FIRST.find((source) => all('source_type').includes(source)),
    def_conform: all('def_conform').length > 1 ? 'partly' : only('def_conform'),
    def_note: notes('def_note') || undefined, coverage: notes('coverage') || undefined, profit_element: only('profit_element'), reporting_year_start: only('reporting_year_start'),
  }
  return changeDeclarations({}, combined)
}
