/** Check digits of numbers that have one: what fails is no such number. */
const digitsOf = (text: string): number[] => [...text.replaceAll(/\D/g, '')].map(Number)

/** Cards, and the numbers of telephones as devices (ISO/IEC 7812). */
export function isLuhn(text: string): boolean {
  const sum = digitsOf(text).toReversed().reduce((all, digit, at) => all + (at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2), 0)
  return sum % 10 === 0
}

/** Accounts (ISO 13616). */
export function isIban(text: string): boolean {
  const plain = text.replaceAll(' ', '').toUpperCase()
  const turned = plain.slice(4) + plain.slice(0, 4)
  let rest = 0
  for (const character of turned) for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/** Containers (ISO 6346): letters count from 10 and skip the multiples of eleven. */
export function isContainer(text: string): boolean {
  const plain = text.replaceAll(/[\s-]/g, '').toUpperCase()
  const value = (character: string): number => {
    if (character <= '9') return Number(character)
    const place = character.charCodeAt(0) - 65 + 10
    return place + Math.floor((place - 1) / 10)
  }
  const sum = Array.from(plain.slice(0, 10)).reduce((all, character, at) => all + value(character) * 2 ** at, 0)
  return (sum % 11) % 10 === Number(plain[10])
}

/** Ships (IMO): the last digit is that of the others' sum, weighed 7 to 2. */
export function isShip(text: string): boolean {
  const digits = digitsOf(text)
  return digits.slice(0, 6).reduce((sum, digit, at) => sum + digit * (7 - at), 0) % 10 === digits[6]
}

/** Citizens of Thailand. */
export function isThaiCitizen(text: string): boolean {
  const digits = digitsOf(text)
  return (11 - (digits.slice(0, 12).reduce((sum, digit, at) => sum + digit * (13 - at), 0) % 11)) % 10 === digits[12]
}
