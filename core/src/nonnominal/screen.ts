import { isContainer, isIban, isLuhn, isShip, isThaiCitizen } from './checksums.ts'
import { plainOf } from './plain.ts'

/** What could lead to a person. */
export const KINDS = ['email', 'web', 'phone', 'birth', 'document', 'name', 'account', 'network', 'place', 'vehicle', 'case'] as const
export type Kind = (typeof KINDS)[number]
/** Where in the text, from and to (exclusive), in its own units. */
export type Found = { readonly kind: Kind; readonly from: number; readonly to: number }

type Pattern = { readonly kind: Kind; readonly pattern: RegExp; readonly holds?: (text: string) => boolean }

/**
 * Patterns of what could lead to a person. They find what is written as such; who is told of in words, and streets and plates, which look like
 * any other word, they do not. None of them goes back without bound. Thai words that begin as a title does, such as those for broker and
 * employer, are no names.
 */
const PATTERNS: readonly Pattern[] = [
  { kind: 'email', pattern: /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{2,63}){1,4}/gu },
  { kind: 'web', pattern: /(?:https?:\/\/|(?<![\p{L}\p{N}])www\.|(?<![\p{L}\p{N}])(?:t\.me|wa\.me|fb\.com|line\.me|facebook\.com|instagram\.com|tiktok\.com)\/)[^\s<>"]{1,200}/giu },
  { kind: 'web', pattern: /(?<![\p{L}\p{N}_.@])@[\p{L}\p{N}_][\p{L}\p{N}_.]{2,30}/gu },
  { kind: 'phone', pattern: /(?<![\p{L}\p{N}.,+-])(?:\+ ?|00)[1-9](?:[ ()./-]{0,2}\d){6,13}(?![\p{L}\p{N}])/gu },
  { kind: 'phone', pattern: /(?<![\p{L}\p{N}.,/-])0\d(?:[ ./-]?\d){7,9}(?![\p{L}\p{N}])/gu, holds: (text) => !/^\d{1,2}[./-]\d{1,2}[./-]\d{4}/.test(text) && !/^0\d*\.\d+$/.test(text) },
  { kind: 'phone', pattern: /(?<!\p{L})(?:tel(?:ephone)?|phone|mobile|whatsapp|viber|telegram|signal|t[ée]l[ée]phone|โทร(?:ศัพท์)?|هاتف|جوال|واتساب)[^\n\p{L}\p{N}]{0,6}\+?\d(?:[ ()./-]{0,2}\d){5,13}/giu },
  { kind: 'birth', pattern: /(?<!\p{L})(?:born(?: on)?|birth|date of birth|d\.?o\.?b\.?|n[ée]e? le|naissance|เกิด(?:วันที่|เมื่อ)?|วันเกิด|ولد(?:ت)?(?: في)?|الميلاد|مواليد|lahir|ngày sinh)[^\n\p{L}\p{N}]{0,12}(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}\.? \p{L}{3,12}\.? \d{4}|\p{L}{3,12} \d{1,2}, ?\d{4})/giu },
  { kind: 'document', pattern: /(?<![\p{L}\p{N}])[A-Z]{1,2} ?\d{6,8}(?![\p{L}\p{N}])/gu },
  { kind: 'document', pattern: /(?<!\p{L})(?:passport|passeport|visa|identity card|national id|id card|carte d['’]identit[ée]|หนังสือเดินทาง|บัตรประชาชน|جواز(?: سفر| السفر)?|هوية|паспорт|hộ chiếu)[^\n\p{L}\p{N}]{0,3}(?:(?:no|number|nr|num[ée]ro|n°|nº|เลขที่|رقم)[^\n\p{L}\p{N}]{0,4})?(?=[A-Z0-9-]{0,6}\d)[A-Z0-9-]{6,16}/giu },
  { kind: 'document', pattern: /(?<![\p{L}\p{N}])[1-8][ -]?\d{4}[ -]?\d{5}[ -]?\d{2}[ -]?\d(?![\p{L}\p{N}])/gu, holds: isThaiCitizen },
  { kind: 'document', pattern: /(?<![A-Z0-9<])[A-Z0-9<]{5,40}<<[A-Z0-9<]{5,40}/gu },
  { kind: 'name', pattern: /(?<![\p{L}\p{N}])(?:Mr|Mrs|Ms|Miss|Mme|Mlle|Monsieur|Madame|Dr|Sr|Sra|M\.)\.? \p{Lu}[\p{L}'’-]{0,30}(?: \p{Lu}[\p{L}'’-]{1,30}){0,3}/gu },
  { kind: 'name', pattern: /(?:นางสาว|นาย|นาง|ด\.ช\.|ด\.ญ\.)(?!หน้า|จ้าง|ทุน|ทะเบียน|อำเภอ|กรัฐ|ตำรวจ|ทหาร|แพทย์|พราน|ท่า|เรือ|ประกัน|พยาบาล|แบบ)\s?[\u0e01-\u0e4e]{2,30}\s[\u0e01-\u0e4e]{2,30}/gu },
  { kind: 'name', pattern: /(?<!\p{L})(?:السيد|السيدة|الآنسة)\s\p{L}{2,30}(?:\s\p{L}{2,30})?/gu },
  { kind: 'account', pattern: /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu, holds: isIban },
  { kind: 'account', pattern: /(?<![\p{L}\p{N}.,-])\d(?:[ -]?\d){12,18}(?![\p{L}\p{N}])/gu, holds: isLuhn },
  { kind: 'account', pattern: /(?<![\p{L}\p{N}])(?:bc1[a-z0-9]{25,60}|0x[0-9a-fA-F]{40}|[13][1-9A-HJ-NP-Za-km-z]{25,34}|T[1-9A-HJ-NP-Za-km-z]{33})(?![\p{L}\p{N}])/gu },
  { kind: 'network', pattern: /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/gu, holds: (text) => text.split('.').every((part) => Number(part) < 256) },
  { kind: 'network', pattern: /(?<![\p{L}\p{N}:])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\p{L}\p{N}])/giu },
  { kind: 'place', pattern: /(?<![\d.,])-?\d{1,2}\.\d{4,8}[,;/ ]{1,3}-?\d{1,3}\.\d{4,8}(?!\d)/gu },
  { kind: 'place', pattern: /(?<![\d.,])\d{1,3}[.,]\d{2,8} ?°/gu },
  { kind: 'place', pattern: /\d{1,3}° ?\d{1,2}(?:[.,]\d{1,5})? ?['’′]/gu },
  { kind: 'vehicle', pattern: /(?<![\p{L}\p{N}])IMO[ :.#-]{0,3}\d{7}(?!\d)/giu, holds: isShip },
  { kind: 'vehicle', pattern: /(?<![\p{L}\p{N}])MMSI[ :.#-]{0,3}\d{9}(?!\d)/giu },
  { kind: 'vehicle', pattern: /(?<![\p{L}\p{N}])[A-Z]{3}[UJZ][ -]?\d{6}[ -]?\d(?!\d)/gu, holds: isContainer },
  { kind: 'vehicle', pattern: /(?<![\p{L}\p{N}])(?=[A-Z]{0,16}\d)(?=\d{0,16}[A-Z])[A-HJ-NPR-Z0-9]{17}(?![\p{L}\p{N}])/gu },
  { kind: 'case', pattern: /(?<!\p{L})(?:case|docket|dossier|affaire|คดี|قضية|القضية)[^\n\p{L}\p{N}]{0,3}(?:no|number|nr|num[ée]ro|n°|nº|#|ที่|หมายเลข|رقم)[^\n\p{L}\p{N}]{0,4}(?=[A-Z]{0,6}[/-]?\d)[A-Z0-9/-]{3,20}/giu },
]

/** What in a text could lead to a person, in the order of the text; nothing twice. */
export function screenText(words: string): readonly Found[] {
  const { text, at } = plainOf(words)
  const found = PATTERNS.flatMap(({ kind, pattern, holds }) => [...text.matchAll(pattern)].filter(([match]) => holds?.(match) ?? true).map((match): Found => ({ kind, from: at[match.index]!, to: at[match.index + match[0].length]! })))
  const kept: Found[] = []
  for (const one of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) if (one.from >= (kept.at(-1)?.to ?? 0)) kept.push(one)
  return kept
}
