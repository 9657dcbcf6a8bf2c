/** Numbers as the payload writes them: shortest decimals that read back as the same number, never an exponent. */

const DECIMAL = /^-?[0-9]+(?:\.[0-9]+)?$/

/** Undefined where the text is no plain decimal, or too large for a number. */
export function parseDecimal(text: string): number | undefined {
  if (!DECIMAL.test(text)) return undefined
  const value = Number(text)
  // Adding 0 makes -0 plain.
  return Number.isFinite(value) ? value + 0 : undefined
}

/** NaN is written as nothing: the row carries no value. Throws RangeError for infinities. */
export function formatDecimal(value: number): string {
  if (Number.isNaN(value)) return ''
  if (!Number.isFinite(value)) throw new RangeError('infinite figure')
  const text = String(value)
  return text.includes('e') ? expand(text) : text
}

/** `1.5e-7` to `0.00000015`, `1e+21` to `1000000000000000000000`. */
function expand(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e')
  const sign = mantissa.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = mantissa.slice(sign.length).split('.')
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  // Exponents of 21 and more leave no fraction: a double has at most 17 digits.
  return sign + digits.padEnd(point, '0')
}
