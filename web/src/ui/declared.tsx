import '../look/frame.css'
import type { Declarations } from '@openvrs/core/report/declarations.ts'
import { useWords } from '../i18n/use.ts'

/** What a section says about its figures, in a line; the sign of a differing definition stands first. */
export function Declared({ declarations: said }: { readonly declarations: Declarations }) {
  const { t } = useWords()
  const parts = [
    said.source_type && t(`declared.source_${said.source_type}`), said.def_conform && t(`declared.conform_${said.def_conform}`), said.def_note && `“${said.def_note}”`,
    said.coverage && t('declared.covers', { what: said.coverage }), said.profit_element && t(`declared.profit_${said.profit_element}`),
    said.reporting_year_start && t('declared.year', { month: said.reporting_year_start }),
  ].filter(Boolean)
  const differs = said.def_conform === 'N' || said.def_conform === 'partly'
  return <span>{differs ? <span className="neq" aria-hidden="true" /> : null}{differs ? ' ' : ''}{parts.length === 0 ? t('declared.nothing') : parts.join(' · ')}</span>
}
