import { useWords } from '../../i18n/use.ts'
import type { Unit } from './units.tsx'

/** What a unit is and where it stands, in one line. */
export function useUnitWords(): (unit: Pick<Unit, 'kind' | 'post' | 'position'>) => string {
  const { t } = useWords()
  return ({ kind, post, position }) => [
    t(`members.unit_kind.${kind}`),
    post ? (post.country_name ? t('members.unit_post_in', { place: post.name, country: post.country_name }) : post.name) : '',
    position ? `\u2066${position.latitude}°, ${position.longitude}°\u2069` : '',
  ].filter(Boolean).join(' · ')
}
