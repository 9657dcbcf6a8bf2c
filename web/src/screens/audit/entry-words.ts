import type { AnswerOf } from '../../api/call.ts'
import type { Words } from '../../i18n/use.ts'

export type Entry = AnswerOf<'audit', 'list'>['entries'][number]

/** An entry in words: who did what. A person whom the reader may not see is a pseudonym. */
export function tellEntry({ action, actor, actor_name: name, subject, subject_name: subjectName, detail }: Entry, t: Words['t']): { readonly who: string; readonly what: string } {
  const id = `audit.did.${action}`
  const values = { ...plain(detail), subject: subjectName ?? subject }
  const what = t(id, values)
  const who = /^system$/i.test(actor) ? t('audit.the_system') : (name ?? t('audit.someone', { id: actor.split('-')[0]! }))
  return { who, what: what === id ? t('audit.did.other', { action, subject: values.subject }) : what }
}

const plain = (detail: Entry['detail']): Record<string, string | number> =>
  Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, typeof value === 'number' || typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : String(value ?? '')]))
