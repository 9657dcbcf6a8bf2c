import { createWriteStream } from 'node:fs'
import { once } from 'node:events'

/** A national file of so many rows, no two on one key: months x citizenships x sexes x ages x routes, in the officer's own words. The same every time. */
export const COUNTRIES = ['Myanmar', 'Viet Nam', 'Cambodia', 'Sri Lanka', 'Pakistan', 'Indonesia', 'Bangladesh', 'India', 'Nepal', 'Afghanistan', 'China', 'Philippines', 'Malaysia', 'Lao PDR', 'Iran', 'Iraq', 'Somalia', 'Ethiopia', 'Nigeria', 'Egypt', 'Syria', 'Sudan', 'Eritrea', 'Turkey', 'Uzbekistan']
const SEXES = ['Male', 'Female']
const AGES = ['0-11', '12-17', '18-24', '25-34', '35-49', '50+']
const ROUTES = ['ANDAMAN_SEA', 'BAY_OF_BENGAL', 'MALACCA_STRAIT', 'MMR_THA_LAND', 'KHM_THA_LAND', 'THA_MYS_LAND', 'GULF_OF_THAILAND', 'LAO_THA_MEKONG', 'MEKONG_UPPER', 'SEA_HUBS_AIR', 'VNM_KHM_LAND', 'SINGAPORE_STRAIT', 'SABAH_SULU', 'GULF_HUBS_AIR', 'JAVA_ASHMORE', 'LKA_AUS_SEA', 'VNM_AUS_SEA', 'VNM_LAO_LAND', 'MMR_CHN_LAND', 'LAO_CHN_LAND']
const A_MONTH = COUNTRIES.length * SEXES.length * AGES.length * ROUTES.length

export async function generate(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file)
  out.write('Month,Nationality,Sex,Age,Route,Count\n')
  let state = 42
  const months = Math.ceil(rows / A_MONTH)
  let block = ''
  for (let n = 0; n < rows; n++) {
    const month = Math.floor(n / A_MONTH)
    const [country, sex, age, route] = pick(n % A_MONTH)
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const at = 2026 * 12 + 9 - (months - 1 - month) // ends with October 2026
    block += `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')},${country},${sex},${age},${route},${(state >>> 20) % 997}\n`
    if (block.length > 1_000_000) {
      if (!out.write(block)) await once(out, 'drain')
      block = ''
    }
  }
  out.end(block)
  await once(out, 'finish')
}

const pick = (n: number): [string, string, string, string] => {
  const route = ROUTES[n % ROUTES.length]!
  const age = AGES[Math.floor(n / ROUTES.length) % AGES.length]!
  const sex = SEXES[Math.floor(n / ROUTES.length / AGES.length) % SEXES.length]!
  return [COUNTRIES[Math.floor(n / ROUTES.length / AGES.length / SEXES.length)]!, sex, age, route]
}
