import type { NarrativeField } from '@openvrs/core/metadata/model.ts'
import { COMMON_LISTS, type Answer, type Leg, type SeriesLink } from '@openvrs/core/narrative/narrative.ts'
import { codesOf } from '@openvrs/core/mapping/codes.ts'
import { useWords } from '../../i18n/use.ts'
import type { Lists } from './kinds.ts'
import { languageName } from './languages.ts'

/** Says an answer as people read it: codes by their names, periods in their calendar. */
export function useSaid(lists: Lists): { readonly answer: (field: NarrativeField, answer: Answer) => string; readonly any: (field: string, answer: unknown) => string } {
  const { number, period, language } = useWords()
  const answer = (field: NarrativeField, of: Answer): string => {
    switch (field.kind) {
      case 'code': case 'register': return ([of].flat() as string[]).map((code) => lists.name(field, code)).join(', ')
      case 'number': return typeof of === 'number' ? number(of) : String(of)
      case 'period': return period(String(of))
      case 'series': return (of as readonly SeriesLink[]).map(link).join('; ')
      case 'legs': return (of as readonly Leg[]).map((leg) => field.fields.flatMap((one) => (leg[one.id] === undefined ? [] : [answer(one, leg[one.id]!)])).join(' – ')).join('; ')
      case 'text': return String(of)
    }
  }
  const link = ({ dataflow, codes }: SeriesLink): string => {
    const flow = lists.collection.dataflows.get(dataflow)
    const names = Object.entries(codes).map(([dimension, code]) => {
      const own = flow?.dimensions.find(({ id }) => id === dimension)
      const found = own && (dimension === 'INDICATOR' ? flow!.indicators : codesOf(own, lists.collection)).find(({ id }) => id === code)
      return found ? lists.nameOf(found.name) : code
    })
    return [flow ? lists.nameOf(flow.name) : dataflow, ...names].join(' · ')
  }
  const any = (id: string, of: unknown): string => {
    if (of === undefined || of === '') return ''
    const field = lists.kind.fields.find((one) => one.id === id)
    if (field) return answer(field, of as Answer)
    if (id === 'period') return period(String(of))
    if (id === 'language') return languageName(String(of), language)
    if (id === 'series') return (of as readonly SeriesLink[]).map(link).join('; ')
    return id in COMMON_LISTS ? lists.name({ kind: 'code', list: COMMON_LISTS[id as keyof typeof COMMON_LISTS] }, String(of)) : String(of)
  }
  return { answer, any }
}
