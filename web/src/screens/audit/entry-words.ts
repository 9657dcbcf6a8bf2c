import type { AuditBody } from '@openvrs/core/audit/chain.ts'
import type { Words } from '../../i18n/use.ts'

/** An entry in words: who did what. What has no words of its own is said by its name. */
export function tellEntry(body: AuditBody, nameOf: (person: string) => string | undefined, t: Words['t']): { readonly who: string; readonly what: string } {
  const id = `audit.did.${body.action}`
  const values = { ...plain(body.detail), subject: nameOf(body.subject) ?? body.subject }
  const what = t(id, values)
  const who = /^system$/i.test(body.actor) ? t('audit.the_system') : (nameOf(body.actor) ?? t('audit.someone', { id: body.actor.split('-')[0]! }))
  return { who, what: what === id ? t('audit.did.other', { action: body.action, subject: values.subject }) : what }
}

const plain = (detail: AuditBody['detail']): Record<string, string | number> =>
  Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, typeof value === 'number' || typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : String(value ?? '')]))
