/** A line to search with. */
export function Find({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }) {
  return <label className="find"><span className="icon i-search" aria-hidden="true" /><input type="search" value={value} onChange={(event) => onChange(event.target.value)} placeholder={label} aria-label={label} /></label>
}

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase()

/** Whether one of the texts holds what is sought, whatever the case and the accents. */
export const matches = (sought: string, texts: readonly string[]): boolean => texts.some((text) => plain(text).includes(plain(sought.trim())))
