/** The invented region: lines of figures, the events planted in them, and the terms under which they are released. */
export type Flow = {
  readonly member: string; readonly dataflow: string; readonly indicator: string; readonly unit: string
  readonly key: { readonly [dimension: string]: string }
  /** Counts a month (or the price), its growth a year and its season (logarithms), and the month of the peak (0 is January). */
  readonly mean: number; readonly trend: number; readonly season: number; readonly peak: number
  /** Prices: the statistics that are told, each as a part of the median. */
  readonly price?: Readonly<Record<string, number>>
  /** Told for so many months alone, the newest. */
  readonly months?: number
}

/** A table that a state publishes beside its others: figures of one dimension, parted further. The shares of each code add up to 1. */
export type Margin = { readonly dataflow: string; readonly dimension: string; readonly parts: { readonly [code: string]: readonly { readonly key: { readonly [dimension: string]: string }; readonly share: number }[] } }

/** Something that happens: from so many months before the end, for so many months. A gap was not reported. */
export type Story = { readonly member: string; readonly dataflow: string; readonly where: { readonly [dimension: string]: string }; readonly kind: 'spike' | 'shift' | 'new' | 'drop' | 'gap'; readonly from: number; readonly months: number; readonly factor: number }

type Line = readonly [member: string, citizenships: readonly (readonly [code: string, mean: number])[], routes: readonly string[], peak: number, trend: number]

/** Who is detected where: citizenships with their monthly means, split over the routes. Routes are those of the register. */
const entries: readonly Line[] = [
  ['AUS', [['LKA', 60], ['IDN', 25], ['VNM', 30], ['PAK', 12], ['MMR', 8]], ['LKA_AUS_SEA', 'JAVA_ASHMORE'], 2, -0.05],
  ['THA', [['MMR', 900], ['KHM', 420], ['LAO', 180], ['VNM', 60], ['PAK', 25]], ['MMR_THA_LAND', 'KHM_THA_LAND'], 1, 0.06],
  ['KHM', [['VNM', 120], ['THA', 30], ['PAK', 20], ['MMR', 35]], ['VNM_KHM_LAND', 'KHM_THA_LAND'], 3, 0.04],
  ['LAO', [['VNM', 70], ['MMR', 40], ['THA', 15]], ['LAO_THA_MEKONG', 'VNM_LAO_LAND'], 2, 0.02],
  ['MMR', [['PAK', 22], ['LKA', 15], ['THA', 30]], ['MMR_THA_LAND', 'ANDAMAN_SEA'], 0, 0.03],
  ['VNM', [['KHM', 45], ['LAO', 25], ['PAK', 8]], ['VNM_KHM_LAND', 'VNM_LAO_LAND'], 5, 0.01],
  ['MYS', [['MMR', 520], ['IDN', 610], ['LKA', 45], ['PAK', 90], ['VNM', 120]], ['THA_MYS_LAND', 'MALACCA_STRAIT'], 11, 0.05],
  ['IDN', [['MMR', 140], ['LKA', 35], ['PAK', 40], ['VNM', 22]], ['ANDAMAN_SEA', 'MALACCA_STRAIT'], 10, 0.03],
  ['LKA', [['PAK', 25], ['MMR', 12], ['IDN', 6]], ['BAY_OF_BENGAL', 'LKA_AUS_SEA'], 2, 0],
  ['PAK', [['LKA', 12], ['MMR', 20], ['IDN', 5]], ['AFG_PAK', 'GULF_HUBS_AIR'], 8, 0.02],
  ['FJI', [['VNM', 6], ['LKA', 4], ['IDN', 3]], ['PACIFIC_NZL_SEA', 'SEA_HUBS_AIR'], 6, 0],
]

const SHARES = [['M', 0.62], ['F', 0.38]] as const

const detections: readonly Flow[] = entries.flatMap(([member, citizenships, routes, peak, trend]) =>
  citizenships.flatMap(([citizenship, mean]) => routes.flatMap((route, r) => SHARES.map(([sex, share]) => ({
    member, dataflow: 'VRS_DETECT', indicator: 'ENTRY_IRREG', unit: 'DET', key: { CITIZENSHIP: citizenship, ROUTE_ID: route, SEX: sex }, mean: mean * share * (r === 0 ? 0.7 : 0.3), trend, season: 0.35, peak,
  })))))

