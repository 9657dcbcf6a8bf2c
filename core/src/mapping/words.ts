import lists from './words.json' with { type: 'json' }

/**
 * How two ways of writing one word become one: case, accents of Latin letters, width, punctuation and characters that are not seen, among
 * them those that turn the direction of what follows, do not count.
 * Vowel signs of Thai, Khmer, Lao and others stay, since there they tell words apart.
 */
export function normaliseWord(word: string): string {
  const plain = PLAIN.test(word) ? word.toLowerCase() : asciiDigits(foldLetters(word))
  return plain.replace(/['’ʼ`]/g, '').replace(/[\s.,;:!/\\()[\]{}"“”«»&+*_–—―-]+/gu, ' ').trim()
}

const PLAIN = /^[ -~]*$/

const foldLetters = (word: string): string =>
  word
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670]/g, '')
    .normalize('NFC')
    .replace(/[đıłøßæœأإآى]/g, (letter) => LETTERS[letter] ?? letter)

const LETTERS: { readonly [letter: string]: string } = { đ: 'd', ı: 'i', ł: 'l', ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', أ: 'ا', إ: 'ا', آ: 'ا', ى: 'ي' }

/** The first digit of each set of ten that the region writes numbers with. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0be6, 0x0de6, 0x0e50, 0x0ed0, 0x1040, 0x17e0, 0xff10] as const

/** Digits of other scripts (Thai, Khmer, Lao, Myanmar, Arabic, ...) as ASCII digits. */
export const asciiDigits = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text.replace(/\p{Nd}/gu, (digit) => {
        const at = digit.codePointAt(0)!
        const zero = ZEROS.find((z) => at >= z && at < z + 10)
        return zero === undefined ? digit : String(at - zero)
      })

const totals = new Set(lists.total.whole.map(normaliseWord))
const atEdge = new Set(lists.total.atEdge.map(normaliseWord))
const LONGEST_TOTAL = 60

/** Whether a cell says that its row is a total: `Grand Total`, `Mexico Total`, `รวม`, `Tổng cộng`. */
export function isTotalWord(cell: string): boolean {
  if (cell === '' || cell.length > LONGEST_TOTAL || (cell.charCodeAt(0) < 58 && /^[\d\s.,-]+$/.test(cell))) return false
  const word = normaliseWord(cell)
  if (totals.has(word)) return true
  const parts = word.split(' ')
  return parts.length > 1 && (atEdge.has(parts[0]!) || atEdge.has(parts.at(-1)!))
}

const rests: readonly (readonly ['OTH' | '_U', ReadonlySet<string>])[] = [['OTH', new Set(lists.other.map(normaliseWord))], ['_U', new Set(lists.unknown.map(normaliseWord))]]

/** The code that a word for "other" or "unknown" may stand for. Only ever proposed: each source means something else by it. */
export const restOf = (cell: string): 'OTH' | '_U' | undefined => rests.find(([, words]) => words.has(normaliseWord(cell)))?.[0]

const unavailable = new Set(lists.unavailable.map(normaliseWord))

/** Words for "not known" that look like something else: `NA` is Namibia's alpha-2 code too. */
export const isUnavailableWord = (cell: string): boolean => unavailable.has(normaliseWord(cell)) || /^[-–—.…?*]+$/.test(cell)

const monthKey = (word: string): string => normaliseWord(word).replaceAll(' ', '')

const MONTH_LANGUAGES = ['en', 'fr', 'es', 'pt', 'id', 'ms', 'th', 'vi', 'km', 'lo', 'zh', 'ar', 'my', 'bn', 'ta', 'ur'] as const

/** Made when it is first asked for: naming the months of all languages takes a moment that a page need not spend. */
let months: ReadonlyMap<string, number> | undefined

/** The month that a name or a number stands for (1 to 12) in any of the languages of the region; undefined where it is none. */
export function monthOf(word: string): number | undefined {
  const name = monthKey(word)
  const number = /^\d{1,2}$/.test(name) ? Number(name) : undefined
  if (number !== undefined) return number >= 1 && number <= 12 ? number : undefined
  months ??= monthNames()
  return months.get(name)
}

function monthNames(): Map<string, number> {
  const names = new Map<string, number>(Object.entries(lists.months).map(([name, month]) => [monthKey(name), month]))
  for (const language of MONTH_LANGUAGES) {
    for (const style of ['long', 'short'] as const) {
      for (const day of [undefined, 'numeric'] as const) {
        const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { month: style, day, timeZone: 'UTC' })
        for (let month = 0; month < 12; month++) {
          const name = format.formatToParts(Date.UTC(2001, month, 15)).find((part) => part.type === 'month')?.value
          const key = name === undefined ? '' : monthKey(name)
          if (key !== '' && !/^\d+$/.test(key)) names.set(key, month + 1)
        }
      }
    }
  }
  return names
}
