import { useQuery } from '@tanstack/react-query'
import { useWords } from '../i18n/use.ts'
import { read } from './queries.ts'

export const units = { ...read('units', 'list'), staleTime: 600_000 }

/** The names of the own member's units; that of national reports, and the code itself until they have come. */
export function useUnitName(): (code: string) => string {
  const { t } = useWords()
  const { data } = useQuery(units)
  return (code) => (code === 'NATIONAL' ? t('review.national') : data?.units.find((unit) => unit.code === code)?.name ?? code)
}
