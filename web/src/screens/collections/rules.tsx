import { useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { inWords, type Collection } from '../explore/names.ts'
import { Find, matches } from './find.tsx'

/** What every report is held against: an error must be mended, a warning answered. */
export function Rules({ collection }: { readonly collection: Collection }) {
  const { t, language, day } = useWords()
  const [sought, setSought] = useState('')
  const found = collection.rules.filter((rule) => matches(sought, [rule.id, inWords(rule.message, language), inWords(rule.reason, language), ...(rule.dataflows ?? [])]))
  const nameOf = (id: string) => inWords(collection.dataflows.find((flow) => flow.id === id)?.name ?? { en: id }, language)
  return (
    <section className="stack">
      <Find label={t('collections.search_rules')} value={sought} onChange={setSought} />
      <ol className="rows card is-flush">
        {found.map((rule) => (
          <li key={rule.id}>
            <span className="mark" aria-hidden="true"><span className={`icon i-${rule.severity === 'error' ? 'error' : 'warn'}`} /></span>
            <div className="body">
              <strong>{inWords(rule.reason, language)}</strong>
              <p>{t('collections.says', { message: open(inWords(rule.message, language)) })}</p>
              <p><span className="code">{rule.id}</span> · {t(`collections.severity.${rule.severity}`)} · {rule.dataflows ? new Intl.ListFormat(language).format(rule.dataflows.map(nameOf)) : t('collections.every_dataflow')} · {t('collections.since', { day: day(rule.since) })}</p>
            </div>
          </li>
        ))}
      </ol>
      {found.length === 0 ? <output className="quiet">{t('collections.nothing_found')}</output> : null}
    </section>
  )
}

/** A sentence without the values of a finding: what they stand for is seen where one is made. */
const open = (sentence: string): string => sentence.replaceAll(/\{\w+\}\.?/g, '…')
