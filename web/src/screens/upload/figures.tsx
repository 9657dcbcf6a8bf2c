import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import type { Desk } from './desk.ts'
import { OPEN } from './draft.ts'
import { Part } from './part.tsx'

/** Statuses that say why there is no figure, and zero. */
const MEANINGS = ['0', 'M', 'K', 'L', 'O', 'Q'] as const

/** How figures are written, what a cell that is no number means, and what becomes of rows that would be one figure. */
export function Figures({ desk }: { readonly desk: Desk }) {
  const { t, number } = useWords()
  const { draft, change } = desk
  const strange = desk.engine.strangeFigures(draft, desk.glimpse, desk.left)
  const means = (word: string, meaning: string | undefined) => {
    const { [word]: _before, ...others } = draft.value.words
    change({ ...draft, value: { ...draft.value, words: meaning === undefined ? others : { ...others, [word]: meaning } } })
  }
  return (
    <Part step="figures" open={desk.open.figures}>
      <fieldset className="card">
        <legend className="visually-hidden">{t('upload.one_key')}</legend>
        <p><strong>{t('upload.one_key')}</strong></p>
        {(['sum', 'reject'] as const).map((value) => (
          <label className="choice" key={value}><input type="radio" name="one-key" checked={draft.rows_on_one_key === value} onChange={() => change({ ...draft, rows_on_one_key: value })} /><span>{t(`upload.one_key_${value}`)}</span><span className="hint">{t(`upload.one_key_${value}_hint`)}</span></label>
        ))}
        {draft.rows_on_one_key === OPEN ? <p className="small muted">{t('upload.one_key_open')}</p> : null}
      </fieldset>
      {strange.length > 0 ? (
        <ul className="rows is-wrapping card is-flush below">
          {strange.map(({ word, rows, means: said, isLeft }) => {
            const shown = word === '' ? t('upload.blank_word') : word
            return (
              <li key={word} data-state={said === undefined && !isLeft ? 'open' : undefined}>
                <div className="body word"><strong><bdi>{shown}</bdi></strong><p>{t('upload.rows_of', { count: rows, number: number(rows) })}</p></div>
                {isLeft
                  ? <div className="row"><span className="muted">{t('upload.left')}</span><Button small kind="quiet" onPress={() => desk.leave('', word, false)}>{t('upload.change')}</Button></div>
                  : <div className="becomes"><Select quiet label={t('upload.means_of', { word: shown })} ask={t('upload.ask')} value={said ?? ''} options={[...MEANINGS.map((value) => ({ value: value as string, text: t(`upload.means_${value}`) })), { value: 'leave', text: t('upload.leave_rows') }]} onChange={(value) => (value === 'leave' ? desk.leave('', word, true) : means(word, value))} /></div>}
              </li>
            )
          })}
        </ul>
      ) : null}
    </Part>
  )
}
