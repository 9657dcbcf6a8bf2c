import { useDataflowNames } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Audience } from '../../ui/audience.tsx'
import type { Terms } from '../../ui/audience-of.ts'

type WhoCanSeeProps = { readonly dataflow: string; readonly own: string; readonly several: boolean; readonly value: Terms; readonly onChange: (terms: Terms) => void }

/** Where the terms of the release are chosen, one card a dataflow. */
export function WhoCanSee({ dataflow, own, several, value, onChange }: WhoCanSeeProps) {
  const { t } = useWords()
  const name = useDataflowNames()
  return (
    <section className="card stack">
      <h2>{t('audience.title')}</h2>
      <p className="small muted">{several ? `${name(dataflow)}. ` : ''}{t('review.narrow_later')}</p>
      <Audience dataflow={dataflow} own={own} value={value} onChange={onChange} />
    </section>
  )
}
