const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** An amount of bytes as people say it: 1.4 GB. */
export function inBytes(bytes: number, language: string): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(language, { style: 'unit', unit: UNITS[step]!, unitDisplay: 'short', maximumSignificantDigits: 3 }).format(bytes / 1000 ** step)
}

const SPANS = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1000]] as const

/** How long it is since, in its largest unit: 3 days. */
export function lasted(from: string, to: string, language: string): string {
  const span = Math.max(0, Date.parse(to) - Date.parse(from))
  const [unit, length] = SPANS.find(([, size]) => span >= size) ?? SPANS.at(-1)!
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(span / length))
}
