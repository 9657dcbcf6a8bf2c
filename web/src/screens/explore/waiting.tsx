import { useEffect, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'

/** After so many seconds it is said that this one takes longer, and why. */
const LONG = 4

/** A question is on its way: for how long, and the way out. It lies over the answer before, so that nothing moves. */
export function Waiting({ onCancel }: { readonly onCancel: () => void }) {
  const { t } = useWords()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const tick = setInterval(() => setSeconds((now) => now + 1), 1000)
    return () => clearInterval(tick)
  }, [])
  return (
    <div className="waiting">
      <div className="waiting-bar" aria-hidden="true" />
      <div className="row">
        <output>{t(seconds < LONG ? 'explore.asking' : 'explore.asking_long')}</output>
        {seconds >= LONG ? <span className="quiet" aria-hidden="true">{t('explore.seconds', { count: seconds })}</span> : null}
        <Button small onPress={onCancel}>{t('explore.stop')}</Button>
      </div>
    </div>
  )
}
