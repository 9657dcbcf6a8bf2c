import { Link } from '@tanstack/react-router'
import { useWords } from '../../i18n/use.ts'
import { sourceOf } from './coverage.ts'
import { unitWords } from './frame-words.ts'
import type { Collection, Flow, Names } from './names.ts'
import type { Answer, Series } from './shape.ts'
import type { View } from './view.ts'

type Props = { readonly answer: Answer; readonly series: Series; readonly view: View; readonly flow: Flow; readonly collection: Collection; readonly names: Names }

/** What the figures rest on: whose they are, what is counted, which periods, known when, and which of the reported breakdowns answered. */
export function SourceLine({ answer, series, view, collection, names }: Props) {
  const { t, period, day, moment, language } = useWords()
  const { states, from, to, periods, incomplete, breakdowns } = sourceOf(answer, series)
  const list = (codes: readonly string[]) => new Intl.ListFormat(language).format(codes.map((code) => names.code('REF_AREA', code)))
  return (
    <figcaption className="source">
      <span><b>{t('explore.source')}</b> {states.length <= 6 ? list(states) : t('explore.states', { count: states.length })}</span>
      {series.unit === '*' ? null : <span><b>{t('explore.counted')}</b> {unitWords(series.unit, names, t)}</span>}
      <span><b>{t('explore.definitions')}</b> <Link to="/collections/$collection" params={{ collection: collection.collection }}>{t('explore.definitions_words', { version: collection.version })}</Link></span>
      {from && to ? <span><b>{t('explore.coverage')}</b> {t('explore.coverage_words', { count: periods, from: period(from), to: period(to) })}{incomplete.length > 0 ? <> {t('explore.incomplete', { states: list(incomplete) })}</> : null}</span> : null}
      <span><b>{t('explore.as_known')}</b> {view.on ? day(answer.as_of) : moment(answer.as_of)}</span>
      <details className="explained">
        <summary>{t('explore.how_answered')}</summary>
        <ul>
          {breakdowns.map(({ dimensions, exact, members }) => (
            <li key={dimensions?.join() ?? '-'}><b>{list(members)}</b>: {dimensions === null ? t('explore.answered_none') : dimensions.length === 0 ? t('explore.answered_total')
              : t(exact ? 'explore.answered_exact' : 'explore.answered_sum', { by: new Intl.ListFormat(language).format(dimensions.map((id) => names.dimension(id))) })}</li>
          ))}
        </ul>
      </details>
    </figcaption>
  )
}
