import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'

/** When the second factor was last given; approving asks for one of the last five minutes. */
export function Factor({ at }: { readonly at: string | null }) {
  const { t, moment } = useWords()
  const { askFactor } = useFreshFactor()
  const [given, setGiven] = useState(false)
  return (
    <section className="card" aria-labelledby="factor">
      <h2 id="factor">{t('account.factor')}</h2>
      <div className="stack is-tight">
        <p className="small muted">{at ? t('account.factor_at', { at: moment(at) }) : t('account.factor_never')} {t('account.factor_words')}</p>
        <p className="row"><Button small onPress={() => void askFactor().then(setGiven)}>{t('account.factor_give')}</Button><output className="small">{given ? t('account.factor_given') : ''}</output></p>
      </div>
    </section>
  )
}
