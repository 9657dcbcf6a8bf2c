import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '@openvrs/core/i18n/languages.ts'
import type { Words } from '@openvrs/core/metadata/model.ts'
import { builtinCollections, readCollectionFolder } from './files.ts'

const OTHERS = LANGUAGES.filter((language) => language !== 'en')
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted()
/** What stays English until somebody says it: descriptions of single codes and lists, names of places and routes. */
const MAY_LACK = /^(codelists\.\w+\.(codes\.\w+\.)?description|register\..*|.*\.CAU.*|organisations\..*)$/

describe.each(builtinCollections())('%s', (folder) => {
  const read = readCollectionFolder(folder)
  const everything = async (): Promise<readonly (readonly [string, Words])[]> => {
    const { collection: c } = await read
    if (!c) throw new Error('it cannot be read')
    const described = (place: string, thing: { readonly name: Words; readonly description?: Words }) => [[`${place}.name`, thing.name] as const, ...(thing.description ? [[`${place}.description`, thing.description] as const] : [])]
    return [
      ...described('collection', c),
      ...[...c.codelists.values()].filter(({ id }) => !id.startsWith('CL_INDICATOR_')).flatMap((list) => [...described(`codelists.${list.id}`, list), ...list.codes.flatMap((code) => described(`codelists.${list.id}.codes.${code.id}`, code))]),
      ...[...c.dataflows.values()].flatMap((flow) => [
        ...described(`dataflows.${flow.id}`, flow), ...flow.dimensions.flatMap((dimension) => described(`dataflows.${flow.id}.dimensions.${dimension.id}`, dimension)),
        ...flow.indicators.flatMap((indicator) => described(`dataflows.${flow.id}.indicators.${indicator.id}`, indicator)),
      ]),
      ...c.rules.flatMap((rule) => [[`rules.${rule.id}.message`, rule.message] as const, [`rules.${rule.id}.reason`, rule.reason] as const]),
    ]
  }

  test.each(OTHERS)('%s says all names, definitions, rules and reasons', async (language) => {
    const lacking = (await everything()).filter(([place, words]) => words[language] === undefined && !MAY_LACK.test(place)).map(([place]) => place)
    expect(lacking).toEqual([])
  })

  test.each(OTHERS)('%s keeps the placeholders of every sentence of a rule', async (language) => {
    for (const [place, words] of await everything()) if (place.startsWith('rules.')) for (const one of placeholders(words[language] ?? '')) expect(placeholders(words.en), `${place} in ${language}`).toContain(one)
  })

  test.each(OTHERS)('%s gives no two codes of a list the same name: a file that writes it could mean either', async (language) => {
    const { collection } = await read
    for (const { id, codes } of collection!.codelists.values()) {
      const names = codes.map(({ name }) => name[language] ?? name.en)
      expect(names.filter((name, at) => names.indexOf(name) !== at), id).toEqual([])
    }
  })

  test('every file of translations says whether somebody reviewed it, or what made it', () => {
    for (const path of readdirSync(`${folder}/i18n`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))) {
      expect(readFileSync(`${folder}/i18n/${path}`, 'utf8'), path).toMatch(/^# (Reviewed: (no|\d{4}-\d{2}-\d{2}, \S.*)\. See docs\/translate\.md\.|Made by tools\/)/)
    }
  })
})
