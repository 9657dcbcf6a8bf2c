/** Ranges of time that are asked for again and again. Months, `from` without `to`: until now. */
export const PRESETS = ['all', 'year_back', 'five_back', 'this_year', 'last_year'] as const
export type Preset = (typeof PRESETS)[number]
export type Range = { readonly from: string | undefined; readonly to: string | undefined }

/** `today` is a day such as `2026-11-21`. */
export function rangeOf(preset: Preset, today: string): Range {
  const [year, month] = today.split('-').map(Number) as [number, number]
  const back = (months: number): string => {
    const at = year * 12 + month - 1 - months
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  }
  switch (preset) {
    case 'all':
      return { from: undefined, to: undefined }
    case 'year_back':
      return { from: back(12), to: undefined }
    case 'five_back':
      return { from: back(60), to: undefined }
    case 'this_year':
      return { from: `${year}-01`, to: undefined }
    case 'last_year':
      return { from: `${year - 1}-01`, to: `${year - 1}-12` }
  }
}

export const presetOf = ({ from, to }: Range, today: string): Preset | undefined => PRESETS.find((preset) => {
  const range = rangeOf(preset, today)
  return range.from === from && range.to === to
})
