import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { read } from '../../api/queries.ts'
import { useWords } from '../../i18n/use.ts'
import { go } from '../../router/go.ts'
import { Link } from '../../router/link.tsx'
import { PageHead } from '../../ui/page.tsx'
import { lackOf } from './charts/fit.ts'
import { Lacking } from './charts/lacking.tsx'
import { contributors } from './contributors.ts'
import { inWords, type Collection, type Flow, type Names } from './names.ts'
import { Locked } from '../locked/locked.tsx'
import { NothingSeen } from './nothing.tsx'
import { Panel } from './panel.tsx'
import { FileButtons } from './file-buttons.tsx'
import { Figures, Views } from './figures.tsx'
import { TakeMenu } from './take-menu.tsx'
import { Refused } from './refused.tsx'
import { Stopped } from './stopped.tsx'
import type { Answer } from './shape.ts'
import { askOf, isMade, searchOf, TIME, type View } from './view.ts'

/** The view that an address without choices has: nothing left out, by member over time. */
const FREE: Partial<View> = { only: {}, from: undefined, to: undefined, on: undefined, figures: undefined, down: ['REF_AREA'], across: [TIME], measure: 'sum', within: [], rollUp: undefined, top: undefined, regions: {} }

type Props = { readonly collection: Collection; readonly flow: Flow; readonly view: View; readonly names: Names }

/** The question in its parts, and below it the answer or why there is none. Every change of the question is a new address. */
export function Asking({ collection, flow, view, names }: Props) {
  const { t, period, language } = useWords()
  const cache = useQueryClient()
  const question = read('explore', 'query', { params: { dataflow: flow.id }, query: { ...askOf(view), explain: 'true' } })
  const lack = lackOf(view, collection, flow)
  const answer = useQuery({ ...question, enabled: lack === undefined, retry: (count, error) => count < 2 && (error.status === 0 || error.code === 'server.not_ready') })
  const access = useQuery(read('sharing', 'access', { params: { dataflow: flow.id } }))
  const turn = (change: Partial<View>) => void go({ to: '/explore/$dataflow', params: { dataflow: flow.id }, search: searchOf({ ...view, ...change }), keepScroll: true })

  /** Until the next answer is there, the last one that was on the page stays, with the view that it answered. */
  const [last, setLast] = useState<{ readonly view: View; readonly answer: Answer }>()
  if (answer.data && !lack && (last?.answer !== answer.data || last.view !== view)) setLast({ view, answer: answer.data })
  if ((answer.error || lack) && last) setLast(undefined) // what was taken back does not come again while the page asks anew

  const isHeld = Object.values(view.only).some((codes) => codes.length > 0) || view.from !== undefined || view.to !== undefined || view.on !== undefined || view.down.join() !== FREE.down!.join() || view.across.join() !== TIME || isMade(view)
  const isNothing = answer.error?.code === 'query.nothing'
  const own = access.data
  if (isNothing && !isHeld && own && !own.unlocked) return <Locked dataflow={flow.id} />
  return (
    <>
      <PageHead
        eyebrow={<><Link to="/explore">{t('explore.title')}</Link> <span className="code">{flow.id}</span></>}
        title={inWords(flow.name, language)}
        meta={own ? <><span><span className={`icon i-${own.unlocked ? 'eye' : 'lock'}`} aria-hidden="true" /> {t(own.unlocked ? 'explore.you_see_shared' : 'explore.you_see_own')}</span><span>{contributors(own.contributors, own.years.split('-').map(period).join('–'), t)}</span></> : <span>{t('shell.loading')}</span>}
      />
      {own && !own.unlocked ? <div className="notice is-warn own-only"><span className="icon i-lock" aria-hidden="true" /><p>{t('explore.own_only')} <Link to="/locked/$dataflow" params={{ dataflow: flow.id }}>{t('explore.what_opens')}</Link></p></div> : null}
      <Panel collection={collection} flow={flow} view={view} names={names} turn={turn} />
      {lack ? <><Views collection={collection} flow={flow} view={view} /><Lacking lack={lack} names={names} turn={turn} /></>
        : isNothing && !answer.isFetching ? <NothingSeen reason={own?.reason} then={view.on === undefined ? undefined : { day: view.on, onNow: () => turn({ on: undefined }) }} onClear={isHeld ? () => turn(FREE) : undefined} />
        : answer.error && !answer.isFetching ? <><Views collection={collection} flow={flow} view={view} /><Refused error={answer.error} view={view} turn={turn} retry={() => void answer.refetch()} take={<TakeMenu label={t('explore.take_whole')} isAtStart><FileButtons order={{ dataflow: flow.id, ...askOf(view) }} /></TakeMenu>} /></>
          : answer.isPending && answer.fetchStatus === 'idle' ? <><Views collection={collection} flow={flow} view={view} /><Stopped retry={() => void answer.refetch()} /></>
            : <Figures collection={collection} flow={flow} asked={view} view={answer.data ? view : (last?.view ?? view)} waits={!answer.data} names={names} turn={turn} answer={answer.data ?? last?.answer} onCancel={() => void cache.cancelQueries({ queryKey: question.queryKey })} />}
    </>
  )
}
