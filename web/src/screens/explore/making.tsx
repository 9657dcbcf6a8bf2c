import { useWords } from '../../i18n/use.ts'
import { MEASURES, type Measure } from '@openvrs/core/query/measure.ts'
import type { Names } from './names.ts'
import { canMake, canRollUp, makingOf, thingsOf, type RollUp, type View } from './view.ts'

type Props = { readonly view: View; readonly names: Names; readonly turn: (change: Partial<View>) => void }

const ROLLED: readonly RollUp[] = ['Q', 'A']
const LARGEST: readonly number[] = [3, 5, 10, 20]

/** What is made of the figures, in plain words: shown as they are or compared, months together, areas by regions, the smaller codes together. */
export function Making({ view, names, turn }: Props) {
  const { t } = useWords()
  const { measure, within, rollUp, top, regions } = makingOf(view)
  const things = thingsOf(view)
  const largest = [...LARGEST, ...(top && !LARGEST.includes(top.count) ? [top.count] : [])].toSorted((a, b) => a - b)
  const choose = (next: Measure) => turn({ measure: next, within: [] })
  return (
    <>
      <span aria-hidden="true">{t('explore.make')}</span>
      <div className="chips making">
        <Choice label={t('explore.make')} value={measure} options={MEASURES.map((one) => ({ id: one, name: t(`explore.measure.${one}`), cannot: !canMake(view, one) }))} onChoose={(id) => choose(id as Measure)} />
        {(measure === 'share' || measure === 'rank') && things.length > 1 ? (
          <Choice
            label={t('explore.within')} value={within[0] ?? ''} onChoose={(id) => turn({ within: id === '' ? [] : [id] })}
            options={[{ id: '', name: t('explore.within_all') }, ...things.map((id) => ({ id, name: t('explore.within_each', { name: names.dimension(id) }) }))]}
          />
        ) : null}
      </div>
      <span aria-hidden="true">{t('explore.together')}</span>
      <div className="chips making">
        <Choice
          label={t('explore.roll')} value={rollUp ?? ''} onChoose={(id) => turn({ rollUp: ROLLED.find((one) => one === id) })}
          options={[{ id: '', name: t('explore.roll_none') }, ...ROLLED.map((one) => ({ id: one, name: t(`explore.roll_${one}`), cannot: !canRollUp(view) }))]}
        />
        {things.filter((id) => names.regions(id).length > 0).map((id) => (
          <Choice
            key={id} label={t('explore.regions_of', { name: names.dimension(id) })} value={regions[id] ?? ''} onChoose={(list) => turn({ regions: withRegions(view.regions, id, list) })}
            options={[{ id: '', name: t('explore.regions_none', { name: names.dimension(id) }) }, ...regionChoices(names, id).map((one) => ({ id: one.id, name: t('explore.regions_by', { name: names.dimension(id), regions: one.name }) }))]}
          />
        ))}
        {things.length > 0 ? (
          <Choice
            label={t('explore.top')} value={top ? `${top.dimension}:${top.count}` : ''} onChoose={(id) => turn({ top: id === '' ? undefined : { dimension: id.split(':')[0]!, count: Number(id.split(':')[1]) } })}
            options={[{ id: '', name: t('explore.top_none') }, ...things.flatMap((id) => largest.map((count) => ({ id: `${id}:${count}`, name: t('explore.top_of', { name: names.dimension(id), count }) })))]}
          />
        ) : null}
      </div>
    </>
  )
}

/** Lists whose regions stand apart as a whole; of others each region by itself, so that areas are in one place. */
const regionChoices = (names: Names, dimension: string): readonly { readonly id: string; readonly name: string }[] =>
  names.regions(dimension).flatMap((list): readonly { readonly id: string; readonly name: string }[] => (list.standApart ? [list] : list.regions))

function withRegions(regions: View['regions'], dimension: string, list: string): View['regions'] {
  const { [dimension]: _before, ...others } = regions
  return list === '' ? others : { ...others, [dimension]: list }
}

type Option = { readonly id: string; readonly name: string; readonly cannot?: boolean }

const Choice = ({ label, value, options, onChoose }: { readonly label: string; readonly value: string; readonly options: readonly Option[]; readonly onChoose: (id: string) => void }) => (
  <select className="input is-short" aria-label={label} value={value} onChange={(event) => onChoose(event.target.value)}>
    {options.map(({ id, name, cannot }) => <option key={id} value={id} disabled={cannot}>{name}</option>)}
  </select>
)
