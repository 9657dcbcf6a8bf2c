import { useId, useState } from 'react'
import { useWords, type Words } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { AddChip } from './chips.tsx'
import { FilterDialog } from './filter.tsx'
import { Making } from './making.tsx'
import { moved, zonesFor, type Zone } from './move.ts'
import { inWords, type Collection, type Flow, type Names } from './names.ts'
import { TimeRange } from './time-range.tsx'
import { namesOfChosen } from './tree.ts'
import { TIME, type View } from './view.ts'
import { ZoneChips, type ZoneChip } from './zone.tsx'

type Props = { readonly collection: Collection; readonly flow: Flow; readonly view: View; readonly names: Names; readonly turn: (change: Partial<View>) => void }

/** Frequency and unit tell kinds of figures apart: one is chosen above the answer, they are no breakdown. */
const NO_BREAKDOWN: readonly string[] = ['FREQ', 'UNIT_MEASURE']

/** What is shown: down, across, and held to which codes, months and day of knowledge. */
export function Panel({ collection, flow, view, names, turn }: Props) {
  const words = useWords()
  const { t } = words
  const [filter, setFilter] = useState<{ readonly id: string; /** It was dragged here and leaves where it stood, once codes are chosen. */ readonly moves: boolean }>()
  const openFilter = (id: string) => setFilter({ id, moves: false })
  const [isOpen, setOpen] = useState(() => matchMedia('(min-width: 48rem)').matches) // on a phone the answer comes first
  const all = flow.dimensions.map((d) => d.id).filter((id) => !NO_BREAKDOWN.includes(id))
  const held = Object.keys(view.only).filter((id) => view.only[id]!.length > 0)
  const canHold = (id: string) => id !== TIME && names.codes(id).length > 0
  const stands: { readonly [Z in Zone]: readonly string[] } = { down: view.down, across: view.across, only: held }
  const choices = (ids: readonly string[]) => ids.map((id) => ({ id, name: names.dimension(id) }))

  const put = (zone: Zone, id: string, before?: string) => {
    if (zone === 'only') setFilter({ id, moves: true })
    else turn(moved(view, id, zone, before))
  }
  const drop = (zone: Zone, id: string) => turn(zone === 'down' ? { down: view.down.filter((other) => other !== id) } : zone === 'across' ? { across: view.across.filter((other) => other !== id) } : { only: { ...view.only, [id]: [] } })
  const actionsFor = (zone: Zone, id: string): ZoneChip['actions'] => {
    const row = stands[zone]
    const at = zone === 'only' ? -1 : row.indexOf(id)
    return [
      ...(canHold(id) ? [{ id: 'codes', name: t('explore.choose_codes') }] : []),
      ...(at > 0 ? [{ id: 'before', name: t('explore.move_before') }] : []), ...(at >= 0 && at < row.length - 1 ? [{ id: 'after', name: t('explore.move_after') }] : []),
      ...zonesFor(view, id, zone).filter((to) => to !== 'only').map((to) => ({ id: to, name: t(`explore.move_to.${to}`) })), { id: 'drop', name: t('explore.remove') },
    ]
  }
  const act = (zone: Zone, id: string, action: string) => {
    const at = stands[zone].indexOf(id)
    if (action === 'codes') openFilter(id)
    else if (action === 'drop') drop(zone, id)
    else if (action === 'before') turn(moved(view, id, zone, stands[zone][at - 1]))
    else if (action === 'after') turn(moved(view, id, zone, stands[zone][at + 2]))
    else put(action as Zone, id)
  }
  const zone = (of: Zone, add: { readonly label: string; readonly ids: readonly string[]; readonly onChoose: (id: string) => void }) => (
    <div className="zone-row">
      <ZoneChips
        zone={of} label={t(`explore.${of}`)} takes={(id) => all.includes(id) && (of !== 'only' || canHold(id))} onPut={(id, before) => put(of, id, before)} onAct={(id, action) => act(of, id, action)} onDrop={(id) => drop(of, id)}
        chips={stands[of].map((id) => ({ id, name: names.dimension(id), canHold: canHold(id), ...(of === 'only' ? { value: said(namesOfChosen(names.codes(id), view.only[id]!, names.regions(id)), words) } : {}), actions: actionsFor(of, id) }))}
      />
      <AddChip label={add.label} choices={choices(add.ids)} onChoose={add.onChoose} />
    </div>
  )
  return (
    <details className="query-box" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="btn">{t('explore.change_question')}</summary>
      <section className="query" aria-label={t('explore.what_is_shown')}>
        <Which collection={collection} flow={flow} />
        <div className="dims">
          <span aria-hidden="true">{t('explore.down')}</span>
          {zone('down', { label: t('explore.add_down'), ids: all.filter((id) => !view.down.includes(id) && !view.across.includes(id)), onChoose: (id) => put('down', id) })}
          <span aria-hidden="true">{t('explore.across')}</span>
          {zone('across', { label: t('explore.add_across'), ids: all.filter((id) => !view.across.includes(id)), onChoose: (id) => put('across', id) })}
          <span aria-hidden="true">{t('explore.only')}</span>
          {zone('only', { label: t('explore.add_only'), ids: all.filter((id) => !held.includes(id) && canHold(id)), onChoose: openFilter })}
          <TimeRange view={view} turn={turn} />
          <Making view={view} names={names} turn={turn} />
        </div>
        {filter ? (
          <FilterDialog
            key={filter.id} name={names.dimension(filter.id)} codes={names.codes(filter.id)} regions={names.regions(filter.id)} chosen={view.only[filter.id] ?? []} onClose={() => setFilter(undefined)}
            onChoose={(codes) => {
              setFilter(undefined)
              turn({ only: { ...view.only, [filter.id]: codes }, ...(filter.moves && codes.length > 0 ? moved(view, filter.id, 'only') : {}) })
            }}
          />
        ) : null}
      </section>
    </details>
  )
}

/** Two names, then how many more. */
function said(names: readonly string[], { t, language }: Words): string {
  const listed = new Intl.ListFormat(language, { type: 'unit', style: 'short' }).format(names.slice(0, 2))
  return names.length <= 2 ? listed : t('explore.and_more', { names: listed, count: names.length - 2 })
}

function Which({ collection, flow }: { readonly collection: Collection; readonly flow: Flow }) {
  const { t, language } = useWords()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{t('explore.figures')}</label>
      <select className="input" id={id} value={flow.id} aria-describedby={`${id}-hint`} onChange={(event) => void go({ to: '/explore/$dataflow', params: { dataflow: event.target.value } })}>
        {collection.dataflows.map((one) => <option key={one.id} value={one.id}>{inWords(one.name, language)}</option>)}
      </select>
      <p className="hint" id={`${id}-hint`}>{inWords(flow.description, language)}</p>
    </div>
  )
}