const refusals: readonly Flow[] = entries.flatMap(([member, citizenships, , peak]) => citizenships.flatMap(([citizenship, mean]) => ['FALSE_DOC', 'NO_VISA'].map((reason) => ({
  member, dataflow: 'VRS_REFUSAL', indicator: 'REFUSED', unit: 'PS', key: { CITIZENSHIP: citizenship, REASON: reason }, mean: mean * (reason === 'NO_VISA' ? 0.12 : 0.05), trend: 0.02, season: 0.1, peak,
}))))

const smuggled: readonly Flow[] = entries.flatMap(([member, citizenships, , peak, trend]) => citizenships.flatMap(([citizenship, mean]) => [['Y0T17', 0.06], ['Y_GE18', 0.2]].map(([age, share]) => ({
  member, dataflow: 'VRS_SMUGGLED', indicator: 'SMUGGLED_CONF', unit: 'PS', key: { CITIZENSHIP: citizenship, AGE: String(age) }, mean: mean * Number(share), trend, season: 0.3, peak,
}))))

const frauds: readonly Flow[] = entries.flatMap(([member, citizenships, , peak]) => citizenships.flatMap(([citizenship, mean]) => ['PASSPORT', 'VISA'].map((type) => ({
  member, dataflow: 'VRS_DOCFRAUD', indicator: 'DOCS', unit: 'DOC', key: { CITIZENSHIP: citizenship, DOC_TYPE: type }, mean: mean * 0.04, trend: -0.02, season: 0.1, peak,
}))))

const ALONE = { MEDIAN: 1 } // fewer than five observations
const RANGE = { MIN: 0.45, P25: 0.8, MEDIAN: 1, P75: 1.35, MAX: 2.1 }
/** What some pay in, and how much of it a dollar is. */
const CURRENCIES: { readonly [member: string]: readonly [code: string, rate: number] } = { THA: ['THB', 34], MYS: ['MYR', 4.4], IDN: ['IDR', 15800] }

const fees: readonly Flow[] = entries.flatMap(([member, citizenships, , peak]) => citizenships.slice(0, 3).flatMap(([citizenship], i) => {
  const price = i === 2 || member === 'FJI' || member === 'PAK' ? ALONE : RANGE
  const line = { member, dataflow: 'VRS_FEE', indicator: 'FEE_PP', key: { ORIGIN_AREA: citizenship, DEST_AREA: member }, trend: 0.04, season: 0.05, peak, price, months: 24 }
  const mean = 900 + 700 * i + member.codePointAt(0)! * 20
  const [currency, rate] = CURRENCIES[member] ?? []
  return [{ ...line, unit: 'USD', mean }, ...(currency && i === 0 ? [{ ...line, unit: currency, mean: mean * rate! }] : [])]
}))

/** Legs of catalogued routes, with places of transit, and how many are seen on the first of them each month. */
const journeys: readonly (readonly [member: string, route: string, seen: number, places: readonly string[]])[] = [
  ['THA', 'MMR_THA_LAND', 620, ['YANGON', 'MYAWADDY', 'MAE_SOT', 'BANGKOK']], ['THA', 'KHM_THA_LAND', 340, ['PHNOM_PENH', 'POIPET', 'ARANYAPRATHET', 'BANGKOK']],
  ['MYS', 'THA_MYS_LAND', 410, ['BANGKOK', 'HAT_YAI', 'SADAO', 'KUALA_LUMPUR']], ['MYS', 'MALACCA_STRAIT', 260, ['MEDAN', 'DUMAI', 'PORT_KLANG', 'KUALA_LUMPUR']],
  ['IDN', 'ANDAMAN_SEA', 120, ['COXS_BAZAR', 'LANGKAWI', 'LHOKSEUMAWE', 'MEDAN']], ['IDN', 'JAVA_ASHMORE', 55, ['JAKARTA', 'KUPANG', 'ROTE', 'ASHMORE_REEF']],
  ['LAO', 'LAO_THA_MEKONG', 90, ['VIENTIANE', 'NONG_KHAI', 'BANGKOK']], ['VNM', 'VNM_KHM_LAND', 75, ['HO_CHI_MINH_CITY', 'MOC_BAI', 'BAVET', 'PHNOM_PENH']],
  ['AUS', 'LKA_AUS_SEA', 40, ['NEGOMBO', 'COCOS_ISLANDS', 'DARWIN']],
]
const legs: readonly Flow[] = journeys.flatMap(([member, route, seen, places]) => places.slice(1).map((place, at) => ({
  member, dataflow: 'VRS_ROUTE', indicator: 'PS_OBSERVED', unit: 'PS', key: { ROUTE_ID: route, LEG_NO: String(at + 1), FROM_PLACE: places[at]!, TO_PLACE: place }, mean: seen * 0.8 ** at, trend: 0.03, season: 0.2, peak: 1, months: 24,
})))

