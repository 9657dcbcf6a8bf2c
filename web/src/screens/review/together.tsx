import { useState } from 'react'
import { useDataflowNames } from '../../api/collection.ts'
import { useUnitName } from '../../api/units.ts'
import { useWords } from '../../i18n/use.ts'
import { BesidePages } from './beside-table.tsx'
import { Combine } from './combine.tsx'
import { useChoices } from './choices.ts'
import type { Rule } from './counted.ts'
import type { Notes } from './notes.tsx'
import type { Report } from './report.tsx'
import { useBeside } from './use-beside.ts'

/** Units' reports of one time side by side: where they say the same figure, which of them counts; then one national report of them. */
export function Together({ id, data, notes }: { readonly id: string; readonly data: Report; readonly notes: Notes }) {
  const { t } = useWords()
  const unit = useUnitName()
  const dataflow = useDataflowNames()
  const [rule, setRule] = useState<Rule>('refuse')
  const choices = useChoices()
  const [only, setOnly] = useState(false)
  const isNational = data.rows[0]!.unit === 'NATIONAL'
  const { reports, overlapping } = useBeside(id, data)
  if (reports.length < 2) return null
  return (
    <section className="stack is-tight">
      <div className="section-head"><h2>{t('review.beside')}</h2><p>{t(isNational ? 'review.beside_made' : 'review.beside_words')}</p></div>
      {!isNational && data.abilities.combine ? <Combine reports={reports} overlapping={overlapping} rule={rule} onRule={setRule} choices={choices} /> : null}
      <div className="chips">
        {([false, true] as const).map((one) => <button key={String(one)} className="chip" type="button" aria-pressed={only === one} disabled={one && overlapping === 0} onClick={() => setOnly(one)}>{t(one ? 'review.overlaps' : 'review.all_figures')} {one ? <span className="n">{overlapping}</span> : null}</button>)}
      </div>
      {data.sections.filter(({ holds }) => holds === 'figures').map(({ dataflow: flow }) => (
        <div key={flow} className="stack is-tight">
          {data.sections.length > 1 ? <h3>{dataflow(flow)}</h3> : null}
          <BesidePages id={id} only={only} dataflow={flow} collection={data.rows[0]!.collection} rule={rule} choices={choices} national={isNational} unit={unit} notes={notes} />
        </div>
      ))}
    </section>
  )
}
