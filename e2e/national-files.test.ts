import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { enterAs } from './screens/visit.ts'
import { DATA, hasData, readCsv, startSystem, type System } from './system.ts'

/**
 * Real national files travel the whole way by the command line: an officer uploads, the focal point approves, and
 * another state that contributes sees the figures to the unit, there and in a browser, while one that does not is told why.
 */
type File = { readonly member: string; readonly file: string; readonly mapping: string; readonly total: number; readonly rows: number }

const CBP: File = { member: 'USA', file: 'usa-cbp-encounters-fy2020-2023.csv', mapping: 'usa-cbp.yaml', total: 8_571_067, rows: 42_532 }
const FRONTEX: File = { member: 'FRONTEX', file: 'frontex-detections-2009-2025.csv', mapping: 'frontex.yaml', total: 4_966_869, rows: 34_273 }
const PANAMA: File = { member: 'PAN', file: 'panama-darien-transits-2010-2025.csv', mapping: 'panama-darien.yaml', total: 1_322_960, rows: 2_387 }

const raw = (file: File) => readCsv(readFileSync(join(DATA, file.file), 'utf8'))
const sumBy = (rows: readonly Record<string, string>[], key: (row: Record<string, string>) => string, count: string): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + Number(row[count]))
  return sums
}
/** What the file of Frontex calls by other codes than ISO's. */
const CODES: Record<string, string> = { STL: 'STATELESS', OOS: 'XSS', OOO: '_U' }
/** For what has figures in both years, how much more there was in the later. */
function risesOf(counts: readonly { readonly key: string; readonly year: string; readonly count: number }[], year: string): Map<string, number> {
  const of = (one: string) => sumBy(counts.filter((row) => row.year === one).map(({ key, count }) => ({ key, count: String(count) })), (row) => row.key!, 'count')
  const [before, after] = [of(String(Number(year) - 1)), of(year)]
  return new Map([...after].flatMap(([key, count]) => (before.has(key) ? [[key, count - before.get(key)!] as const] : [])))
}
const values = (rows: readonly Record<string, string>[]) => rows.reduce((sum, row) => sum + Number(row.value), 0)
/** Sums without names, for comparing what two different vocabularies say. */
const shape = (sums: Iterable<number>) => [...sums].filter((n) => n !== 0).sort((a, b) => a - b)

