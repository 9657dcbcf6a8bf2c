import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { DayPicker } from '../../ui/day-picker.tsx'
import { Field } from '../../ui/field.tsx'
import { Form } from '../../ui/form.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { SecretText } from '../../ui/secret-text.tsx'
import { Select } from '../../ui/select.tsx'
import { Part } from './part.tsx'
import words from './words.json' with { type: 'json' }

const UNITS = [{ value: 'POLICE', text: words.unit_police }, { value: 'IMMIGRATION', text: words.unit_immigration }]

export function Fields() {
  const [typed, setTyped] = useState({ name: words.name_value, email: '', count: '12.5', password: 'too short', unit: 'POLICE', embargo: '2027-01-01T00:00:00.000Z' as string | undefined })
  const change = <K extends keyof typeof typed>(field: K) => (value: (typeof typed)[K]) => setTyped({ ...typed, [field]: value })
  return (
    <Part name="fields" title={words.fields} lede={words.fields_words}>
      <div className="tiles">
        <Field label={words.name} value={typed.name} onChange={change('name')} />
        <Field label={words.email} value={typed.email} onChange={change('email')} type="email" />
        <div data-force="focus-visible"><Field label={words.empty_field} value="" onChange={() => undefined} /></div>
        <Field label={words.count} hint={words.count_hint} error={words.count_error} value={typed.count} onChange={change('count')} inputMode="numeric" />
        <PasswordField label={words.password} hint={words.password_hint} value="" onChange={() => undefined} autoComplete="new-password" />
        <PasswordField label={words.password} error={words.password_error} value={typed.password} onChange={change('password')} autoComplete="new-password" />
        <Select label={words.unit} hint={words.unit_hint} value={typed.unit} onChange={change('unit')} options={UNITS} />
        <Select label={words.unit} ask={words.unit_ask} error={words.unit_error} value="" onChange={() => undefined} options={UNITS} />
        <Select label={words.unit} value="POLICE" onChange={() => undefined} options={UNITS} disabled />
        <DayPicker label={words.embargo} hint={words.embargo_hint} value={typed.embargo} onChange={change('embargo')} />
        <DayPicker label={words.embargo} value={undefined} onChange={() => undefined} />
        <div>
          <label className="choice"><input type="checkbox" defaultChecked /><span>{words.differs}</span><span className="hint">{words.differs_hint}</span></label>
          <label className="choice"><input type="checkbox" /><span>{words.unlike}</span></label>
          <label className="choice"><input type="checkbox" disabled defaultChecked /><span>{words.fixed}</span></label>
        </div>
      </div>
      <div className="split is-even">
        <Form error={words.form_error} onSubmit={() => undefined}><Field label={words.name} value={typed.name} onChange={change('name')} /><div className="row"><Button kind="primary" submit>{words.form_send}</Button></div></Form>
        <SecretText label={words.secret} text={words.secret_text} />
      </div>
    </Part>
  )
}