export const flows: readonly Flow[] = [...detections, ...refusals, ...smuggled, ...frauds, ...fees, ...legs]

const parted = (shares: { readonly [age: string]: readonly [male: number, female: number] }) => Object.entries(shares).flatMap(([AGE, [male, female]]) => [{ key: { AGE, SEX: 'M' }, share: male }, { key: { AGE, SEX: 'F' }, share: female }])

/** Who is found smuggled, by age and sex. */
export const margins: readonly Margin[] = [{
  dataflow: 'VRS_SMUGGLED', dimension: 'AGE',
  parts: { Y0T17: parted({ Y0T11: [0.16, 0.15], Y12T17: [0.43, 0.26] }), Y_GE18: parted({ Y18T24: [0.25, 0.12], Y25T34: [0.24, 0.13], Y35T49: [0.12, 0.08], Y_GE50: [0.02, 0.02], _U: [0.01, 0.01] }) },
}]

export const stories: readonly Story[] = [
  { member: 'MYS', dataflow: 'VRS_DETECT', where: { CITIZENSHIP: 'MMR' }, kind: 'spike', from: 7, months: 2, factor: 3.2 },
  { member: 'IDN', dataflow: 'VRS_DETECT', where: { CITIZENSHIP: 'MMR', ROUTE_ID: 'ANDAMAN_SEA' }, kind: 'shift', from: 20, months: 21, factor: 2.1 },
  { member: 'AUS', dataflow: 'VRS_DETECT', where: { CITIZENSHIP: 'LKA', ROUTE_ID: 'LKA_AUS_SEA' }, kind: 'drop', from: 14, months: 15, factor: 0.25 },
  { member: 'LKA', dataflow: 'VRS_DETECT', where: { CITIZENSHIP: 'PAK' }, kind: 'new', from: 4, months: 5, factor: 4 },
  { member: 'THA', dataflow: 'VRS_DETECT', where: { CITIZENSHIP: 'KHM' }, kind: 'spike', from: 31, months: 3, factor: 2.4 },
  { member: 'THA', dataflow: 'VRS_SMUGGLED', where: { CITIZENSHIP: 'MMR' }, kind: 'shift', from: 11, months: 12, factor: 1.9 },
  { member: 'KHM', dataflow: 'VRS_DETECT', where: {}, kind: 'gap', from: 38, months: 2, factor: 1 },
  { member: 'MMR', dataflow: 'VRS_DETECT', where: {}, kind: 'gap', from: 9, months: 3, factor: 1 },
  { member: 'LAO', dataflow: 'VRS_DETECT', where: {}, kind: 'gap', from: 3, months: 2, factor: 1 },
  { member: 'VNM', dataflow: 'VRS_SMUGGLED', where: {}, kind: 'gap', from: 26, months: 4, factor: 1 },
]

export type SeedTerms = { readonly level: 'NATIONAL' | 'SECRETARIAT' | 'GROUP' | 'CONTRIBUTORS' | 'PUBLIC'; readonly group?: string }

export const GROUP = { name: 'Mekong', members: ['KHM', 'LAO', 'MMR', 'THA', 'VNM'], withCau: false }

/** Under which terms a member releases a dataflow: every level occurs. */
export function seedTerms(member: string, dataflow: string): SeedTerms {
  if (member === 'FJI') return { level: 'NATIONAL' }
  switch (dataflow) {
    case 'VRS_DETECT': case 'VRS_FEE': case 'VRS_ROUTE': return { level: 'CONTRIBUTORS' }
    case 'VRS_REFUSAL': return { level: 'PUBLIC' }
    case 'VRS_SMUGGLED': return GROUP.members.includes(member) ? { level: 'GROUP', group: GROUP.name } : { level: 'CONTRIBUTORS' }
    case 'VRS_NARR_ROUTE': case 'VRS_NARR_TREND': case 'VRS_NARR_FEE': case 'VRS_NARR_MEASURE': return { level: 'CONTRIBUTORS' }
    case 'VRS_NARR_METHOD': return { level: 'GROUP', group: GROUP.name }
    case 'VRS_DOCFRAUD': return { level: 'SECRETARIAT' }
    default: return { level: 'NATIONAL' }
  }
}