describe.skipIf(!hasData)('national files (needs ../shared/data)', () => {
  let system: System
  let thailand: string
  const national = new Map<string, string>()
  beforeAll(async () => {
    system = await startSystem({ VRS_TODAY: '2026-11-21' })
    thailand = await system.token('THA', 'analyst')
  })
  afterAll(() => system?.stop())

  const bring = async ({ member, file, mapping, rows }: File) => {
    const officer = await system.token(member, 'reporter')
    const focal = await system.token(member, 'focal_point')
    const uploaded = await system.ok(officer, 'upload', join(DATA, file), '--member', member, '--dataflow', 'VRS_DETECT', '--mapping', `samples/mappings/${mapping}`, '--wait')
    const counts = uploaded.rows[0]!
    expect(Number(counts.rows_read)).toBe(rows)
    expect(Number(counts.rows_taken) + Number(counts.rows_merged)).toBe(rows)
    expect([counts.rows_rejected, counts.errors]).toEqual(['0', '0'])
    await system.ok(officer, 'report', 'findings', counts.report!)
    await system.ok(officer, 'report', 'submit', counts.report!, '--comment', 'Seen and confirmed.')
    const approved = await system.ok(focal, 'report', 'approve', counts.report!, '--level', 'CONTRIBUTORS')
    expect(approved.rows[0]).toMatchObject({ member, status: 'approved', dataflow: 'VRS_DETECT', unit: 'NATIONAL' })
    national.set(member, approved.rows[0]!.report!)
    return { counts, focal }
  }
  const ask = async (member: string, by: string, ...more: string[]) => (await system.ok(thailand, 'query', 'VRS_DETECT', '--by', by, '--where', `REF_AREA=${member}`, ...more)).rows

  test('the United States: every encounter arrives, by citizenship, month, age and route', async () => {
    const { counts } = await bring(CBP)
    expect(Number(counts.rows_taken)).toBe(7_036)
    const file = raw(CBP)
    expect(await ask('USA', 'REF_AREA')).toEqual([{ ref_area: 'USA', freq: 'M', indicator: 'ENTRY_IRREG', unit_measure: 'DET', value: String(CBP.total) }])
    const months = sumBy(file, (row) => {
      const month = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].indexOf(row['Month (abbv)']!) + 1
      const year = Number(row['Fiscal Year']!.slice(0, 4)) - (month >= 10 ? 1 : 0)
      return `${year}-${String(month).padStart(2, '0')}`
    }, 'Encounter Count')
    expect(new Map((await ask('USA', 'TIME_PERIOD')).map((row) => [row.time_period!, Number(row.value)]))).toEqual(months)
    expect(shape((await ask('USA', 'CITIZENSHIP')).map((row) => Number(row.value)))).toEqual(shape(sumBy(file, (row) => row.Citizenship!, 'Encounter Count').values()))
    const mexico = sumBy(file, (row) => row.Citizenship!, 'Encounter Count').get('MEXICO')
    expect(values(await ask('USA', 'CITIZENSHIP', '--where', 'CITIZENSHIP=MEX'))).toBe(mexico)
    const routes = sumBy(file, (row) => row['Land Border Region']!, 'Encounter Count')
    expect(new Map((await ask('USA', 'ROUTE_ID')).map((row) => [row.route_id!, Number(row.value)]))).toEqual(new Map([['OTH', routes.get('Other')], ['US_NORTHERN_LAND', routes.get('Northern Land Border')], ['US_SOUTHWEST_LAND', routes.get('Southwest Land Border')]]))
    const ages = sumBy(file, (row) => ({ 'Single Adults': 'Y_GE18', FMUA: '_U' })[row.Demographic!] ?? 'Y0T17', 'Encounter Count')
    expect(new Map((await ask('USA', 'AGE')).map((row) => [row.age!, Number(row.value)]))).toEqual(ages)
  })

  test('Frontex: every detection arrives, by route, border, citizenship and month', async () => {
    await bring(FRONTEX)
    const file = raw(FRONTEX)
    expect(values(await ask('FRONTEX', 'REF_AREA'))).toBe(FRONTEX.total)
    expect(shape((await ask('FRONTEX', 'ROUTE_ID')).map((row) => Number(row.value)))).toEqual(shape(sumBy(file, (row) => row.Route!, 'Detections').values()))
    const borders = sumBy(file, (row) => (row.BorderType === 'Sea' ? 'BLUE' : 'GREEN'), 'Detections')
    expect(new Map((await ask('FRONTEX', 'BORDER_PLACE')).map((row) => [row.border_place!, Number(row.value)]))).toEqual(borders)
    const citizens = sumBy(file, (row) => CODES[row.Nationality!] ?? row.Nationality!, 'Detections')
    expect(new Map((await ask('FRONTEX', 'CITIZENSHIP')).map((row) => [row.citizenship!, Number(row.value)]))).toEqual(citizens)
    expect(new Map((await ask('FRONTEX', 'TIME_PERIOD')).map((row) => [row.time_period!, Number(row.value)]))).toEqual(sumBy(file, (row) => row.Month!, 'Detections'))
  })

  test('Panama: every transit arrives, and the years that stand on one January say so', async () => {
    await bring(PANAMA)
    const file = raw(PANAMA)
    expect(values(await ask('PAN', 'REF_AREA'))).toBe(PANAMA.total)
    const citizens = sumBy(file, (row) => (['OOO', 'TIB'].includes(row.nat!) ? 'OTH' : row.nat!), 'n')
    expect(new Map((await ask('PAN', 'CITIZENSHIP')).map((row) => [row.citizenship!, Number(row.value)]))).toEqual(citizens)
    expect(new Map((await ask('PAN', 'TIME_PERIOD')).map((row) => [row.time_period!, Number(row.value)]))).toEqual(sumBy(file, (row) => row.t!, 'n'))
    expect(await ask('PAN', 'ROUTE_ID')).toEqual([{ route_id: 'DARIEN', freq: 'M', indicator: 'ENTRY_IRREG', unit_measure: 'DET', value: String(PANAMA.total) }])
    const payload = await system.ok(await system.token('PAN', 'focal_point'), 'report', 'payload', national.get('PAN')!, '--dataflow', 'VRS_DETECT')
    expect(payload.rows.filter((row) => row.TIME_PERIOD! < '2020').every((row) => row.OBS_STATUS === 'D' && row.COMMENT_OBS !== '')).toBe(true)
  })

  test('in a browser: which citizenships rose most on which route in 2023, to the unit', async () => {
    const frontex = raw(FRONTEX).map((row) => ({ key: `${row.Route!}|${CODES[row.Nationality!] ?? row.Nationality!}`, year: row.Month!.slice(0, 4), count: Number(row.Detections) }))
    const panama = raw(PANAMA).map((row) => ({ key: `Darién|${['OOO', 'TIB'].includes(row.nat!) ? 'OTH' : row.nat!}`, year: row.t!.slice(0, 4), count: Number(row.n) }))
    const rises = risesOf([...frontex, ...panama], '2023')
    const browser = await openBrowser()
    try {
      const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce' })
      await enterAs(context, system.url, 'analyst@tha.example.org')
      const page = await context.newPage()
      // The file of the United States ends with September: with it no year of 2023 would be whole.
      await page.goto(`${system.url}/explore/VRS_DETECT?show=table&down=ROUTE_ID,CITIZENSHIP&across=TIME_PERIOD&roll=A&from=2023-01&to=2023-12&only=REF_AREA:FRONTEX,PAN`)
      await page.getByLabel('Shown as').selectOption({ label: 'Change on a year before' })
      const column = page.locator('thead button').filter({ hasText: '2023' })
      await column.click()
      await page.locator('th[aria-sort="descending"]').filter({ hasText: '2023' }).waitFor()
      const drawn = await page.locator('main table a.figure').evaluateAll((links) => links.map((link) => ({ only: new URL((link as HTMLAnchorElement).href).searchParams.get('only')!, value: Number(link.textContent!.replaceAll(/[+,]/g, '').replace('−', '-')) })))
      const shown = drawn.map(({ only, value }) => ({ route: /ROUTE_ID:(\w+)/.exec(only)![1]!, citizenship: /CITIZENSHIP:(\w+)/.exec(only)![1]!, value }))
      expect(shown.map(({ citizenship, value }) => `${citizenship} ${value}`).sort()).toEqual([...rises].map(([key, rise]) => `${key.split('|')[1]!} ${rise}`).sort())
      // Under each route the one that rose most stands first.
      const first = [...Map.groupBy(shown, ({ route }) => route).values()].map(([most]) => `${most!.citizenship} ${most!.value}`)
      expect(first.sort()).toEqual([...Map.groupBy(rises, ([key]) => key.split('|')[0]!).values()].map((all) => all.reduce((most, one) => (one[1] > most[1] ? one : most))).map(([key, rise]) => `${key.split('|')[1]!} ${rise}`).sort())
      expect(first).toContain(`VEN ${rises.get('Darién|VEN')!}`)
    } finally {
      await browser.close()
    }
  })

  test('a state that does not contribute gets no figure, and is told why and what would unlock it', async () => {
    const fiji = await system.token('FJI', 'analyst')
    const refused = await system.vrs(fiji, 'query', 'VRS_DETECT', '--by', 'REF_AREA', '--where', 'REF_AREA=USA')
    expect([refused.code, refused.stdout]).toEqual([3, ''])
    const nothing = await system.vrs(fiji, 'query', 'VRS_HARM', '--by', 'REF_AREA')
    expect([nothing.code, nothing.stderr]).toEqual([3, refused.stderr])
    const access = (await system.ok(fiji, 'access', 'VRS_DETECT')).rows[0]!
    expect(access).toMatchObject({ dataflow: 'VRS_DETECT', member: 'FJI', unlocked: 'false' })
    expect(access.reason).not.toBe('')
    expect(access.missing).not.toBe('')
    expect((await system.ok(thailand, 'access', 'VRS_DETECT')).rows[0]).toMatchObject({ unlocked: 'true' })
  })

  test('another state learns nothing from an id', async () => {
    const id = national.get('USA')!
    const refused = await system.vrs(thailand, 'report', 'show', id)
    const absent = await system.vrs(thailand, 'report', 'show', 'USA-999999')
    expect([refused.code, refused.stderr]).toEqual([3, absent.stderr])
  })
})
