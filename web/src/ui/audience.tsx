import '../look/work.css'
import { useId } from 'react'
import { useQuery } from '@tanstack/react-query'
import { collectionsIn } from '../api/collection.ts'
import { useMemberName } from '../api/members.ts'
import { read } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'
import type { Terms } from './audience-of.ts'
import { useSeen } from './use-seen.ts'
import { DayPicker } from './day-picker.tsx'
import { LEVELS, Reach, type Level } from './reach.tsx'
import { SeenBy } from './seen-by.tsx'
import { Select } from './select.tsx'

export type AudienceProps = {
  readonly dataflow: string
  readonly own: string
  readonly value: Terms
  readonly onChange: (terms: Terms) => void
  /** Whether figures can be held back until a day; the default of a dataflow has none. */
  readonly embargo?: boolean
}

/** "Who can see this?" in words: the levels, the group where there is one to choose, the day from which it holds, and the list of who will see. */
export function Audience({ dataflow, own, value, onChange, embargo = true }: AudienceProps) {
  const { t, language } = useWords()
  const isClosed = useQuery(collectionsIn(language)).data?.collections.some(({ narratives }) => narratives.some(({ id, neverPublic }) => id === dataflow && neverPublic)) ?? false
  const name = useId()
  const member = useMemberName()
  const access = useQuery(read('sharing', 'access', { params: { dataflow } })).data
  const seen = useSeen(dataflow, value)
  const groups = useQuery(read('sharing', 'listGroups')).data?.groups ?? []
  // A name that is there twice is told apart by who made the group.
  const choices = groups.map(({ group, made_by: maker }) => (groups.filter((one) => one.group === group).length === 1 ? { value: group, text: group } : { value: `${maker}/${group}`, text: t('audience.group_of', { group, member: member(maker) }) }))
  const choose = (level: Level) => onChange({ level, embargo: value.embargo, ...(level === 'GROUP' ? { group: value.group ?? choices[0]?.value } : {}) })
  return (
    <div className="stack">
      <div className="audience" role="radiogroup" aria-label={t('audience.title')}>
        {LEVELS.filter((level) => (level !== 'GROUP' || groups.length > 0) && (level !== 'PUBLIC' || !isClosed)).map((level) => (
          <label key={level}>
            <input type="radio" name={name} checked={value.level === level} onChange={() => choose(level)} />
            <Reach level={level} big />
            <span><strong>{t(`audience.${level}`, { member: member(own) })}</strong><small>{t(`audience.${level}_words`, { contributors: access?.contributors ?? '' })}</small></span>
          </label>
        ))}
      </div>
      {value.level === 'GROUP' && groups.length > 0 ? (
        <Select label={t('audience.group')} options={choices} {...(choices.some((one) => one.value === value.group) ? { value: value.group! } : { value: '', ask: t('audience.group_ask') })} onChange={(group) => onChange({ ...value, group })} />
      ) : null}
      <SeenBy seen={seen} own={own} />
      {embargo && value.level !== 'NATIONAL' ? <DayPicker label={t('audience.embargo')} hint={t('audience.embargo_hint')} value={value.embargo} onChange={(day) => onChange({ ...value, embargo: day })} /> : null}
    </div>
  )
}
