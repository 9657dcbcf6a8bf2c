import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'

export function Server() {
  const { t } = useWords()
  const { data, isPending } = useQuery({ ...read('system', 'status'), staleTime: Infinity })
  const state = data ? (data.checks.every((check) => check.ok) ? 'server_ok' : 'server_bad') : isPending ? 'server_asking' : 'server_none'
  return (
    <dl className="facts" aria-live="polite">
      <dt>{t('front.state')}</dt><dd>{t(`front.${state}`)}</dd>
      <dt>{t('front.kind')}</dt><dd>{data ? t(`front.mode_${data.mode}`) : '–'}</dd>
      <dt>{t('front.version')}</dt><dd>{data?.version ?? '–'}</dd>
    </dl>
  )
}
