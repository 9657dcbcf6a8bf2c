import { useId } from 'react'
import { useWords } from '../../../i18n/use.ts'
import { Button } from '../../../ui/button.tsx'
import type { Names } from '../names.ts'
import type { View } from '../view.ts'
import { partsOf } from './layout.ts'

/** From which area to which the flows lead, of those that the figures name. */
export function Ends({ view, areas, names, turn }: { readonly view: View; readonly areas: readonly string[]; readonly names: Names; readonly turn: (change: Partial<View>) => void }) {
  const { t } = useWords()
  const id = useId()
  const [from = '', to = ''] = partsOf(view)
  const lead = (ends: readonly [string, string]) => turn({ down: [...ends, ...view.down.filter((one) => !ends.includes(one) && one !== from && one !== to)] })
  const choose = (end: 'from' | 'to', chosen: string) => lead(end === 'from' ? [chosen, chosen === to ? from : to] : [chosen === from ? to : from, chosen])
  const choice = (end: 'from' | 'to', value: string) => (
    <span className="row">
      <label htmlFor={`${id}-${end}`}>{t(`chart.ends.${end}`)}</label>
      <select className="input" id={`${id}-${end}`} value={value} onChange={(event) => choose(end, event.target.value)}>{areas.map((area) => <option key={area} value={area}>{names.dimension(area)}</option>)}</select>
    </span>
  )
  return <div className="kinds is-ends">{choice('from', from)}{choice('to', to)}<Button small onPress={() => lead([to, from])}>{t('chart.ends.swap')}</Button></div>
}
