import { useWords } from '../../i18n/use.ts'

const POINTS = ['figures', 'decide', 'known', 'exchange', 'use', 'care', 'leave'] as const

/** The terms, which a member's first focal point accepts for it. */
export function Terms({ member, accepted, onAccept }: { readonly member: string; readonly accepted: boolean; readonly onAccept: (accepted: boolean) => void }) {
  const { t } = useWords()
  return (
    <section className="card stack is-tight" aria-labelledby="terms">
      <h2 id="terms">{t('invitation.terms')}</h2>
      <p className="muted">{t('invitation.terms_words', { member })}</p>
      <TermsPoints />
      <label className="choice"><input type="checkbox" checked={accepted} onChange={(event) => onAccept(event.target.checked)} required /><span>{t('invitation.terms_accept', { member })}</span></label>
    </section>
  )
}

/** What the terms say, point by point. */
export function TermsPoints() {
  const { t } = useWords()
  return <dl className="terms">{POINTS.map((point) => <div key={point}><dt>{t(`invitation.terms_${point}`)}</dt><dd>{t(`invitation.terms_${point}_words`)}</dd></div>)}</dl>
}
