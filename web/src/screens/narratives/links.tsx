import { useId, useState } from 'react'
import { codesOf } from '@openvrs/core/mapping/codes.ts'
import type { Dataflow } from '@openvrs/core/metadata/model.ts'
import type { SeriesLink } from '@openvrs/core/narrative/narrative.ts'
import { useWords } from '../../i18n/use.ts'
import { CodePicker } from '../../ui/code-picker.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import type { Lists } from './kinds.ts'

type LinksProps = { readonly label: string; readonly hint?: string; readonly error?: string; readonly disabled: boolean; readonly lists: Lists; readonly links: readonly SeriesLink[]; readonly onChange: (links: readonly SeriesLink[]) => void }

/** Figures that a narrative speaks of: a dataflow, narrowed by codes. */
export function Links({ label, hint, error, disabled, lists, links, onChange }: LinksProps) {
  const { t } = useWords()
  const id = useId()
  const flows = [...lists.collection.dataflows.values()]
  return (
    <fieldset className={error ? 'field is-error' : 'field'} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="label">{label}</legend>
      {hint ? <p className="hint">{hint}</p> : null}
      {error ? <p className="said" id={`${id}-error`}>{error}</p> : null}
      <ul className="stack is-tight">
        {links.map((link, at) => {
          const flow = lists.collection.dataflows.get(link.dataflow)
          // oxlint-disable-next-line react/no-array-index-key -- the same figures may be named twice while a link is made
          return <li key={at}><OneLink link={link} flow={flow} lists={lists} disabled={disabled} onChange={(changed) => onChange(links.with(at, changed))} onRemove={() => onChange(links.filter((_, other) => other !== at))} /></li>
        })}
      </ul>
      {disabled ? null : <Select quiet label={t('narratives.link_add')} value="" options={[{ value: '', text: t('narratives.link_add') }, ...flows.map((flow) => ({ value: flow.id, text: lists.nameOf(flow.name) }))]} onChange={(dataflow) => { if (dataflow !== '') onChange([...links, { dataflow, codes: {} }]) }} />}
    </fieldset>
  )
}

type OneProps = { readonly link: SeriesLink; readonly flow: Dataflow | undefined; readonly lists: Lists; readonly disabled: boolean; readonly onChange: (link: SeriesLink) => void; readonly onRemove: () => void }

function OneLink({ link, flow, lists, disabled, onChange, onRemove }: OneProps) {
  const { t } = useWords()
  const [asked, ask] = useState<string>()
  const name = flow ? lists.nameOf(flow.name) : link.dataflow
  const open = (flow?.dimensions ?? []).filter(({ id, representation }) => !['FREQ', 'REF_AREA', 'TIME_PERIOD'].includes(id) && representation.kind !== 'pattern' && link.codes[id] === undefined)
  const optionsOf = (dimension: string) => {
    const found = flow?.dimensions.find(({ id }) => id === dimension)
    return found ? (found.id === 'INDICATOR' ? flow!.indicators : codesOf(found, lists.collection)).map((code) => ({ id: code.id, name: lists.nameOf(code.name) })) : []
  }
  const without = (dimension: string): SeriesLink => ({ ...link, codes: Object.fromEntries(Object.entries(link.codes).filter(([id]) => id !== dimension)) })
  const said = (dimension: string, code: string) => `${lists.nameOf(flow?.dimensions.find(({ id }) => id === dimension)?.name ?? { en: dimension })}: ${optionsOf(dimension).find(({ id }) => id === code)?.name ?? code}`
  return (
    <div className="card stack is-tight">
      <div className="section-head"><strong>{name}</strong>{disabled ? null : <Button small kind="quiet" onPress={onRemove}>{t('narratives.remove')}<span className="visually-hidden">{name}</span></Button>}</div>
      <div className="chips">
        {Object.entries(link.codes).map(([dimension, code]) => disabled
          ? <span key={dimension} className="badge is-line">{said(dimension, code)}</span>
          : <button key={dimension} type="button" className="chip" aria-label={t('narratives.take_out', { name: said(dimension, code), label: name })} onClick={() => onChange(without(dimension))}>{said(dimension, code)} <span className="icon i-close" aria-hidden="true" /></button>)}
        {asked === undefined ? null : <span className="code-field"><CodePicker label={said(asked, '')} options={optionsOf(asked)} code="" none={t('narratives.nothing_fits')} onCancel={() => ask(undefined)} onCommit={(text) => { ask(undefined); if (optionsOf(asked).some(({ id }) => id === text)) onChange({ ...link, codes: { ...link.codes, [asked]: text } }) }} /></span>}
      </div>
      {disabled || open.length === 0 ? null : <Select quiet label={t('narratives.link_narrow', { name })} value="" options={[{ value: '', text: t('narratives.link_narrow', { name }) }, ...open.map((one) => ({ value: one.id, text: lists.nameOf(one.name) }))]} onChange={ask} />}
    </div>
  )
}
