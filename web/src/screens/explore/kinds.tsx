import { useId } from 'react'
import { useWords } from '../../i18n/use.ts'
import type { Flow, Names } from './names.ts'
import type { Series } from './shape.ts'

/** Where the answer holds several kinds of figures, which of them is drawn. They are never added to each other. */
export function Kinds({ all, chosen, flow, names, onChoose }: { readonly all: readonly Series[]; readonly chosen: Series; readonly flow: Flow; readonly names: Names; readonly onChoose: (id: string) => void }) {
  const { t } = useWords()
  const id = useId()
  const parts = (one: Series) => [
    one.indicator === '*' ? '' : (names.codes('INDICATOR').find((code) => code.id === one.indicator)?.name ?? one.indicator), one.unit === '*' ? '' : names.code('UNIT_MEASURE', one.unit), one.freq === '*' || flow.frequencies.length < 2 ? '' : t(`explore.freq.${one.freq}`),
  ]
  return (
    <p className="kinds">
      <label htmlFor={id}>{t('explore.kind')}</label>
      <select className="input" id={id} value={chosen.id} onChange={(event) => onChoose(event.target.value)}>
        {all.map((one) => <option key={one.id} value={one.id}>{parts(one).filter(Boolean).join(' · ')}</option>)}
      </select>
    </p>
  )
}
