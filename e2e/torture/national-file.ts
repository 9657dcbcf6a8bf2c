import { chance } from './chance.ts'

/** A national file of some tens of thousands of rows, no two on one key: months x citizenships x sexes x ages x routes, and some of a land that there is not. Variants differ in the figures alone. */
const MONTHS = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05']
const COUNTRIES = ['Afghanistan', 'Bangladesh', 'Cambodia', 'China', 'Egypt', 'Eritrea', 'Ethiopia', 'India', 'Indonesia', 'Iran', 'Iraq', 'Lao PDR', 'Malaysia', 'Myanmar', 'Nepal', 'Nigeria', 'Pakistan', 'Philippines', 'Somalia', 'Sri Lanka', 'Sudan', 'Syria', 'Turkey', 'Uzbekistan', 'Viet Nam']
const SEXES = ['Male', 'Female']
const AGES = ['0-11', '12-17', '18-24', '25-34', '35-49', '50+']
const ROUTES = ['ANDAMAN_SEA', 'BAY_OF_BENGAL', 'GULF_HUBS_AIR', 'GULF_OF_THAILAND', 'JAVA_ASHMORE', 'KHM_THA_LAND', 'LAO_CHN_LAND', 'LAO_THA_MEKONG', 'LKA_AUS_SEA', 'MALACCA_STRAIT', 'MEKONG_UPPER', 'MMR_CHN_LAND', 'MMR_THA_LAND', 'SABAH_SULU', 'SEA_HUBS_AIR', 'SINGAPORE_STRAIT', 'THA_MYS_LAND', 'VNM_AUS_SEA', 'VNM_KHM_LAND', 'VNM_LAO_LAND']

export type NationalFile = {
  readonly variant: number
  readonly csv: string
  readonly rows: number
  /** Rows that no code can be found for, as a spreadsheet numbers them. */
  readonly unreadable: readonly number[]
  /** What the file says in all, of each month: counted here, apart from the product. */
  readonly months: { readonly [month: string]: number }
}

export function nationalFile(variant: number): NationalFile {
  const { fraction } = chance(variant)
  const lines = ['Month,Nationality,Sex,Age,Route,Count']
  const months: { [month: string]: number } = {}
  const unreadable: number[] = []
  for (const month of MONTHS) for (const country of COUNTRIES) for (const sex of SEXES) for (const age of AGES) for (const route of ROUTES) {
    const count = Math.floor(fraction() * 1000)
    months[month] = (months[month] ?? 0) + count
    lines.push(`${month},${country},${sex},${age},${route},${count}`)
    if (lines.length % 1000 !== 0) continue
    lines.push(`${month},Atlantis,${sex},${age},${route},${count}`)
    unreadable.push(lines.length)
  }
  return { variant, csv: `${lines.join('\n')}\n`, rows: lines.length - 1, unreadable, months }
}

export const MAPPING = `mapping: 1
about: A generated file
collection: vrs-msrc
dataflow: VRS_DETECT
frequency: M
file: { encoding: utf-8, delimiter: ',', header_row: 1, numbers: '1234.5' }
period: { kind: month, column: Month, format: '2024-03' }
dimensions:
  INDICATOR: { constant: ENTRY_IRREG }
  UNIT_MEASURE: { constant: DET }
  CITIZENSHIP: { column: Nationality }
  SEX: { column: Sex }
  AGE:
    column: Age
    codes: { 0-11: Y0T11, 12-17: Y12T17, 18-24: Y18T24, 25-34: Y25T34, 35-49: Y35T49, 50+: Y_GE50 }
  ROUTE_ID: { column: Route }
value: { column: Count }
rows_on_one_key: reject
section: { source_type: administrative, def_conform: 'Y' }
`
