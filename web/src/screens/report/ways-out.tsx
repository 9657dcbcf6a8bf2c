import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import type { GridColumn } from '../../ui/grid-row.tsx'
import type { Item } from './findings.ts'
import { NOT_COUNTED, type Fix } from './fixes.ts'
import type { Lexicon } from './lexicon.ts'

const NEAR = 3

type WaysOutProps = { readonly item: Item; readonly lexicon: Lexicon; readonly columns: readonly GridColumn[]; readonly onMend: (item: Item, fix: Fix) => void }

/** The ways out of a finding, each one press. */
export function WaysOut({ item, lexicon, columns, onMend }: WaysOutProps) {
  const { t, number } = useWords()
  const near = item.word === undefined ? [] : lexicon.near(item.column, item.word).slice(0, NEAR).map((code): Fix => ({ do: 'code', column: item.column, code }))
  const fixes = [...near, ...(item.fixes ?? [])]
  if (fixes.length === 0 || item.row === undefined) return null
  const words = (fix: Fix): string => {
    switch (fix.do) {
      case 'value': return t('report.fix_value', { value: number(Number(fix.value)) })
      case 'code': {
        const name = lexicon.name(fix.column, fix.code)
        return item.word === undefined ? t('report.fix_code', { column: columns.find(({ id }) => id === fix.column)?.name ?? fix.column, name }) : t('report.fix_near', { name })
      }
      case 'not_counted': return lexicon.name('OBS_STATUS', NOT_COUNTED)
      case 'zero': case 'leave_out': case 'no_status': case 'drop_double': case 'add_up': return t(`report.fix_${fix.do}`)
    }
  }
  return <div className="actions">{fixes.map((fix) => <Button key={JSON.stringify(fix)} small onPress={() => onMend(item, fix)}>{words(fix)}</Button>)}</div>
}
