import type { AnswerOf } from '../../api/call.ts'

type Body = AnswerOf<'narrativeDrafts', 'list'>['removed'][number]['body']
export type Changed = { readonly field: string; readonly before: string; readonly after: string }

/** Which answers read otherwise, in the order of the newer; what was taken out comes last. */
export function changesOf(before: Body, after: Body): readonly Changed[] {
  const [old, now] = [flat(before), flat(after)]
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((field) => {
    const [was, is] = [old.get(field) ?? '', now.get(field) ?? '']
    return was === is ? [] : [{ field, before: was, after: is }]
  })
}

const flat = ({ fields, ...common }: Body): ReadonlyMap<string, string> => new Map(Object.entries({ ...common, ...fields }).map(([field, answer]) => [field, say(answer)]))

function say(answer: unknown): string {
  if (Array.isArray(answer)) return answer.map(say).join(', ')
  if (typeof answer === 'object' && answer !== null) return Object.values(answer).map(say).filter(Boolean).join(' ')
  return String(answer ?? '')
}
