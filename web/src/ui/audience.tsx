import '../look/work.css'
import { useId } from 'react'
import { useQuery } from '@tanstack/react-query'
import { useMemberName } from '../api/members.ts'
import { read } from '../api/queries.ts'
import { useWords } from '../i18n/use.ts'
import type { Terms } from './audience-of.ts'
import { useSeen } from './use-seen.ts'
import { DayPicker } from './day-picker.tsx'
import { LEVELS, Reach, type Level } from './reach.tsx'
import { SeenBy } from './seen-by.tsx'

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
  const { t } = useWords()
  const name = useId()
  const member = useMemberName()
  const access = useQuery(read('sharing', 'access', { params: { dataflow } })).data
  const seen = useSeen(dataflow, value)
  const groups = useQuery(read('sharing', 'listGroups')).data?.groups ?? []
  const choose = (level: Level) => onChange({ level, embargo: value.embargo, ...(level === 'GROUP' ? { group: value.group ?? groups[0]?.group } : {}) })
  return (
    <div className="stack">
      <div className="audience" role="radiogroup" aria-label={t('audience.title')}>
        {LEVELS.filter((level) => level !== 'GROUP' || groups.length > 0).map((level) => (
          <label key={level}>
            <input type="radio" name={name} checked={value.level === level} onChange={() => choose(level)} />
            <Reach level={level} big />
            <span><strong>{t(`audience.${level}`, { member: member(own) })}</strong><small>{t(`audience.${level}_words`, { contributors: access?.contributors ?? '' })}</small></span>
          </label>
        ))}
      </div>
      {value.level === 'GROUP' && groups.length > 0 ? (
        <div className="field">
          <label htmlFor={`${name}-group`}>{t('audience.group')}</label>
          <select className="input" id={`${name}-group`} value={value.group} onChange={(event) => onChange({ ...value, group: event.target.value })}>
            {groups.map(({ group }) => <option key={group}>{group}</option>)}
          </select>
        </div>
      ) : null}
      <SeenBy seen={seen} own={own} />
      {embargo && value.level !== 'NATIONAL' ? <DayPicker label={t('audience.embargo')} hint={t('audience.embargo_hint')} value={value.embargo} onChange={(day) => onChange({ ...value, embargo: day })} /> : null}
    </div>
  )
}
