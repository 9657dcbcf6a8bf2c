import { MAIN_UNIT, NATIONAL_UNIT } from '@openvrs/core/sharing/people.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf } from '../../api/call.ts'
import { read, renew } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import { useFreshFactor } from '../../ui/fresh-factor.tsx'
import { Notice } from '../../ui/page.tsx'
import { CloseUnitDialog } from './close-unit-dialog.tsx'
import { CounterpartDialog } from './counterpart-dialog.tsx'
import { CounterpartLine } from './counterpart-line.tsx'
import { useUnitWords } from './post-words.ts'
import { UnitDialog } from './unit-dialog.tsx'

export type Unit = AnswerOf<'units', 'list'>['units'][number]
export type Counterpart = AnswerOf<'counterparts', 'list'>['counterparts'][number]
type Open = { readonly what: 'add' } | { readonly what: 'change' | 'close' | 'pair'; readonly unit: Unit }

/** The agencies and posts of a member: what each is, where it stands and whom it faces. Each keeps its drafts to itself and the focal points. */
export function Units({ units, own, may }: { readonly units: readonly Unit[]; readonly own: string; readonly may: ReadonlySet<string> }) {
  const { t } = useWords()
  const [open, setOpen] = useState<Open>()
  const pairs = useQuery({ ...read('counterparts', 'list'), enabled: may.has('keep_units') }).data?.counterparts ?? []
  const agencies = units.filter((unit) => unit.code !== MAIN_UNIT && unit.code !== NATIONAL_UNIT)
  const closed = agencies.filter((unit) => unit.closed !== null)
  const row = (unit: Unit) => <Row key={unit.code} unit={unit} pairs={pairs.filter((pair) => pair.unit === unit.code)} keeps={may.has('keep_units')} onOpen={(what) => setOpen({ what, unit })} />
  const close = () => setOpen(undefined)
  return (
    <section aria-labelledby="units">
      <div className="section-head"><h2 id="units">{t('members.units')}</h2><p>{t(agencies.length > 0 ? 'members.units_words' : 'members.units_none')}</p>{may.has('add_unit') ? <span className="push"><Button icon="plus" onPress={() => setOpen({ what: 'add' })}>{t('members.unit_add')}</Button></span> : null}</div>
      <div className="stack">
        {agencies.length > closed.length ? <ul className="rows card is-flush is-wrapping">{agencies.filter((unit) => unit.closed === null).map(row)}</ul> : null}
        {closed.length > 0 ? <details className="lost"><summary>{t('members.units_closed', { count: closed.length })}</summary><ul className="rows card is-flush is-wrapping">{closed.map(row)}</ul></details> : null}
      </div>
      {open?.what === 'add' ? <UnitDialog own={own} onClose={close} /> : null}
      {open?.what === 'change' ? <UnitDialog own={own} unit={open.unit} onClose={close} /> : null}
      {open?.what === 'close' ? <CloseUnitDialog unit={open.unit} onClose={close} /> : null}
      {open?.what === 'pair' ? <CounterpartDialog unit={open.unit} own={own} onClose={close} /> : null}
    </section>
  )
}

type RowProps = { readonly unit: Unit; readonly pairs: readonly Counterpart[]; readonly keeps: boolean; readonly onOpen: (what: 'change' | 'close' | 'pair') => void }

function Row({ unit, pairs, keeps, onOpen }: RowProps) {
  const { t, day } = useWords()
  const said = useUnitWords()
  const { withFactor } = useFreshFactor()
  const reopen = useMutation({ mutationFn: () => withFactor(() => call('units', 'change', { params: { unit: unit.code }, body: { closed: false } })), onSettled: () => renew('units') })
  const name = <span className="visually-hidden"> {unit.name}</span>
  return (
    <li>
      <div className="body">
        <strong>{unit.name} <span className="code quiet">{unit.code}</span></strong>
        <p>{said(unit)}{unit.closed ? ` · ${t('members.unit_closed', { at: day(unit.closed) })}` : ''}</p>
        {pairs.map((pair) => <CounterpartLine key={pair.id} pair={pair} />)}
        {reopen.error ? <Notice kind="error">{sentenceOf(reopen.error, t)}</Notice> : null}
      </div>
      {!keeps ? null : unit.closed ? <Button small busy={reopen.isPending} onPress={() => reopen.mutate()}>{t('members.unit_open')}{name}</Button> : (
        <span className="actions">
          <Button small onPress={() => onOpen('change')}>{t('members.unit_edit')}{name}</Button>
          <Button small onPress={() => onOpen('pair')}>{t('members.counterpart_ask')}{name}</Button>
          <Button small kind="danger" onPress={() => onOpen('close')}>{t('members.unit_close')}{name}</Button>
        </span>
      )}
    </li>
  )
}
