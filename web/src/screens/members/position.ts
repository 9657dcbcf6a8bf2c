/** What is typed for a position: both numbers, or nothing. */
export type TypedPosition = { readonly latitude: string; readonly longitude: string }
export const MOST = { latitude: 90, longitude: 180 } as const

export type ReadPosition = { readonly ok: true; readonly position: { readonly latitude: number; readonly longitude: number } | null } | { readonly ok: false; readonly at: keyof TypedPosition; readonly why: 'both' | 'range' }

/** Reads degrees, with a point or a comma before the fraction. */
export function readPosition({ latitude, longitude }: TypedPosition): ReadPosition {
  if (latitude.trim() === '' && longitude.trim() === '') return { ok: true, position: null }
  for (const [at, text] of [['latitude', latitude], ['longitude', longitude]] as const) {
    if (text.trim() === '') return { ok: false, at, why: 'both' }
    if (degreesOf(text, MOST[at]) === undefined) return { ok: false, at, why: 'range' }
  }
  return { ok: true, position: { latitude: degreesOf(latitude, MOST.latitude)!, longitude: degreesOf(longitude, MOST.longitude)! } }
}

function degreesOf(text: string, most: number): number | undefined {
  const plain = text.trim().replace(',', '.').replace('\u2212', '-')
  const degrees = /^-?\d{1,3}(\.\d{1,10})?$/.test(plain) ? Number(plain) : Number.NaN
  return Math.abs(degrees) <= most ? degrees : undefined
}
