import type { CollectionAnswer } from '../../api/collection.ts'
import { nameIn, type Names } from '../../i18n/name-in.ts'

type Flow = CollectionAnswer['dataflows'][number]
export type KeyWords = { /** What is counted: the breakdown in words. */ readonly title: string; /** Indicator and unit. */ readonly group: string; readonly period: string; /** All of it: group and period. */ readonly detail: string }

const ASIDE: readonly string[] = ['REF_AREA', 'FREQ', 'TIME_PERIOD', 'INDICATOR', 'UNIT_MEASURE']
const TOTAL = '_T'

/** Reads the key of a figure (its codes in the order of the structure, joined by points) as a reader says it. */
export function keyWords(collection: CollectionAnswer, dataflow: string, language: string, words: { readonly all: string; readonly unknown: string; readonly period: (period: string) => string; readonly listed: (things: readonly string[]) => string }): (key: string) => KeyWords {
  const flow = collection.dataflows.find(({ id }) => id === dataflow)
  if (!flow) return untranslated
  const names = new Map(flow.dimensions.map(({ id }) => [id, namesOf(collection, flow, id)]))
  const nameOf = (dimension: string, code: string): string => (code === '_U' ? words.unknown : nameIn(names.get(dimension)?.get(code), language, code))
  return (key) => {
    const codes = key.split('.').map((code) => code.replaceAll('%2E', '.').replaceAll('%25', '%'))
    const at = (dimension: string): string => codes[flow.dimensions.findIndex(({ id }) => id === dimension)] ?? ''
    const breakdown = flow.dimensions.filter(({ id }) => !ASIDE.includes(id) && at(id) !== TOTAL && at(id) !== '')
    const group = [nameOf('INDICATOR', at('INDICATOR')), nameOf('UNIT_MEASURE', at('UNIT_MEASURE'))].join(' · ')
    const period = words.period(at('TIME_PERIOD'))
    return {
      title: words.listed(breakdown.map(({ id }) => nameOf(id, at(id)))) || words.all,
      group, period, detail: `${group} · ${period}`,
    }
  }
}

/** A key before its words have come. */
export const untranslated = (key: string): KeyWords => ({ title: key, group: '', period: '', detail: '' })

/** Rows that follow each other and count the same, under one heading. */
export function inGroups<Row extends { readonly key: string }>(rows: readonly Row[], words: (key: string) => KeyWords): readonly { readonly group: string; readonly rows: readonly (Row & { readonly words: KeyWords })[] }[] {
  const groups: { readonly group: string; readonly rows: (Row & { readonly words: KeyWords })[] }[] = []
  for (const row of rows) {
    const said = { ...row, words: words(row.key) }
    const last = groups.at(-1)
    if (last?.group === said.words.group) last.rows.push(said)
    else groups.push({ group: said.words.group, rows: [said] })
  }
  return groups
}

/** One line of a table after the other: the heading of a group, then its rows. */
export type Line<Row> = { readonly group: string } | { readonly row: Row & { readonly words: KeyWords } }
export const inLines = <Row extends { readonly key: string }>(rows: readonly Row[], words: (key: string) => KeyWords): readonly Line<Row>[] =>
  inGroups(rows, words).flatMap(({ group, rows: own }): readonly Line<Row>[] => [{ group }, ...own.map((row) => ({ row }))])

function namesOf(collection: CollectionAnswer, flow: Flow, dimension: string): ReadonlyMap<string, Names> {
  if (dimension === 'INDICATOR') return new Map(flow.indicators.map(({ id, name }) => [id, name]))
  const representation = flow.dimensions.find(({ id }) => id === dimension)?.representation
  switch (representation?.kind) {
    case 'codelist':
      return new Map(collection.codelists.find(({ id }) => id === representation.list)?.codes.map(({ id, name }) => [id, name]))
    case 'register':
      return new Map(collection.register.filter(({ register }) => register === representation.register).map(({ id, name }) => [id, name]))
    case 'pattern': case 'period': case 'frequency': case undefined:
      return new Map()
  }
}
