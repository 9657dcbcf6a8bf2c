import { dayWords } from '@openvrs/core/i18n/period-words.ts'
import type { Words } from '../../i18n/use.ts'
import { sourceOf, type Source } from './coverage.ts'
import { definitionsOf, type Definitions } from './definitions.ts'
import { unitWords } from './frame-words.ts'
import { madeOf } from './made.ts'
import { inWords, type Collection, type Flow, type Names } from './names.ts'
import type { Answer, Series } from './shape.ts'
import type { View } from './view.ts'

export type Level = NonNullable<Answer['terms']>[number]['level']
/** Of the terms of all figures that are shown, the level with the fewest who may see it, with the groups that are named. */
export type Terms = { readonly level: Level; readonly groups: readonly string[] }
/** What figures rest on: whose they are, how these define them, and who may see them. */
export type Ground = { readonly source: Source; readonly definitions: Definitions; readonly terms: Terms }

const NARROW_FIRST: readonly Level[] = ['NATIONAL', 'SECRETARIAT', 'GROUP', 'CONTRIBUTORS', 'PUBLIC']

export function groundOf(answer: Answer, series: Series): Ground {
  const source = sourceOf(answer, series)
  const own = (answer.terms ?? []).filter(({ ref_area }) => source.states.includes(ref_area))
  const level = NARROW_FIRST.find((one) => own.some((terms) => terms.level === one)) ?? 'NATIONAL'
  return { source, definitions: definitionsOf(answer, source.states), terms: { level, groups: [...new Set(own.flatMap(({ group }) => (group === null ? [] : [group])))] } }
}

export type Facts = { readonly ground: Ground; readonly answer: Answer; readonly series: Series; readonly view: View; readonly flow: Flow; readonly collection: Collection; readonly names: Names; readonly words: Words; /** Every originator by name, as in what leaves the page. */ readonly inFull?: boolean }
/** One line of the source line, as `Source: 9 states`. */
export type Fact = { readonly name: 'source' | 'counted' | 'made' | 'definitions' | 'coverage' | 'as_known' | 'terms'; readonly words: string }

const listIn = (language: string, names: readonly string[]): string => new Intl.ListFormat(language).format(names)

/** The source line as words: the same on the screen, in a picture and in a spreadsheet. */
export function factsOf({ ground: { source, definitions, terms }, answer, series, view, collection, names, words, inFull = false }: Facts): readonly Fact[] {
  const { t, period, moment, language } = words
  const list = (codes: readonly string[]) => listIn(language, codes.map((code) => names.code('REF_AREA', code)))
  const isOrganisation = (code: string) => collection.organisations.some(({ id }) => id === code)
  const organisations = source.states.filter(isOrganisation).length
  const counts = t('explore.states', { states: source.states.length - organisations, organisations })
  const differing = [...definitions.differ]
  const made = madeOf(answer, names, words).sentences.join(' ')
  return [
    { name: 'source', words: source.states.length <= 6 ? list(source.states) : inFull ? `${counts}: ${list(source.states)}` : counts },
    ...(series.unit === '*' ? [] : [{ name: 'counted' as const, words: unitWords(series.unit, names, t) }]),
    ...(made === '' ? [] : [{ name: 'made' as const, words: made }]),
    { name: 'definitions', words: [t('explore.defined', { match: definitions.match.length, differ: differing.length, silent: definitions.silent.length }), ...(differing.length > 0 ? [`≠ ${list(differing)}`] : [])].join(' ') },
    ...(source.from && source.to ? [{ name: 'coverage' as const, words: coverageOf(t('explore.coverage_words', { count: source.periods, from: period(source.from), to: period(source.to) }), source.incomplete.length > 0 ? notFull(source, list, inFull ? Infinity : 3, t) : undefined, t) }] : []),
    { name: 'as_known', words: view.on ? dayWords(language, view.on) : moment(answer.as_of) },
    { name: 'terms', words: termsWords(terms, t, language) },
  ]
}

const coverageOf = (covered: string, gaps: string | undefined, t: Words['t']): string => (gaps === undefined ? covered : t('explore.coverage_gaps', { covered, gaps }))

/** Which states have not reported all of it: by name where they are few. */
const notFull = ({ incomplete, states }: Source, list: (codes: readonly string[]) => string, most: number, t: Words['t']): string =>
  (incomplete.length <= most ? t('explore.incomplete', { states: list(incomplete) }) : t('explore.incomplete_many', { count: incomplete.length, all: states.length }))

export const termsWords = ({ level, groups }: Terms, t: Words['t'], language: string): string =>
  t(`explore.level.${level}`, { groups: listIn(language, groups) })

/** What each state says of its definition, for the list under the source line and for files. */
export const noteOf = ({ conforms, note }: Definitions['notes'][number], t: Words['t']): string =>
  [t(`explore.conforms.${conforms ?? 'silent'}`), ...(note ? [note] : [])].join(' ')

/** What is counted, in the words of the collection. */
export const definitionOf = (flow: Flow, series: Series, language: string): string =>
  inWords(flow.indicators.find(({ id }) => id === series.indicator)?.description ?? flow.description, language)
