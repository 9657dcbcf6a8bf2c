import { useEffect, useRef } from 'react'
import type { Leg } from '@openvrs/core/narrative/narrative.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { AnswerField } from './answer.tsx'
import type { LegsField, Lists } from './kinds.ts'

type LegsProps = { readonly disabled: boolean; readonly field: LegsField; readonly lists: Lists; readonly errors: ReadonlyMap<string, string>; readonly legs: readonly Leg[]; readonly onChange: (legs: readonly Leg[]) => void }

/** Legs in their order: added at the end, moved and taken out by buttons. A new one begins where the last one ends. */
export function Legs({ disabled, field, lists, errors, legs, onChange }: LegsProps) {
  const { t } = useWords()
  const name = lists.nameOf(field.name)
  const error = errors.get(field.id)
  const list = useRef<HTMLOListElement>(null)
  const moved = useRef<number>(undefined)
  useEffect(() => {
    if (moved.current === undefined) return
    list.current?.children[moved.current]?.querySelector<HTMLElement>('h4')?.focus()
    moved.current = undefined
  })
  const put = (at: number, leg: Leg) => onChange(legs.with(at, leg))
  const swap = (at: number, other: number) => {
    moved.current = other
    onChange(legs.with(at, legs[other]!).with(other, legs[at]!))
  }
  const add = () => {
    const last = legs.at(-1)?.[field.to]
    moved.current = legs.length
    onChange([...legs, last ? { [field.from]: last } : {}])
  }
  const remove = (at: number) => {
    moved.current = Math.max(0, at - 1)
    onChange(legs.filter((_, other) => other !== at))
  }
  return (
    <fieldset className={error ? 'field is-error' : 'field'}>
      <legend className="label">{field.required ? t('narratives.required', { name }) : name}</legend>
      {field.description ? <p className="hint">{lists.nameOf(field.description)}</p> : null}
      {error ? <p className="said">{error}</p> : null}
      <ol className="legs-form" ref={list}>
        {legs.map((leg, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a leg is its place in the way
          <li key={at} className="card stack">
            <div className="section-head">
              <h4 tabIndex={-1}>{t('narratives.leg', { number: at + 1 })}</h4>
              {disabled ? null : (
                <div className="actions">
                  <Button small kind="quiet" disabled={at === 0} onPress={() => swap(at, at - 1)}>{t('narratives.leg_up')}<span className="visually-hidden">{t('narratives.leg', { number: at + 1 })}</span></Button>
                  <Button small kind="quiet" disabled={at === legs.length - 1} onPress={() => swap(at, at + 1)}>{t('narratives.leg_down')}<span className="visually-hidden">{t('narratives.leg', { number: at + 1 })}</span></Button>
                  <Button small kind="quiet" onPress={() => remove(at)}>{t('narratives.remove')}<span className="visually-hidden">{t('narratives.leg', { number: at + 1 })}</span></Button>
                </div>
              )}
            </div>
            <div className="answers">
              {field.fields.map((one) => one.kind === 'legs' ? null : <AnswerField key={one.id} field={one} answer={leg[one.id]} lists={lists} disabled={disabled} errors={errors} place={`${field.id}.${at + 1}.${one.id}`} onChange={(answer) => put(at, { ...leg, [one.id]: answer as string })} />)}
            </div>
          </li>
        ))}
      </ol>
      {disabled ? null : <div className="actions"><Button small icon="plus" onPress={add}>{t('narratives.leg_add')}</Button></div>}
    </fieldset>
  )
}
