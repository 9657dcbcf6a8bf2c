import type { NarrativeBody } from '@openvrs/core/narrative/narrative.ts'
import tales from './narratives.json' with { type: 'json' }

/** Invented narratives of the training region, of the month that they are told in. They were seen last in that month. */
export function inventedNarratives(member: string, period: string): readonly { readonly kind: string; readonly body: NarrativeBody }[] {
  return tales.filter((tale) => tale.member === member).map(({ member: _, kind, fields, ...rest }) => ({
    kind, body: { ...rest, period, fields: Object.fromEntries(Object.entries(fields).map(([field, answer]) => [field, answer === 'PERIOD' ? period : answer])) } as unknown as NarrativeBody,
  }))
}
