import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'

/** The reader gave the question up before it was answered. */
export function Stopped({ retry }: { readonly retry: () => void }) {
  const { t } = useWords()
  return <section className="empty"><h2>{t('explore.stopped_title')}</h2><p>{t('explore.stopped')}</p><Button onPress={retry}>{t('explore.ask_again')}</Button></section>
}
