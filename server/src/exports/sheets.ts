import { printValue } from '@openvrs/core/query/cell.ts'
import type { Row } from '@openvrs/core/query/table.ts'
import { fill } from '@openvrs/core/problem.ts'
import { comparePeriods } from '@openvrs/core/report/period.ts'
import { periodWords } from '@openvrs/core/i18n/period-words.ts'
import { columnsOf, periodsOf, termsByMember } from '../explore/index.ts'
import type { Taken } from './taken.ts'
import { fileWord, nameIn, type FileWord, type Names } from './words.ts'
import type { CellOf, Sheet } from './workbook/sheet.ts'

export type Spoken = { readonly language: string; readonly names: Names; /** Where this system is. */ readonly url: string }

/** The figures with their names, and what travels with them: notes, definitions, and who may see them. */
export function sheetsOf(taken: Taken, spoken: Spoken): readonly Sheet[] {
  const { language } = spoken
  const say = (key: FileWord) => fileWord(language, key)
  return [
    figures(taken, spoken),
    { name: say('sheet.notes'), head: [taken.planned.plan.flow.id, nameIn(taken.planned.plan.flow.name, language)], widths: [28, 110], rows: [notesOf(taken, spoken)] },
    { name: say('sheet.definitions'), head: [say('code'), say('name'), say('definition'), say('conforms'), say('note'), say('source_type'), say('from'), say('to')], widths: [20, 32, 80, 24, 60, 20, 12, 12], rows: [definitionsOf(taken, spoken)] },
    { name: say('sheet.terms'), head: [say('code'), say('state'), say('level'), say('seen_by'), say('groups')], widths: [12, 32, 18, 60, 40], rows: [termsRows(taken, spoken)] },
  ]
}

/** Each column of codes is followed by one of names. What is not available is empty, not 0. */
function figures({ planned: { plan, made }, rows }: Taken, { language, names }: Spoken): Sheet {
  const numbers = columnsOf(plan, made?.derivation).length - plan.columns.length
  const head = [...plan.columns.flatMap(({ id }) => [id, names.dimension(id)]), ...(numbers > 1 ? [fileWord(language, 'periods'), fileWord(language, 'periods_of')] : []), fileWord(language, 'figure')]
  const known = plan.columns.map(() => new Map<string, string>())
  const nameOf = (at: number, code: string): string => {
    const name = known[at]!.get(code) ?? names.code(plan.columns[at]!.id, code)
    known[at]!.set(code, name)
    return name
  }
  const cellsOf = (row: Row): readonly CellOf[] => {
    const value = printValue(row)
    return [...row.codes.flatMap((code, at) => [code, nameOf(at, code)]), ...periodsOf(row).map((count) => ({ number: String(count) })), value === '' ? null : { number: value }]
  }
  async function* lots(): AsyncGenerator<readonly (readonly CellOf[])[]> {
    for await (const lot of rows) yield lot.map(cellsOf)
  }
  return { name: plan.flow.id, head, widths: [...plan.columns.flatMap(() => [14, 26]), ...Array.from({ length: numbers }, () => 14)], rows: lots() }
}

type Lines = readonly (readonly CellOf[])[]

function notesOf({ planned: { plan, made }, choices, owners, asOf }: Taken, { language, names, url }: Spoken): Lines {
  const periods = choices.map(({ period }) => period).toSorted(comparePeriods)
  const held = [...plan.held, ...plan.breakdowns.flatMap(({ dimension, codes }) => (codes.kind === 'named' ? [{ dimension, codes: [...new Set(codes.covers.map(({ label }) => label))] }] : codes.kind === 'any' ? [{ dimension, codes: codes.named }] : []))]
  const span = (key: FileWord, from: string, to: string) => fill(fileWord(language, key), { from: periodWords(language, from), to: periodWords(language, to) })
  const line = (key: FileWord, words: string): readonly CellOf[] => [fileWord(language, key), words]
  return [
    ['', nameIn(plan.flow.description, language)],
    line('by', plan.columns.map(({ id }) => names.dimension(id)).join(' · ')),
    ...held.map(({ dimension, codes }): readonly CellOf[] => {
      const sorted = dimension.id === 'TIME_PERIOD' ? codes.toSorted(comparePeriods) : codes
      return [`${fileWord(language, 'held')}: ${names.dimension(dimension.id)}`, dimension.id === 'TIME_PERIOD' && codes.length > 1 ? span('coverage.words', sorted[0]!, sorted.at(-1)!) : sorted.map((code) => `${names.code(dimension.id, code)} (${code})`).join(', ')]
    }),
    ...(made ? [line('made', fileWord(language, `measure.${made.derivation.measure}`))] : []),
    line('source', [...owners].toSorted().map((code) => `${names.code('REF_AREA', code)} (${code})`).join(', ')),
    ...(periods.length > 0 ? [line('coverage', span('coverage.words', periods[0]!, periods.at(-1)!))] : []),
    line('as_known', asOf.toISOString()),
    line('empty', fileWord(language, 'empty.words')),
    line('conditions', fileWord(language, 'conditions.words')),
    line('address', url),
  ]
}

/** The indicators and their units as the collection defines them, then what each member says of its own. */
function definitionsOf({ planned: { plan }, choices, owners, definitions }: Taken, { language, names }: Spoken): Lines {
  const [indicators, units] = [new Set(choices.map(({ indicator }) => indicator)), new Set(choices.map(({ unit }) => unit))]
  return [
    ...plan.flow.indicators.filter(({ id }) => indicators.has(id)).map((one): readonly CellOf[] => [one.id, nameIn(one.name, language), one.description ? nameIn(one.description, language) : '']),
    ...[...units].toSorted().map((unit): readonly CellOf[] => [unit, names.code('UNIT_MEASURE', unit)]),
    ...definitions.filter(({ member }) => owners.has(member)).map((one): readonly CellOf[] =>
      [one.member, names.code('REF_AREA', one.member), '', fileWord(language, `conforms.${one.conforms ?? 'silent'}`), one.note ?? '', one.source_type ?? '', one.from, one.to]),
  ]
}

const termsRows = ({ released, owners }: Taken, { language, names }: Spoken): Lines =>
  termsByMember(released, owners).map(({ member, level, group }) => [member, names.code('REF_AREA', member), level, fileWord(language, `level.${level}`), group ?? ''])
