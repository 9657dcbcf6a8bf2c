import { useId } from 'react'
import type { NarrativeField } from '@openvrs/core/metadata/model.ts'
import type { Answer, SeriesLink } from '@openvrs/core/narrative/narrative.ts'
import { useWords } from '../../i18n/use.ts'
import { Field } from '../../ui/field.tsx'
import { ManyCodes, OneCode } from './codes.tsx'
import type { LegsField, Lists } from './kinds.ts'
import { Links } from './links.tsx'

export type AnswerProps = {
  readonly field: Exclude<NarrativeField, LegsField>
  readonly answer: Answer | undefined
  readonly lists: Lists
  readonly disabled: boolean
  /** What is wrong, by the place of the answer; of a leg `LEGS.2.TO`. */
  readonly errors: ReadonlyMap<string, string>
  readonly place: string
  readonly onChange: (answer: Answer) => void
}

/** One question of a form, by the kind of its field; legs are asked by `Legs`, which asks these of each. */
export function AnswerField({ field, answer, lists, disabled, errors, place, onChange }: AnswerProps) {
  const { t } = useWords()
  const label = field.required ? t('narratives.required', { name: lists.nameOf(field.name) }) : lists.nameOf(field.name)
  const common = { label, disabled, ...(field.description && { hint: lists.nameOf(field.description) }), ...(errors.has(place) && { error: errors.get(place)! }) }
  const text = answer === undefined ? '' : String(answer)
  switch (field.kind) {
    case 'text':
      return <LongText {...common} rows={3} most={field.most} value={text} onChange={onChange} />
    case 'code':
    case 'register':
      return field.many
        ? <ManyCodes {...common} source={field} lists={lists} codes={(answer ?? []) as readonly string[]} onChange={onChange} />
        : <OneCode {...common} source={field} lists={lists} code={text} onChange={onChange} />
    case 'number':
      return <Field {...common} inputMode="numeric" value={text} onChange={onChange} />
    case 'period':
      return <Field {...common} hint={common.hint ?? t('narratives.period_hint')} value={text} onChange={onChange} maxLength={7} />
    case 'series':
      return <Links {...common} lists={lists} links={(answer ?? []) as readonly SeriesLink[]} onChange={onChange} />
  }
}

type LongTextProps = { readonly label: string; readonly hint?: string; readonly error?: string; readonly disabled: boolean; readonly rows: number; readonly most: number; readonly value: string; readonly language?: string; readonly onChange: (value: string) => void }

/** A text of several lines that says how much of it is left; nothing that was typed is cut off. */
export function LongText({ label, hint, error, disabled, rows, most, value, language, onChange }: LongTextProps) {
  const { t, number } = useWords()
  const id = useId()
  const length = [...value].length
  return (
    <div className={error ? 'field is-error' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <textarea className="input" id={id} rows={rows} disabled={disabled} value={value} lang={language || undefined} dir="auto" onChange={(event) => onChange(event.target.value)} aria-describedby={`${id}-hint${error ? ` ${id}-error` : ''}`} aria-invalid={error ? true : undefined} />
      <p className="hint counted" id={`${id}-hint`}><span>{hint}</span><span className={length > most ? 'is-over' : undefined}>{t('narratives.counted', { length: number(length), most: number(most) })}</span></p>
      {error ? <p className="said" id={`${id}-error`}>{error}</p> : null}
    </div>
  )
}
