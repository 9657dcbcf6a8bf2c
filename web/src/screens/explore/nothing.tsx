import { dayWords } from '@openvrs/core/i18n/period-words.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'

/** Nothing can be seen with these choices: what that may mean, and the way out. */
export function NothingSeen({ reason, then, onClear }: { readonly reason: string | undefined; /** The day of knowledge that is asked for, and the way to today's. */ readonly then: { readonly day: string; readonly onNow: () => void } | undefined; readonly onClear: (() => void) | undefined }) {
  const { t, language } = useWords()
  return (
    <section className="empty">
      <h2>{t('explore.nothing_title')}</h2>
      <output>{t(onClear ? 'explore.nothing_chosen' : 'explore.nothing_yet')}</output>
      {then ? <p>{t('explore.nothing_then', { day: dayWords(language, then.day) })}</p> : null}
      {reason ? <p>{reason}</p> : null}
      {onClear ? <p className="row">{then ? <Button onPress={then.onNow}>{t('explore.on_now')}</Button> : null}<Button onPress={onClear}>{t('explore.clear')}</Button></p> : null}
    </section>
  )
}
