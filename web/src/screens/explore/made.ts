import { localeOf } from '@openvrs/core/i18n/languages.ts'
import type { Words } from '../../i18n/use.ts'
import type { Names } from './names.ts'
import type { Answer } from './shape.ts'

/** What the server made of the figures. */
type Derivation = NonNullable<Answer['derivation']>
/** The same in words; `name` is undefined where figures are shown as they are. */
export type Made = { readonly name: string | undefined; readonly sentences: readonly string[]; readonly figure: (value: number) => string }

export function madeOf({ derivation }: Answer, names: Names, words: Words): Made {
  if (!derivation) return { name: undefined, sentences: [], figure: words.number }
  return { name: derivation.measure === 'sum' ? undefined : words.t(`explore.measured.${derivation.measure}`), sentences: sentencesOf(derivation, names, words), figure: figureOf(derivation, words) }
}

/** A change has a sign, a share its per cent. */
function figureOf({ measure, unit }: Derivation, { language, number }: Words): (value: number) => string {
  const isChange = measure.includes('change')
  if (unit === 'place' || (unit === 'figure' && !isChange)) return number
  const told = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: unit === 'percent' ? 1 : 6, ...(unit === 'percent' ? { style: 'percent' } : {}), ...(isChange ? { signDisplay: 'exceptZero' } : {}) })
  return (value) => told.format(unit === 'percent' ? value / 100 : value)
}

/** In the order in which it was done. */
function sentencesOf({ measure, over, roll_up, top, regions }: Derivation, names: Names, { t, language }: Words): readonly string[] {
  const dimensions = new Intl.ListFormat(language).format(over.map((id) => names.dimension(id)))
  return [
    ...regions.map(({ dimension }) => t('explore.made.regions', { name: names.dimension(dimension) })),
    ...(top ? [t('explore.made.top', { name: names.dimension(top.dimension), count: top.count })] : []),
    ...(roll_up ? [t(`explore.made.roll_${roll_up}`)] : []),
    ...(measure === 'sum' ? [] : [t(`explore.made.${measure}`, { over: dimensions })]),
  ]
}
