/** The invented region: lines of figures, the events planted in them, and the terms under which they are released. */
export type Flow = {
  readonly member: string; readonly dataflow: string; readonly indicator: string; readonly unit: string
  readonly key: { readonly [dimension: string]: string }
  /** Counts a month (or the price), its growth a year and its season (logarithms), and the month of the peak (0 is January). */
  readonly mean: number; readonly trend: number; readonly season: number; readonly peak: number
  readonly price?: true
}

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

const fees: readonly Flow[] = entries.flatMap(([member, citizenships, , peak]) => citizenships.slice(0, 2).map(([citizenship], i) => ({
  member, dataflow: 'VRS_FEE', indicator: 'FEE_PP', unit: 'USD', key: { ORIGIN_AREA: citizenship, DEST_AREA: member, STAT: 'MEDIAN' }, mean: 900 + 700 * i + member.codePointAt(0)! * 20, trend: 0.04, season: 0.05, peak, price: true as const,
})))

export const flows: readonly Flow[] = [...detections, ...refusals, ...smuggled, ...frauds, ...fees]

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
    case 'VRS_DETECT': return { level: 'CONTRIBUTORS' }
    case 'VRS_REFUSAL': return { level: 'PUBLIC' }
    case 'VRS_SMUGGLED': return GROUP.members.includes(member) ? { level: 'GROUP', group: GROUP.name } : { level: 'CONTRIBUTORS' }
    case 'VRS_DOCFRAUD': return { level: 'SECRETARIAT' }
    default: return { level: 'NATIONAL' }
  }
}
