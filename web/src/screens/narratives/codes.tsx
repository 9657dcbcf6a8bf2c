import { useId, useState } from 'react'
import { useWords } from '../../i18n/use.ts'
import { CodePicker } from '../../ui/code-picker.tsx'
import { Select } from '../../ui/select.tsx'
import type { CodeSource, Lists } from './kinds.ts'

/** As many fit into a list that is opened; more are sought by name. */
const FEW = 20

type CodesProps = { readonly label: string; readonly hint?: string; readonly error?: string; readonly source: CodeSource; readonly lists: Lists; readonly disabled: boolean }

/** One code of a list: chosen from it, or sought by name where it is long. */
export function OneCode({ label, hint, error, source, lists, disabled, code, onChange }: CodesProps & { readonly code: string; readonly onChange: (code: string) => void }) {
  const { t } = useWords()
  const options = lists.options(source)
  if (options.length <= FEW) {
    return <Select label={label} hint={hint} error={error} disabled={disabled} value={code} onChange={onChange} options={[{ value: '', text: t('narratives.not_said') }, ...options.map(({ id, name }) => ({ value: id, text: name }))]} />
  }
  return (
    <Labelled label={label} hint={hint} error={error}>
      {code === '' ? null : <Chosen name={lists.name(source, code)} label={label} disabled={disabled} onRemove={() => onChange('')} />}
      {disabled ? null : <Add label={label} words={t(code === '' ? 'narratives.choose' : 'narratives.choose_other')} source={source} lists={lists} onAdd={onChange} />}
    </Labelled>
  )
}

/** Several codes of a list, each with a way to take it out. */
export function ManyCodes({ label, hint, error, source, lists, disabled, codes, onChange }: CodesProps & { readonly codes: readonly string[]; readonly onChange: (codes: readonly string[]) => void }) {
  const { t } = useWords()
  return (
    <Labelled label={label} hint={hint} error={error}>
      {codes.map((code) => <Chosen key={code} name={lists.name(source, code)} label={label} disabled={disabled} onRemove={() => onChange(codes.filter((one) => one !== code))} />)}
      {disabled ? null : <Add label={label} words={t('narratives.add')} source={source} lists={lists} without={codes} onAdd={(code) => onChange([...codes, code])} />}
    </Labelled>
  )
}

function Labelled({ label, hint, error, children }: { readonly label: string; readonly hint?: string; readonly error?: string; readonly children: React.ReactNode }) {
  const id = useId()
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset className={error ? 'field is-error' : 'field'} aria-describedby={told || undefined}>
      <legend className="label">{label}</legend>
      <div className="chips">{children}</div>
      {hint ? <p className="hint" id={`${id}-hint`}>{hint}</p> : null}
      {error ? <p className="said" id={`${id}-error`}>{error}</p> : null}
    </fieldset>
  )
}

function Chosen({ name, label, disabled, onRemove }: { readonly name: string; readonly label: string; readonly disabled: boolean; readonly onRemove: () => void }) {
  const { t } = useWords()
  if (disabled) return <span className="badge is-line">{name}</span>
  return <button type="button" className="chip" aria-label={t('narratives.take_out', { name, label })} onClick={onRemove}>{name} <span className="icon i-close" aria-hidden="true" /></button>
}

type AddProps = { readonly label: string; readonly words: string; readonly source: CodeSource; readonly lists: Lists; readonly without?: readonly string[]; readonly onAdd: (code: string) => void }

/** The way to one more code: a button that becomes a field which seeks by name. */
export function Add({ label, words, source, lists, without = [], onAdd }: AddProps) {
  const { t } = useWords()
  const [isPicking, pick] = useState(false)
  const options = lists.options(source).filter(({ id }) => !without.includes(id))
  if (!isPicking) return <button type="button" className="chip is-add" aria-label={`${label}: ${words}`} onClick={() => pick(true)}>{words}</button>
  return (
    <span className="code-field">
      <CodePicker label={label} options={options} code="" none={t('narratives.nothing_fits')} onCancel={() => pick(false)} onCommit={(text) => {
        pick(false)
        if (options.some(({ id }) => id === text)) onAdd(text)
      }} />
    </span>
  )
}
