import { useWords } from '../../i18n/use.ts'
import { LanguageChoice } from '../../shell/language-choice.tsx'
import { ThemeSwitch } from '../../shell/theme-switch.tsx'

/** What is kept on this device alone. */
export function Settings() {
  const { t } = useWords()
  return (
    <section className="card" aria-labelledby="settings">
      <h2 id="settings">{t('account.settings')}</h2>
      <dl className="facts is-middle">
        <dt>{t('shell.language')}</dt><dd><LanguageChoice /></dd>
        <dt>{t('account.theme')}</dt><dd><ThemeSwitch worded /></dd>
      </dl>
    </section>
  )
}
