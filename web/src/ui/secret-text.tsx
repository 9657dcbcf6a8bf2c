import { CopyButton } from './copy-button.tsx'

/** Something that is shown once and handed on: selectable, or copied at one press. */
export function SecretText({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <fieldset className="secret">
      <legend className="visually-hidden">{label}</legend>
      <code className="ltr">{text}</code>
      <CopyButton text={text} />
    </fieldset>
  )
}
