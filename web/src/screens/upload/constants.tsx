import { nameIn } from '../../api/collection.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import type { Dimension } from '@openvrs/core/metadata/model.ts'
import { CodeChoice } from './code-choice.tsx'
import type { Desk } from './desk.ts'
import { OPEN, withConstant, withoutDimension } from './draft.ts'
import { Part } from './part.tsx'
import { useCodeNames } from './words.tsx'

/** What the file does not say because it is the same in every row: what was counted, in which unit, and what else has to be said. */
export function Constants({ desk }: { readonly desk: Desk }) {
  const { t } = useWords()
  const { draft, change, flow } = desk
  const nObs = draft.n_obs?.constant
  return (
    <Part step="constants" open={desk.open.constants}>
      <ul className="rows is-wrapping card is-flush">
        {desk.engine.askedConstants(draft, flow).map((dimension) => <ConstantRow key={dimension.id} desk={desk} dimension={dimension} />)}
        {flow.nObsMandatory && draft.n_obs?.column === undefined ? <li><div className="body"><Field label={t('upload.n_obs')} hint={t('upload.n_obs_hint')} inputMode="numeric" value={nObs === undefined ? '' : String(nObs)} onChange={(text) => change({ ...draft, n_obs: /^\d{1,9}$/.test(text) ? { constant: Number(text) } : undefined })} /></div></li> : null}
      </ul>
    </Part>
  )
}

function ConstantRow({ desk, dimension }: { readonly desk: Desk; readonly dimension: Dimension }) {
  const { t, language } = useWords()
  const { draft, change, flow } = desk
  const { options, nameOf } = useCodeNames(desk, dimension)
  const rule = draft.dimensions[dimension.id]
  const constant = rule?.constant === OPEN ? undefined : rule?.constant
  const allowed = allowedIn(dimension.id, desk)
  const name = nameIn(dimension.name, language, dimension.id)
  const offered = allowed ?? (options.length <= 12 ? options.map(({ id }) => id) : [])
  const named = (code: string) => nameIn(flow.indicators.find(({ id }) => dimension.id === 'INDICATOR' && id === code)?.name, language, nameOf(code))
  return (
    <li data-state={constant === undefined ? 'open' : undefined}>
      <div className="body word"><strong>{name}</strong><p>{rule?.when?.length ? t('upload.conditions', { count: rule.when.length }) : <bdi>{nameIn(dimension.description, language)}</bdi>}</p></div>
      {constant === undefined
        ? <CodeChoice label={t('upload.decide_constant', { name })} candidates={offered.map((code) => ({ code, name: named(code) }))} options={options.filter(({ id }) => allowed === undefined || allowed.includes(id))} onChoose={(code) => change(withConstant(draft, dimension.id, code))} />
        : <div className="row"><span>{named(constant)} <span className="code quiet">{constant}</span></span><Button small kind="quiet" onPress={() => change(dimension.totals.includes('_T') ? withoutDimension(draft, dimension.id) : withConstant(draft, dimension.id, OPEN))}>{t('upload.change')}<span className="visually-hidden"> {name}</span></Button></div>}
    </li>
  )
}

/** Indicators of the dataflow, and the units that the chosen indicator has. */
function allowedIn(dimension: string, { flow, draft }: Desk): readonly string[] | undefined {
  if (dimension === 'INDICATOR') return flow.indicators.map(({ id }) => id)
  if (dimension !== 'UNIT_MEASURE') return undefined
  const chosen = flow.indicators.filter(({ id }) => id === draft.dimensions['INDICATOR']?.constant)
  const units = [...new Set((chosen.length > 0 ? chosen : flow.indicators).flatMap((indicator) => indicator.units))]
  return units.includes('CURRENCY') ? undefined : units
}
