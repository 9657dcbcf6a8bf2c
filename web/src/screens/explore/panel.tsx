import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { AddChip, DroppableChip } from './chips.tsx'
import { FilterDialog } from './filter.tsx'
import { inWords, type Collection, type Flow, type Names } from './names.ts'
import { TimeRange } from './time-range.tsx'
import { TIME, type View } from './view.ts'

type Props = { readonly collection: Collection; readonly flow: Flow; readonly view: View; readonly names: Names; readonly turn: (change: Partial<View>) => void }

/** Frequency and unit tell kinds of figures apart: one is chosen above the answer, they are no breakdown. */
const NO_BREAKDOWN: readonly string[] = ['FREQ', 'UNIT_MEASURE']

/** What is shown: down, across, and held to which codes, months and day of knowledge. */
export function Panel({ collection, flow, view, names, turn }: Props) {
  const { t } = useWords()
  const [filter, setFilter] = useState<string>()
  const [isOpen, setOpen] = useState(() => matchMedia('(min-width: 48rem)').matches) // on a phone the answer comes first
  const all = flow.dimensions.map((d) => d.id).filter((id) => !NO_BREAKDOWN.includes(id))
  const choices = (ids: readonly string[]) => ids.map((id) => ({ id, name: names.dimension(id) }))
  const held = Object.keys(view.only)
  const hold = (dimension: string, codes: readonly string[]) => turn({ only: { ...view.only, [dimension]: codes } })
  return (
    <details className="query-box" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="btn">{t('explore.change_question')}</summary>
      <section className="query" aria-label={t('explore.what_is_shown')}>
        <Which collection={collection} flow={flow} />
        <div className="dims">
          <span>{t('explore.down')}</span>
          <div className="chips">
            {view.down.map((id) => <DroppableChip key={id} name={names.dimension(id)} onDrop={() => turn({ down: view.down.filter((other) => other !== id) })} />)}
            <AddChip label={t('explore.add_down')} choices={choices(all.filter((id) => !view.down.includes(id) && id !== view.across))} onChoose={(id) => turn({ down: [...view.down, id] })} />
          </div>
          <span>{t('explore.across')}</span>
          <div className="chips">
            {view.across ? <DroppableChip name={names.dimension(view.across)} onDrop={() => turn({ across: undefined })} /> : null}
            <AddChip label={t(view.across ? 'explore.change_across' : 'explore.add_across')} choices={choices(all.filter((id) => id !== view.across))} onChoose={(id) => turn({ across: id, down: view.down.filter((other) => other !== id) })} />
          </div>
          <span>{t('explore.only')}</span>
          <div className="chips">
            {held.map((id) => <DroppableChip key={id} name={names.dimension(id)} value={said(view.only[id]!.map((code) => names.code(id, code)), t)} onPress={() => setFilter(id)} onDrop={() => hold(id, [])} />)}
            <AddChip label={t('explore.add_only')} choices={choices(all.filter((id) => !held.includes(id) && id !== TIME && names.codes(id).length > 0))} onChoose={setFilter} />
          </div>
          <TimeRange view={view} turn={turn} />
        </div>
        {filter ? <FilterDialog key={filter} name={names.dimension(filter)} codes={names.codes(filter)} chosen={view.only[filter] ?? []} onClose={() => setFilter(undefined)} onChoose={(codes) => { setFilter(undefined); hold(filter, codes) }} /> : null}
      </section>
    </details>
  )
}

/** Two names, then how many more. */
const said = (names: readonly string[], t: (id: string, values: Record<string, string | number>) => string): string =>
  (names.length <= 2 ? names.join(', ') : t('explore.and_more', { names: names.slice(0, 2).join(', '), count: names.length - 2 }))

function Which({ collection, flow }: { readonly collection: Collection; readonly flow: Flow }) {
  const { t, language } = useWords()
  const navigate = useNavigate()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('explore.figures')}</label>
      <select className="input" id={id} value={flow.id} aria-describedby={`${id}-hint`} onChange={(event) => void navigate({ to: '/explore/$dataflow', params: { dataflow: event.target.value } })}>
        {collection.dataflows.map((one) => <option key={one.id} value={one.id}>{inWords(one.name, language)}</option>)}
      </select>
      <p className="hint" id={`${id}-hint`}>{inWords(flow.description, language)}</p>
    </div>
  )
}
