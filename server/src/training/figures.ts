import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import type { FigureRow } from '@openvrs/core/report/table.ts'
import { chance } from './random.ts'
import { flows, margins, stories, type Flow, type Margin, type Story } from './region.ts'

/** Months counted from year 0, so that they can be added. */
export const monthNumber = (period: string): number => Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1
export const monthOf = (number: number): string => `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`

/** The last month that has ended at `now`. */
export const lastEndedMonth = (now: Date): string => monthOf(now.getUTCFullYear() * 12 + now.getUTCMonth() - 1)

export const MONTHS = 60

/**
 * Five years of invented monthly figures of one member in one dataflow, ending with `lastMonth`: counts with trend, season
 * and noise, the region's planted events, and months that were not reported. Empty where the member has no such flow.
 */
export function syntheticFigures(member: string, flow: Dataflow, lastMonth: string): FigureRow[] {
  const last = monthNumber(lastMonth)
  const rows = flows
    .filter((line) => line.member === member && line.dataflow === flow.id)
    .flatMap((line) => {
      const random = chance(`${member} ${flow.id} ${JSON.stringify(line.key)}`)
      return Array.from({ length: MONTHS }, (_, i) => {
        const ago = MONTHS - 1 - i
        if (ago >= (line.months ?? MONTHS)) return []
        const mean = line.mean * Math.exp((line.trend * i) / 12 + line.season * Math.cos((2 * Math.PI * ((last - ago) % 12 - line.peak)) / 12)) * eventFactor(line, ago)
        return rowsOf(flow, line, monthOf(last - ago), random.count(mean, 0.06))
      }).filter((_, i) => !isGap(member, flow.id, MONTHS - 1 - i)).flat()
    })
    .filter((row) => row.value !== 0 || row.key.INDICATOR === 'ENTRY_IRREG')
  return [...rows, ...margins.filter((margin) => margin.dataflow === flow.id).flatMap((margin) => marginOf(rows, margin))]
}

/** A count; or a price, as the statistics that are told of it. */
function rowsOf(flow: Dataflow, line: Flow, period: string, count: number): FigureRow[] {
  const fixed: { readonly [dimension: string]: string } = { FREQ: 'M', REF_AREA: line.member, INDICATOR: line.indicator, UNIT_MEASURE: line.unit, TIME_PERIOD: period, ...line.key }
  const key = (own: { readonly [dimension: string]: string } = {}) => Object.fromEntries(flow.dimensions.map((d) => [d.id, own[d.id] ?? fixed[d.id] ?? '_T']))
  if (!line.price) return [{ key: key(), value: count }]
  const median = line.mean + (count - line.mean) * 0.2
  const observed = Object.keys(line.price).length > 1 ? 5 + (count % 20) : 3
  return Object.entries(line.price).map(([STAT, part]) => ({ key: key({ STAT }), value: Math.round(median * part), N_OBS: observed }))
}

/** Each month's figures parted by the shares, so that the parts add up to them; of what is over, the largest remainders get one each. */
function marginOf(rows: readonly FigureRow[], { dimension, parts }: Margin): FigureRow[] {
  return [...Map.groupBy(rows, ({ key }) => `${key.TIME_PERIOD} ${key[dimension]}`).values()].flatMap((same) => {
    const { key } = same[0]!
    const total = same.reduce((sum, { value }) => sum + (value ?? 0), 0)
    const exact = (parts[key[dimension]!] ?? []).map((part) => ({ part, share: total * part.share }))
    const left = total - exact.reduce((sum, { share }) => sum + Math.floor(share), 0)
    const byRemainder = exact.toSorted((a, b) => (b.share % 1) - (a.share % 1))
    return byRemainder.map(({ part, share }, at) => ({ key: { ...key, CITIZENSHIP: '_T', ...part.key }, value: Math.floor(share) + (at < left ? 1 : 0) })).filter(({ value }) => value > 0)
  })
}

const applies = (story: Story, line: Flow): boolean => story.member === line.member && story.dataflow === line.dataflow && Object.entries(story.where).every(([d, code]) => line.key[d] === code)

/** What the planted events do to a line so many months before the end. */
const eventFactor = (line: Flow, ago: number): number =>
  stories.filter((story) => story.kind !== 'gap' && applies(story, line) && ago <= story.from && ago > story.from - story.months).reduce((factor, story) => factor * story.factor, 1)

const isGap = (member: string, dataflow: string, ago: number): boolean =>
  stories.some((story) => story.kind === 'gap' && story.member === member && story.dataflow === dataflow && ago <= story.from && ago > story.from - story.months)
