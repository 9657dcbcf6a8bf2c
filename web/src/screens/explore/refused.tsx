import type { ReactNode } from 'react'
import type { Refusal } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { sentenceOf } from '../../shell/failed.tsx'
import { Button } from '../../ui/button.tsx'
import type { View } from './view.ts'

type Props = { readonly error: Refusal; readonly view: View; readonly turn: (change: Partial<View>) => void; readonly retry: () => void; /** The whole answer as a file. */ readonly take: ReactNode }

/** Answers that are too many or too far away to give: a smaller question is one press away. */
const TOO_MUCH: ReadonlySet<string> = new Set(['query.answer_too_large', 'query.too_slow', 'query.too_much'])

/** Why a question has no answer, and what to do instead. */
export function Refused({ error, view, turn, retry, take }: Props) {
  const { t } = useWords()
  const last = view.down.at(-1)
  const isTooMuch = TOO_MUCH.has(error.code)
  const isMisread = error.status === 400
  return (
    <section className="empty" role="alert">
      <h2>{t(isTooMuch ? 'explore.too_much_title' : isMisread ? 'explore.misread_title' : 'shell.failed')}</h2>
      <p>{sentenceOf(error, t)}</p>
      <div className="row">
        {isTooMuch && last ? <Button kind="primary" onPress={() => turn({ down: view.down.slice(0, -1) })}>{t('explore.fewer_rows')}</Button> : null}
        {error.code === 'query.answer_too_large' ? take : null}
        {isTooMuch || isMisread ? <Button onPress={() => turn({ only: {}, from: undefined, to: undefined, on: undefined, figures: undefined, ...(isMisread ? { down: [], across: [], measure: 'sum', within: [], rollUp: undefined, top: undefined, regions: {} } : {}) })}>{t('explore.clear')}</Button> : null}
        {isMisread ? null : <Button onPress={retry}>{t('shell.again')}</Button>}
      </div>
    </section>
  )
}
