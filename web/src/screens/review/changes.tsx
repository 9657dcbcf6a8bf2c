import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, type AnswerOf, type Refusal } from '../../api/call.ts'
import { useWords } from '../../i18n/use.ts'
import { Button } from '../../ui/button.tsx'
import { Loaded } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { inGroups } from './key-words.ts'
import { NoteButton, type Notes } from './notes.tsx'
import { useKeyWords } from './use-key-words.ts'

type Difference = AnswerOf<'reports', 'difference'>
type Change = Difference['changes'][number]
type Against = 'current' | 'period'
type Kind = 'changed' | 'added' | 'removed'

const PAGE = 25

export type ChangesProps = { readonly id: string; readonly dataflow: string; readonly collection: string; readonly title?: string | undefined; /** A unit's own report, not the national one. */ readonly ofUnit: boolean; readonly notes: Notes }

/** "What changed": against what counts now, and against the period before; the figures replaced, added and gone. */
export function Changes({ id, dataflow, collection, title, ofUnit, notes }: ChangesProps) {
  const { t, number } = useWords()
  const [against, setAgainst] = useState<Against>('period')
  const [kind, setKind] = useState<Kind>()
  const asked = useInfiniteQuery<Difference, Refusal, { pages: Difference[] }, readonly unknown[], number>({
    queryKey: ['reports', 'difference', id, dataflow, against, kind],
    queryFn: ({ pageParam, signal }) => call('reports', 'difference', { params: { report: id, dataflow }, query: { against, kind, after: String(pageParam), limit: String(PAGE) } }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  })
  const first = asked.data?.pages[0]
  return (
    <section className="stack is-tight">
      <div className="section-head"><h2>{t('review.changed')}</h2><p>{title ?? t(`review.against_${against}`)}</p></div>
      <div className="chips">
        {(['period', 'current'] as const).map((one) => <button key={one} className="chip" type="button" aria-pressed={against === one} onClick={() => setAgainst(one)}>{t(`review.since_${one}`)}</button>)}
      </div>
      <Loaded of={{ ...asked, data: first }}>{(difference) => (
        <div className="stack is-tight">
          <div className="tally">
            {(['changed', 'added', 'removed'] as const).map((one) => <div className="card" key={one}><p className="big"><b>{number(difference[one])}</b><span>{t(one === 'changed' ? 'review.changed_count' : `review.${one}`, { count: difference[one] })}</span></p></div>)}
          </div>
          <p className="small muted">{t(ofUnit && against === 'period' && difference.against === 'national' ? 'review.from_national_unit' : `review.from_${difference.against}`)} {difference.same > 0 ? t('review.same', { count: difference.same, shown: number(difference.same) }) : null}</p>
          {difference.changed + difference.added + difference.removed > 0 ? (
            <>
              <div className="chips">{([undefined, 'changed', 'added', 'removed'] as const).map((one) => <button key={one ?? 'all'} className="chip" type="button" aria-pressed={kind === one} disabled={one !== undefined && difference[one] === 0} onClick={() => setKind(one)}>{t(`review.show_${one ?? 'all'}`)} {one ? <span className="n">{number(difference[one])}</span> : null}</button>)}</div>
              <ChangeTable changes={asked.data!.pages.flatMap(({ changes }) => changes)} {...{ dataflow, collection, notes, against }} />
              {asked.hasNextPage ? <p><Button small busy={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()}>{t('review.more')}</Button></p> : null}
            </>
          ) : null}
        </div>
      )}</Loaded>
    </section>
  )
}

function ChangeTable({ changes, dataflow, collection, notes, against }: { readonly changes: readonly Change[]; readonly dataflow: string; readonly collection: string; readonly notes: Notes; readonly against: Against }) {
  const { t } = useWords()
  const words = useKeyWords(dataflow, collection)
  return (
    <ScrollBox tall label={t('review.changed_table')}>
      <table className="grid diff">
        <thead><tr><th className="pin pin-edge" scope="col">{t('review.figure')}</th><th className="num" scope="col">{t(`review.before_${against}`)}</th><th className="num" scope="col">{t('review.now')}</th><th className="num" scope="col">{t('review.change')}</th><th scope="col"><span className="visually-hidden">{t('review.comment')}</span></th></tr></thead>
        {inGroups(changes, words).map(({ group, rows }, at) => (
          <tbody key={at}>
            <tr className="group"><th scope="rowgroup" colSpan={5}>{group}</th></tr>
            {rows.map((change) => (
              <tr key={change.key}>
                <th className="pin pin-edge" scope="row">{change.words.title}<br /><span className="quiet">{change.words.period}</span></th>
                <Figure cells={change.before} /><Figure cells={change.after} total />
                <td className="num sub"><Step before={change.before?.value} after={change.after?.value} /></td>
                <td><NoteButton notes={notes} place={{ dataflow, key: change.key }} of={change.words.title} /></td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </ScrollBox>
  )
}

function Figure({ cells, total }: { readonly cells: Change['before']; readonly total?: boolean }) {
  const { t, number } = useWords()
  if (cells === undefined || cells.value === null) return <td className="num" data-state="missing"><span aria-hidden="true">–</span><span className="visually-hidden">{t('review.no_figure')}</span></td>
  return <td className={total ? 'num is-total' : 'num'}>{number(cells.value)}</td>
}

/** By how much: more is not better and less not worse, so there is a direction and no colour. */
function Step({ before, after }: { readonly before: number | null | undefined; readonly after: number | null | undefined }) {
  const { t, number } = useWords()
  if (before === undefined || before === null) return <>{t('review.new')}</>
  if (after === undefined || after === null) return <>{t('review.gone')}</>
  if (before === after) return <>{t('review.note_only')}</>
  return <span className={after > before ? 'up' : 'down'}><span className="visually-hidden">{t(after > before ? 'review.up' : 'review.down')} </span>{number(Math.abs(after - before))}</span>
}
