/**
 * A mapping while it is being decided: the object that its YAML holds. Nothing of it is certain to be there or to be right; `readMapping` of the core
 * has the last word. `?` stands for what is open.
 */
export type RuleDraft = { readonly column?: string; readonly codes?: Readonly<Record<string, string>>; readonly otherwise?: string; readonly constant?: string; readonly when?: readonly unknown[] }
export type PeriodDraft = { readonly kind: string } & Readonly<Record<string, string>>
export type Draft = {
  readonly mapping: 1
  readonly about?: string
  readonly collection: string
  readonly dataflow: string
  readonly frequency: string
  readonly file: Readonly<Record<string, string | number>>
  readonly period: PeriodDraft
  readonly dimensions: Readonly<Record<string, RuleDraft>>
  readonly value: { readonly column: string; readonly words: Readonly<Record<string, string>> }
  readonly n_obs?: { readonly column?: string; readonly constant?: number }
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly rows_on_one_key: string
  readonly drop: readonly string[]
  readonly section: Readonly<Record<string, string | number>>
}

export const OPEN = '?'

/** Columns that each way to compose a period reads, in the order in which they are asked for. */
export const PERIOD_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  month: ['column'], date: ['column'], year_month: ['year', 'month'], fiscal_year_month: ['year', 'month'], quarter: ['column'], year_quarter: ['year', 'quarter'], year: ['column'], constant: [],
}
/** What else each way asks for. */
export const PERIOD_ASKS: Readonly<Record<string, readonly string[]>> = { month: ['format'], date: ['format'], fiscal_year_month: ['starts', 'named_by'], constant: ['period'] }

type Loose = Readonly<Record<string, unknown>>
const isRecord = (value: unknown): value is Loose => typeof value === 'object' && value !== null && !Array.isArray(value)
const record = (value: unknown): Loose => (isRecord(value) ? value : {})
const text = (value: unknown, otherwise = OPEN): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise)
const texts = (value: unknown): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(record(value)).map(([name, one]) => [name, text(one)]))
const decided = (value: unknown): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(texts(value)).filter(([, code]) => code !== OPEN))

/** Takes in what a mapping's YAML holds. Words and columns that it leaves open are left out: the file itself tells which they are. */
export function draftOf(read: unknown, dataflow: string): Draft {
  const { mapping: _version, period, dimensions, value, drop, section, file, n_obs: nObs, attributes, about, ...rest } = record(read)
  const rule = (given: unknown): RuleDraft => {
    const { codes, when, ...plain } = record(given)
    const { column, ...others } = texts(plain)
    return { ...others, ...(column === undefined || column === OPEN ? {} : { column }), ...(codes === undefined ? {} : { codes: decided(codes) }), ...(Array.isArray(when) ? { when } : {}) }
  }
  return {
    mapping: 1, ...(typeof about === 'string' ? { about } : {}), collection: text(rest['collection']), dataflow, frequency: text(rest['frequency'], 'M'), file: record(file) as Draft['file'],
    period: isRecord(period) ? ({ ...texts(period), kind: text(period['kind']) }) : { kind: OPEN },
    dimensions: Object.fromEntries(Object.entries(record(dimensions)).map(([id, given]): [string, RuleDraft] => [id, rule(given)]).filter(([, { column, constant }]) => column !== undefined || constant !== undefined)),
    value: { column: text(record(value)['column']), words: decided(record(value)['words']) },
    ...(isRecord(nObs) ? { n_obs: nObs as Draft['n_obs'] } : {}), ...(isRecord(attributes) ? { attributes } : {}),
    rows_on_one_key: text(rest['rows_on_one_key'], 'reject'), drop: Array.isArray(drop) ? drop.map((name) => text(name)).filter((name) => name !== OPEN) : [], section: record(section) as Draft['section'],
  }
}

/** What a column of the file is for. */
export type Role = 'open' | 'period' | 'value' | 'n_obs' | 'condition' | 'drop' | `dimension:${string}`

export function roleOf(draft: Draft, column: string): Role {
  if (Object.entries(draft.period).some(([field, name]) => (PERIOD_COLUMNS[draft.period.kind] ?? []).includes(field) && name === column)) return 'period'
  if (draft.value.column === column) return 'value'
  if (draft.n_obs?.column === column) return 'n_obs'
  const found = Object.entries(draft.dimensions).find(([, rule]) => rule.column === column)
  if (found) return `dimension:${found[0]}`
  if (draft.drop.includes(column)) return 'drop'
  return JSON.stringify([draft.dimensions, draft.attributes]).includes(`"column":${JSON.stringify(column)}`) ? 'condition' : 'open'
}

/** Gives a column another role; what it was before, and what stood in its new place, becomes open again. */
export function withRole(draft: Draft, column: string, role: Role): Draft {
  const before = roleOf(draft, column)
  const dimensions = Object.fromEntries(Object.entries(draft.dimensions).flatMap(([id, rule]) => (rule.column === column ? [] : [[id, rule]])))
  const cleared: Draft = {
    ...draft, dimensions: before.startsWith('dimension:') ? dimensions : draft.dimensions, drop: draft.drop.filter((name) => name !== column),
    value: before === 'value' ? { column: OPEN, words: {} } : draft.value, ...(before === 'n_obs' ? { n_obs: undefined } : {}),
  }
  if (role === 'drop') return { ...cleared, drop: [...cleared.drop, column] }
  if (role === 'value') return { ...cleared, value: { column, words: {} } }
  if (role === 'n_obs') return { ...cleared, n_obs: { column } }
  if (role.startsWith('dimension:')) return { ...cleared, dimensions: { ...cleared.dimensions, [role.slice(10)]: { column, codes: {} } } }
  return cleared
}

/** Says what a word of a dimension's column means; undefined forgets it. */
export function withCode(draft: Draft, dimension: string, word: string, code: string | undefined): Draft {
  const rule = draft.dimensions[dimension] ?? {}
  const { [word]: _before, ...others } = rule.codes ?? {}
  return { ...draft, dimensions: { ...draft.dimensions, [dimension]: { ...rule, codes: code === undefined ? others : { ...others, [word]: code } } } }
}

export const withConstant = (draft: Draft, dimension: string, constant: string): Draft => ({ ...draft, dimensions: { ...draft.dimensions, [dimension]: { ...draft.dimensions[dimension], constant } } })

export function withoutDimension(draft: Draft, dimension: string): Draft {
  const { [dimension]: _gone, ...dimensions } = draft.dimensions
  return { ...draft, dimensions }
}
