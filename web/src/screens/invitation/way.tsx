import { useWords } from '../../i18n/use.ts'

export type WayIn = 'provider' | 'password'
const WAYS: readonly WayIn[] = ['provider', 'password']

/** How to sign in from now on: where the state already knows the person, or by a password of their own. */
export function Way({ member, value, onChange }: { readonly member: string; readonly value: WayIn; readonly onChange: (way: WayIn) => void }) {
  const { t } = useWords()
  return (
    <fieldset className="card">
      <legend className="visually-hidden">{t('invitation.way')}</legend>
      <p><strong>{t('invitation.way')}</strong></p>
      {WAYS.map((way) => <label className="choice" key={way}><input type="radio" name="way" checked={value === way} onChange={() => onChange(way)} /><span>{t(`invitation.way_${way}`, { member })}</span><span className="hint">{t(`invitation.way_${way}_words`)}</span></label>)}
    </fieldset>
  )
}
