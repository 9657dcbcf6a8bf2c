import { Problem } from '@openvrs/core/problem.ts'

/** A public id names its owner: `USA-7` is the seventh of the United States. */
export const publicId = (refArea: string, number: number): string => `${refArea}-${number}`

export function readPublicId(text: string): { refArea: string; number: number } {
  const match = /^([A-Z][A-Z0-9_]{1,19})-([1-9][0-9]{0,14})$/.exec(text)
  if (!match) throw new Problem('not_found')
  return { refArea: match[1]!, number: Number(match[2]) }
}
