import { renew } from '../api/queries.ts'
import { LANGUAGES, turnTo, type Language } from '../i18n/index.ts'
import { keepOnDevice } from './installed.ts'
import { useWords } from '../i18n/use.ts'

/** The languages, each in its own words. */
export function LanguageChoice() {
  const { t, language } = useWords()
  return (
    <label className="language">
      <span className="icon i-globe" aria-hidden="true" /><span className="visually-hidden">{t('shell.language')}</span>
      <select value={language} onChange={(event) => void turnTo(event.target.value as Language).then(() => Promise.all([keepOnDevice(), renew('counterparts', 'intake', 'people', 'sharing', 'tasks', 'training', 'units')]))}>
        {Object.entries(LANGUAGES).map(([tag, name]) => <option key={tag} value={tag} lang={tag}>{name}</option>)}
      </select>
    </label>
  )
}
