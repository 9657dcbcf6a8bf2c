import { useQuery } from '@tanstack/react-query'
import { useWords } from '../../i18n/use.ts'
import { about } from './about.ts'

/** How a state comes to take part, step by step, and whom to write to. */
export function Joining() {
  const { t } = useWords()
  const contact = useQuery(about).data?.contact
  return (
    <section className="stack">
      <h2>{t('front.join')}</h2>
      <ol className="steps-down">
        {[1, 2, 3, 4].map((step) => (
          <li key={step}>
            <strong>{t(`front.join_${step}_title`)}</strong>
            <p className="muted">{t(`front.join_${step}`)}</p>
            {step === 1 ? <p className="contact">{contact ? <a href={`mailto:${contact}`}>{contact}</a> : <span className="muted">{t('front.join_ask')}</span>}</p> : null}
          </li>
        ))}
      </ol>
      <p className="front-words">{t('front.leave')}</p>
    </section>
  )
}
