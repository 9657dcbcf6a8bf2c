import type { Names } from './names.ts'
import type { Definitions } from './definitions.ts'
import { useWords, type Words } from '../../i18n/use.ts'

const MOST_NAMED = 3

/** States that count differently stand here together: what can be compared, and where it is said how they differ. */
export function DefinitionWarning({ definitions, names, onOpen }: { readonly definitions: Definitions; readonly names: Names; readonly onOpen: () => void }) {
  const { t, language } = useWords()
  if (definitions.differ.size === 0) return null
  return (
    <p className="defwarn">
      <span className="neq" aria-hidden="true" />
      <span>{warningOf(definitions, names, t, language)} <button type="button" className="as-link" onClick={onOpen}>{t('explore.side_by_side')}</button></span>
    </p>
  )
}

/** Who counts differently, and what can be compared all the same. */
export function warningOf({ differ, match, silent }: Definitions, names: Names, t: Words['t'], language: string): string {
  const differing = [...differ].map((code) => names.code('REF_AREA', code))
  const said = differing.length <= MOST_NAMED ? differing : [...differing.slice(0, MOST_NAMED - 1), t('explore.more_states', { count: differing.length - MOST_NAMED + 1 })]
  const isAlone = match.length + silent.length === 0 && differing.length === 1
  return t(isAlone ? 'explore.differs_alone' : 'explore.differs', { states: new Intl.ListFormat(language).format(said), count: differing.length })
}
