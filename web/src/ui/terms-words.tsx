import { useWords } from '../i18n/use.ts'
import { Reach, type Level } from './reach.tsx'

/** Terms in words, with the mark: "Every contributor", "Mekong, from 1 January 2027". */
export function TermsWords({ terms }: { readonly terms: { readonly level: Level; readonly group?: string | null; readonly embargo?: string | null } }) {
  const { t, day } = useWords()
  return (
    <span className="row share-words">
      <Reach level={terms.level} />
      <span>{terms.level === 'GROUP' ? t('audience.short_GROUP', { group: terms.group ?? '' }) : t(`audience.short_${terms.level}`)}{terms.embargo ? `, ${t('audience.from', { day: day(terms.embargo) })}` : null}</span>
    </span>
  )
}
