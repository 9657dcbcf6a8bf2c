import { useWords } from '../../../i18n/use.ts'
import { Button } from '../../../ui/button.tsx'
import type { Names } from '../names.ts'
import type { View } from '../view.ts'
import type { Lack } from './fit.ts'

/** What the question lacks to be drawn so, and the way to it. */
export function Lacking({ lack, names, turn }: { readonly lack: Lack; readonly names: Names; readonly turn: (change: Partial<View>) => void }) {
  const { t, language } = useWords()
  const by = new Intl.ListFormat(language).format(lack.by.map((id) => names.dimension(id)))
  return <section className="empty"><p>{t(lack.says)}</p><Button kind="primary" onPress={() => turn(lack.change)}>{lack.by.length > 0 ? t('chart.break_down', { by }) : t('chart.figures_themselves')}</Button></section>
}
