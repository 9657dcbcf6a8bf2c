import type { Names } from './names.ts'
import type { Definitions } from './definitions.ts'
import { useWords } from '../../i18n/use.ts'

const MOST_NAMED = 3

/** States that count differently stand here together: what can be compared, and where it is said how they differ. */
export function DefinitionWarning({ definitions, names, onOpen }: { readonly definitions: Definitions; readonly names: Names; readonly onOpen: () => void }) {
  const { t, language } = useWords()
  const differing = [...definitions.differ].map((code) => names.code('REF_AREA', code))
  if (differing.length === 0) return null
  const said = differing.length <= MOST_NAMED ? differing : [...differing.slice(0, MOST_NAMED - 1), t('explore.more_states', { count: differing.length - MOST_NAMED + 1 })]
  const isAlone = definitions.match.length + definitions.silent.length === 0 && differing.length === 1
  return (
    <p className="defwarn">
      <span className="neq" aria-hidden="true" />
      <span>{t(isAlone ? 'explore.differs_alone' : 'explore.differs', { states: new Intl.ListFormat(language).format(said) })} <button type="button" className="as-link" onClick={onOpen}>{t('explore.side_by_side')}</button></span>
    </p>
  )
}
