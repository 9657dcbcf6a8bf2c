import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { AUDIT_ACTIONS } from '@openvrs/core/audit/actions.ts'
import { me, read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import type { Entry } from './entry-words.ts'

/** What is sought; an empty text is anything. */
export type Sought = { readonly about: string; readonly action: string; readonly actor: string; readonly from: string; readonly to: string }
export const NOTHING_SOUGHT: Sought = { about: '', action: '', actor: '', from: '', to: '' }

/** By what was done, by whom, between which days, and to what. */
export function Filter({ sought, onChange, entries }: { readonly sought: Sought; readonly onChange: (sought: Sought) => void; readonly entries: readonly Entry[] }) {
  const { t, language } = useWords()
  const id = useId()
  const actions = AUDIT_ACTIONS.map((action) => ({ action, words: t(`audit.did.${action}`, { subject: '…' }) })).toSorted((a, b) => a.words.localeCompare(b.words, language))
  const people = usePeople(entries)
  const set = (part: Partial<Sought>) => onChange({ ...sought, ...part })
  return (
    <search className="audit-filter">
      <label className="find"><span className="icon i-search" aria-hidden="true" /><input type="search" maxLength={100} value={sought.about} onChange={(event) => set({ about: event.target.value })} placeholder={t('audit.search')} aria-label={t('audit.search')} /></label>
      <div className="field"><label htmlFor={`${id}-action`}>{t('audit.by_action')}</label><select className="input" id={`${id}-action`} value={sought.action} onChange={(event) => set({ action: event.target.value })}><option value="">{t('audit.any')}</option>{actions.map(({ action, words }) => <option key={action} value={action}>{words}</option>)}</select></div>
      <div className="field"><label htmlFor={`${id}-actor`}>{t('audit.by_person')}</label><select className="input" id={`${id}-actor`} value={sought.actor} onChange={(event) => set({ actor: event.target.value })}><option value="">{t('audit.anybody')}</option>{people.map(([person, name]) => <option key={person} value={person}>{name}</option>)}</select></div>
      <div className="field"><label htmlFor={`${id}-from`}>{t('audit.from')}</label><input className="input" type="date" id={`${id}-from`} value={sought.from} max={sought.to || undefined} onChange={(event) => set({ from: event.target.value })} /></div>
      <div className="field"><label htmlFor={`${id}-to`}>{t('audit.to')}</label><input className="input" type="date" id={`${id}-to`} value={sought.to} min={sought.from || undefined} onChange={(event) => set({ to: event.target.value })} /></div>
      {Object.values(sought).some((text) => text !== '') ? <Button kind="quiet" onPress={() => onChange(NOTHING_SOUGHT)}>{t('audit.show_all')}</Button> : null}
    </search>
  )
}

/** Those whom the reader may see, and whoever stands in the entries; by name. */
function usePeople(entries: readonly Entry[]): readonly (readonly [string, string])[] {
  const { t, language } = useWords()
  const own = useQuery(me).data
  const people = useQuery({ ...read('people', 'list'), staleTime: 300_000 }).data?.people ?? []
  const names = new Map([...entries.map((entry) => [entry.actor, entry.actor_name ?? t('audit.someone', { id: entry.actor.split('-')[0]! })] as const), ...people.filter(({ member }) => member === own?.member).map((person) => [person.person, person.name] as const)])
  for (const actor of [...names.keys()].filter((key) => /^system$/i.test(key))) names.set(actor, t('audit.the_system'))
  return [...names].toSorted(([, a], [, b]) => a.localeCompare(b, language))
}
