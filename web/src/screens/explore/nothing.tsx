import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'

/** Nothing can be seen with these choices: what that may mean, and the way out. */
export function NothingSeen({ reason, onClear }: { readonly reason: string | undefined; readonly onClear: (() => void) | undefined }) {
  const { t } = useWords()
  return (
    <section className="empty">
      <h2>{t('explore.nothing_title')}</h2>
      <output>{t(onClear ? 'explore.nothing_chosen' : 'explore.nothing_yet')}</output>
      {reason ? <p>{reason}</p> : null}
      {onClear ? <Button onPress={onClear}>{t('explore.clear')}</Button> : null}
    </section>
  )
}
