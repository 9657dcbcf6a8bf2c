import type { NumberStyle } from './language.ts'
import { NUMBER_STYLES } from './language.ts'
import { refuse, type Refusal } from './refusals.ts'
import { asciiDigits } from './words.ts'

/** Each pattern reads its input once, without backtracking over a group twice. */
const SHAPES: { readonly [style in NumberStyle]: RegExp } = {
  '1234.5': /^-?\d+(\.\d+)?$/,
  '1,234.5': /^-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/,
  '1.234,5': /^-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/,
  '1 234,5': /^-?(\d{1,3}( \d{3})+|\d+)(,\d+)?$/,
  '1 234.5': /^-?(\d{1,3}( \d{3})+|\d+)(\.\d+)?$/,
  "1'234.5": /^-?(\d{1,3}('\d{3})+|\d+)(\.\d+)?$/,
  '1234,5': /^-?\d+(,\d+)?$/,
  '1,23,456.7': /^-?(\d{1,2}(,\d{2})*,\d{3}|\d{1,3})(\.\d+)?$/,
}

const LONGEST_NUMBER = 40

/** Reads a number written in the declared style; a number of any other style is refused, never guessed at. */
export function parseNumber(text: string, style: NumberStyle): number | Refusal {
  const plain = plainDigits(text)
  if (plain >= 0) return plain
  if (text.length > LONGEST_NUMBER) return refuse('value.not_number')
  const written = tidy(text)
  if (!SHAPES[style].test(written) || isLikelyThousands(written, style)) return otherStyle(written, style)
  const value = Number(toAscii(written, style))
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : refuse('value.too_large')
}

/** Up to 15 ASCII digits, the usual case; -1 where the text is anything else. */
function plainDigits(text: string): number {
  if (text.length === 0 || text.length > 15) return -1
  let value = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

const tidy = (text: string): string => asciiDigits(text).replace(/[\u00a0\u2009\u202f]/g, ' ').replace(/[’ʼ]/g, "'").replace(/^[−–]/, '-').trim()

const decimalIsComma = (style: NumberStyle): boolean => style.endsWith(',5')

const toAscii = (written: string, style: NumberStyle): string =>
  decimalIsComma(style) ? written.replace(/[. ]/g, '').replace(',', '.') : written.replace(/[, ']/g, '')

/** `1.000` is a thousand in half of the world. As a decimal it would be 1, which nobody writes like that. */
const isLikelyThousands = (written: string, style: NumberStyle): boolean => (decimalIsComma(style) ? /^-?[1-9]\d{0,2},000$/ : /^-?[1-9]\d{0,2}\.000$/).test(written)

function otherStyle(written: string, declared: NumberStyle): Refusal {
  const looks = NUMBER_STYLES.find((style) => style !== declared && SHAPES[style].test(written) && !isLikelyThousands(written, style))
  return looks === undefined ? refuse('value.not_number') : refuse('value.style', { declared, looks })
}
