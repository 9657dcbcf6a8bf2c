import { useWords } from '../../i18n/use.ts'

const SHOWN = 7

/** The years of which there are figures, as marks; `2021-2026` or `2026`. */
export function Coverage({ years }: { readonly years: string }) {
  const { t, period } = useWords()
  const [first = '', last = first] = years.split('-')
  const end = Number(last)
  const marks = Array.from({ length: SHOWN }, (_, at) => end - SHOWN + 1 + at)
  return (
    <>
      <h3 className="small">{t('locked.coverage')}</h3>
      <p className="visually-hidden">{t('locked.coverage_from', { from: period(first), to: period(last) })}</p>
      <div className="coverage" aria-hidden="true">
        {marks.map((year) => <span key={year}><i className={year < Number(first) ? 'no' : undefined} />{period(String(year))}</span>)}
      </div>
    </>
  )
}
