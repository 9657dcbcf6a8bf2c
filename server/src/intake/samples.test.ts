import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { suggestMapping } from '@openvrs/core/mapping/suggest.ts'
import type { Collection } from '@openvrs/core/metadata/model.ts'
import { readSample } from './sample.ts'
import { getCollection, readHere, sampleMapping, sendThrough } from './trial.ts'

const DATA = join(import.meta.dirname, '../../../../shared/data')

type Line = { readonly [column: string]: string }
const linesOf = (csv: string): Line[] => parse(csv, { columns: true, bom: true })

/** Sums of a count by one column, made from the file alone. */
function sumsBy(lines: readonly Line[], by: (line: Line) => string, count: string): { readonly [key: string]: number } {
  const sums: Record<string, number> = {}
  for (const line of lines) sums[by(line)] = (sums[by(line)] ?? 0) + Number(line[count])
  return sums
}

/** Answers the open places of a proposal in their order, as its reader would. */
const decide = (mapping: string, answers: readonly string[]): string => answers.reduce((text, answer) => text.replace(/(: |- )"\?"/, `$1${answer}`), mapping)

describe.skipIf(!existsSync(DATA))('real national files (../shared/data) through the sample mappings', () => {
  let collection: Collection
  beforeAll(async () => {
    collection = await getCollection()
  })

  const send = async (file: string, mapping: string, member: string) => {
    const bytes = readFileSync(join(DATA, file))
    const sent = await sendThrough({ mapping: sampleMapping(mapping), collection, member }, bytes)
    expect(sent.rejects).toEqual([])
    expect(sent.result.check.errors).toBe(0)
    expect(createHash('sha256').update(sent.payload).digest('hex')).toBe(sent.result.sha256)
    return { ...sent, source: linesOf(bytes.toString()), figures: linesOf(sent.payload) }
  }

  test('the United States: 42,532 rows on 7,036 keys, 8,571,067 encounters', async () => {
    const { result, source, figures } = await send('usa-cbp-encounters-fy2020-2023.csv', 'usa-cbp.yaml', 'USA')
    expect(result.account).toEqual({ read: 42_532, taken: 7_036, merged: 35_496, rejected: 0, blank: 0 })
    expect(result).toMatchObject({ freq: 'M', from: '2019-10', to: '2023-09', rows: 7_036, sums: [{ indicator: 'ENTRY_IRREG', unit: 'DET', rows: 7_036, sum: '8571067' }] })
    const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
    const month = (line: Line) => {
      const number = months.indexOf(line['Month (abbv)']!) + 1
      return `${Number(line['Fiscal Year']) - (number >= 10 ? 1 : 0)}-${String(number).padStart(2, '0')}`
    }
    expect(sumsBy(figures, (f) => f['TIME_PERIOD']!, 'OBS_VALUE')).toEqual(sumsBy(source, month, 'Encounter Count'))
    const ages: Line = { 'Single Adults': 'Y_GE18', 'Accompanied Minors': 'Y0T17', 'UC / Single Minors': 'Y0T17', FMUA: '_U' }
    expect(sumsBy(figures, (f) => f['AGE']!, 'OBS_VALUE')).toEqual(sumsBy(source, (s) => ages[s['Demographic']!]!, 'Encounter Count'))
    const routes: Line = { 'Northern Land Border': 'US_NORTHERN_LAND', 'Southwest Land Border': 'US_SOUTHWEST_LAND', Other: 'OTH' }
    expect(sumsBy(figures, (f) => f['ROUTE_ID']!, 'OBS_VALUE')).toEqual(sumsBy(source, (s) => routes[s['Land Border Region']!]!, 'Encounter Count'))
    const people = sumsBy(source, (s) => s['Citizenship']!, 'Encounter Count')
    const citizens = sumsBy(figures, (f) => f['CITIZENSHIP']!, 'OBS_VALUE')
    expect(Object.keys(citizens).length).toBe(22)
    expect(Object.values(citizens).toSorted()).toEqual(Object.values(people).toSorted())
    expect([citizens['CHN'], citizens['MMR'], citizens['MEX'], citizens['OTH']]).toEqual([people['CHINA, PEOPLES REPUBLIC OF'], people['MYANMAR (BURMA)'], people['MEXICO'], people['OTHER']])
    expect(result.section).toMatchObject({ def_conform: 'partly', source_type: 'administrative', reporting_year_start: 10 })
  })

  test('Frontex: 34,273 rows, 4,966,869 detections', async () => {
    const { result, source, figures } = await send('frontex-detections-2009-2025.csv', 'frontex.yaml', 'FRONTEX')
    expect(result.account).toEqual({ read: 34_273, taken: 34_273, merged: 0, rejected: 0, blank: 0 })
    expect(result.sums).toMatchObject([{ indicator: 'ENTRY_IRREG', unit: 'DET', sum: '4966869' }])
    const codes: Line = { STL: 'STATELESS', OOS: 'XSS', OOO: '_U' }
    expect(sumsBy(figures, (f) => f['CITIZENSHIP']!, 'OBS_VALUE')).toEqual(sumsBy(source, (s) => codes[s['Nationality']!] ?? s['Nationality']!, 'Detections'))
    expect(sumsBy(figures, (f) => f['TIME_PERIOD']!, 'OBS_VALUE')).toEqual(sumsBy(source, (s) => s['Month']!, 'Detections'))
    expect(sumsBy(figures, (f) => f['BORDER_PLACE']!, 'OBS_VALUE')).toEqual(sumsBy(source, (s) => ({ Land: 'GREEN', Sea: 'BLUE' })[s['BorderType']!]!, 'Detections'))
    const routes = sumsBy(figures, (f) => f['ROUTE_ID']!, 'OBS_VALUE')
    const named = sumsBy(source, (s) => s['Route']!, 'Detections')
    expect(Object.values(routes).toSorted()).toEqual(Object.values(named).toSorted())
    expect([routes['CENTRAL_MEDITERRANEAN'], routes['OTH']]).toEqual([named['Central Mediterranean Route'], named['Other']])
  })

  test('Panama: 2,387 rows, 1,322,960 transits; 2010 to 2019 are marked and stay monthly', async () => {
    const { result, source, figures } = await send('panama-darien-transits-2010-2025.csv', 'panama-darien.yaml', 'PAN')
    expect(result.account).toEqual({ read: 2_387, taken: 2_387, merged: 0, rejected: 0, blank: 0 })
    expect(result).toMatchObject({ freq: 'M', sums: [{ sum: '1322960' }] })
    expect(sumsBy(figures, (f) => f['CITIZENSHIP']!, 'OBS_VALUE')).toEqual(sumsBy(source, (s) => (['OOO', 'TIB'].includes(s['nat']!) ? 'OTH' : s['nat']!), 'n'))
    expect(sumsBy(figures, (f) => f['TIME_PERIOD']!, 'OBS_VALUE')).toEqual(sumsBy(source, (s) => s['t']!, 'n'))
    for (const { TIME_PERIOD, OBS_STATUS, COMMENT_OBS, ROUTE_ID } of figures) {
      expect([OBS_STATUS, COMMENT_OBS !== '', ROUTE_ID]).toEqual(TIME_PERIOD! < '2020' ? ['D', true, 'DARIEN'] : ['A', false, 'DARIEN'])
    }
  })

  test.each([
    ['usa-cbp-encounters-fy2020-2023.csv', 'USA', 8_571_067, ['10', 'ENTRY_IRREG', 'DET', 'OTH', '_U', 'OTH', 'US_SOUTHWEST_LAND', 'US_NORTHERN_LAND', 'sum', 'State', 'Title of Authority', 'administrative', 'Y']],
    ['frontex-detections-2009-2025.csv', 'FRONTEX', 4_966_869, ['ENTRY_IRREG', 'DET', '_U', 'EASTERN_LAND_BORDERS', 'WESTERN_AFRICAN', 'OTH', 'administrative', 'Y']],
    ['panama-darien-transits-2010-2025.csv', 'PAN', 1_322_960, ['ENTRY_IRREG', 'DET', 'OTH', 'OTH', 'administrative', 'Y']],
  ])('a proposal for %s, decided, takes every figure', async (file, member, total, answers) => {
    async function* source() {
      yield readFileSync(join(DATA, file))
    }
    const { mapping, undecided } = suggestMapping(await readSample(source()), collection.dataflows.get('VRS_DETECT')!, collection)
    expect(undecided.length).toBeGreaterThan(3)
    const { account, sum } = await readHere(collection, decide(mapping, answers), readFileSync(join(DATA, file)), member)
    expect([account.rejected, sum]).toEqual([0, total])
  })
})
